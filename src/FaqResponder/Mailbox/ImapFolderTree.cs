using MailKit;
using MailKit.Net.Imap;

namespace FaqResponder.Mailbox;

/// <summary>Folders below one parent on an IMAP server. All their states come in one answer where the server has LIST-STATUS (RFC 5819).</summary>
internal sealed class ImapFolderTree : IFolderTree
{
    private const StatusItems State = StatusItems.UidValidity | StatusItems.UidNext | StatusItems.Count;

    private readonly ImapClient _client;
    private readonly IMailFolder _parent;
    private readonly IMailFolder _inbox;
    private readonly string _answeredKeyword;
    private Dictionary<string, IMailFolder> _children = [];
    private int _count;
    private bool _somethingLeft = true;

    /// <param name="client">The connection.</param>
    /// <param name="parent">The parent on it.</param>
    /// <param name="inbox">The folder that is read.</param>
    /// <param name="answeredKeyword">What is put on mails beside \Answered; empty for nothing.</param>
    public ImapFolderTree(ImapClient client, IMailFolder parent, IMailFolder inbox, string answeredKeyword)
    {
        (_client, _parent, _inbox, _answeredKeyword, _count) = (client, parent, inbox, answeredKeyword, inbox.Count);
        inbox.MessageExpunged += (_, _) => _somethingLeft = true;
        // While another folder is open, the server tells of the inbox only how many are left when it is opened again.
        inbox.CountChanged += (_, _) =>
        {
            _somethingLeft |= inbox.Count < _count;
            _count = inbox.Count;
        };
    }

    public string Name => _parent.FullName;

    public char Separator => _parent.DirectorySeparator;

    public async Task<IReadOnlyDictionary<string, FolderState?>> ListAsync(CancellationToken token)
    {
        var tells = _client.Capabilities.HasFlag(ImapCapabilities.ListStatus);
        var below = await _parent.GetSubfoldersAsync(tells ? State : StatusItems.None, subscribedOnly: false, token);
        _children = below.Where(f => (f.Attributes & (FolderAttributes.NonExistent | FolderAttributes.NoSelect)) == FolderAttributes.None).ToDictionary(f => f.Name);
        return _children.ToDictionary(f => f.Key, f => tells ? new FolderState(f.Value.UidValidity, f.Value.UidNext?.Id ?? 0, f.Value.Count) : (FolderState?)null);
    }

    public bool HasSomethingLeft()
    {
        var left = _somethingLeft;
        _somethingLeft = false;
        return left;
    }

    public async Task MakeAsync(string name, CancellationToken token)
    {
        var folder = await ChildAsync(name, token) ?? await _parent.CreateAsync(name, isMessageFolder: true, token) ?? throw new MissingFolderException(name, []);
        _children[name] = folder;
        await folder.SubscribeAsync(token);
    }

    public async Task RenameAsync(string name, string newName, CancellationToken token)
    {
        var folder = await RequireAsync(name, token);
        // A subscription goes by the name and stays with the old one. Some servers don't rename an open folder.
        await CloseAsync(folder, token);
        await folder.UnsubscribeAsync(token);
        await folder.RenameAsync(_parent, newName, token);
        _children.Remove(name);
        await (_children[newName] = folder).SubscribeAsync(token);
    }

    public async Task RemoveAsync(string name, CancellationToken token)
    {
        var folder = await RequireAsync(name, token);
        await CloseAsync(folder, token);
        await folder.UnsubscribeAsync(token);
        await folder.DeleteAsync(token);
        _children.Remove(name);
    }

    public async Task<IFolder> FolderAsync(string name, CancellationToken token) => Wrapped(await RequireAsync(name, token));

    public async Task<IFolder> TargetAsync(string path, CancellationToken token) => Wrapped(await TargetOfAsync(path, token));

    public async Task MoveAsync(string name, FiledAt place, string path, bool isAnswered, CancellationToken token)
    {
        var (folder, target) = (await RequireAsync(name, token), await TargetOfAsync(path, token));
        if (!folder.IsOpen || folder.Access is not FolderAccess.ReadWrite) await folder.OpenAsync(FolderAccess.ReadWrite, token);
        if (folder.UidValidity != place.UidValidity) return;
        var uid = ImapFolder.Id(place.UidValidity, place.Uid);
        if (isAnswered) await folder.StoreAsync(uid, ImapFolder.Answered(folder, _answeredKeyword), token);
        // MOVE (RFC 6851), else COPY, \Deleted and EXPUNGE of this one.
        await folder.MoveToAsync(uid, target, token);
    }

    private async Task<IMailFolder> TargetOfAsync(string path, CancellationToken token) =>
        path.Length == 0 ? _inbox : await ImapFolders.FindAsync(_client, path, token) ?? await ImapFolders.MakeAsync(_client, path, token);

    private async Task<IMailFolder> RequireAsync(string name, CancellationToken token) =>
        await ChildAsync(name, token) ?? throw new MissingFolderException(_parent.FullName + Separator + name, [.. _children.Values.Select(f => f.FullName)]);

    private async Task<IMailFolder?> ChildAsync(string name, CancellationToken token)
    {
        if (_children.TryGetValue(name, out var known)) return known;
        try
        {
            return await _parent.GetSubfolderAsync(name, token);
        }
        catch (FolderNotFoundException)
        {
            return null;
        }
    }

    private static async Task CloseAsync(IMailFolder folder, CancellationToken token)
    {
        if (folder.IsOpen) await folder.CloseAsync(expunge: false, token);
    }

    private ImapFolder Wrapped(IMailFolder folder) => new(_client, folder, mayWrite: true, MessageFlags.None);
}
