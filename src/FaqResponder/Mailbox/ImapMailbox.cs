using FaqResponder.Core.Mails;
using FaqResponder.OAuth;
using FaqResponder.Settings;

using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

using MimeKit;

namespace FaqResponder.Mailbox;

/// <summary>A mailbox on an IMAP server (RFC 9051), on one kept connection.</summary>
internal sealed class ImapMailbox(MailboxSettings settings, AccessTokens tokens, bool mayWrite) : IMailbox
{
    // RFC 2177 asks for a fresh IDLE every 29 minutes. Note: some providers drop it silently after ten.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(9);

    private readonly ServerSettings _server = settings.Imap!;
    private readonly Dictionary<SpecialFolder, IMailFolder> _special = [];
    private ServerWords? _words;
    private ImapClient? _client;
    private IMailFolder? _inbox;
    private (string Parent, ImapFolderTree Tree)? _tree;
    private bool _hasNews;

    public string Name => $"imap://{_server.User}@{_server.Host.ToLowerInvariant()}/{(IsInbox ? "INBOX" : settings.Folder)}";

    // INBOX is the one folder name without case (RFC 9051, section 5.1).
    private bool IsInbox => settings.Folder.Equals("INBOX", StringComparison.OrdinalIgnoreCase);

    public async Task OpenAsync(CancellationToken token)
    {
        if (_client is { IsConnected: true, IsAuthenticated: true } && _inbox is { IsOpen: true }) return;
        if (_client is not { IsConnected: true, IsAuthenticated: true })
        {
            Drop();
            _words = new ServerWords();
            _client = new ImapClient(_words);
            await LogInAsync(_client, _words, token);
            _inbox = await FindInboxAsync(_client, token);
            _inbox.CountChanged += (_, _) => _hasNews = true;
        }

        await _inbox!.OpenAsync(mayWrite ? FolderAccess.ReadWrite : FolderAccess.ReadOnly, token);
    }

    public async Task<Arrivals> LookAsync(MailboxPosition? after, DateTimeOffset freshSince, CancellationToken token)
    {
        var inbox = await InboxAsync(token);
        // What the server tells from here on may be missing in what it is about to list.
        _hasNews = false;
        return await Folder(inbox).LookAsync(after, freshSince, token);
    }

    public async Task<IReadOnlyList<ArrivedMail>> FetchAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token) =>
        await Folder(await InboxAsync(token)).FetchAsync(uidValidity, uids, token);

    public async Task<IReadOnlyDictionary<string, MailFlags>> LookAtAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token) =>
        await Folder(await InboxAsync(token)).LookAtAsync(uidValidity, uids, token);

    public async Task MarkAnsweredAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token)
    {
        if (!mayWrite || uids.Count == 0) return;
        var inbox = await InboxAsync(token);
        if (inbox.UidValidity != uidValidity) return;
        await inbox.StoreAsync([.. uids.Select(u => ImapFolder.Id(uidValidity, u))], ImapFolder.Answered(inbox, settings.AnsweredKeyword), token);
    }

    public async Task<IFolder> FolderAsync(SpecialFolder which, CancellationToken token)
    {
        var place = await SpecialAsync(which, token);
        return new ImapFolder(_client!, place, mayWrite, which is SpecialFolder.Drafts ? MessageFlags.Draft : MessageFlags.Seen);
    }

    public async Task<IFolder> FolderAsync(string name, CancellationToken token)
    {
        var inbox = await InboxAsync(token);
        return Folder(name.Length == 0 ? inbox : await ImapFolders.GetAsync(_client!, name, token));
    }

    public async Task<IFolderTree?> TreeAsync(string parent, CancellationToken token)
    {
        var inbox = await InboxAsync(token);
        if (_tree?.Parent == parent) return _tree.Value.Tree;
        var folder = await ImapFolders.FindAsync(_client!, parent, token)
            ?? (mayWrite ? await ImapFolders.MakeAsync(_client!, parent, token) : throw await ImapFolders.MissingAsync(_client!, parent, token));
        var tree = new ImapFolderTree(_client!, folder, inbox, settings.AnsweredKeyword);
        _tree = (parent, tree);
        return tree;
    }

    public async Task PutAsync(byte[] mail, CancellationToken token)
    {
        var inbox = await InboxAsync(token);
        using var stream = new MemoryStream(mail, writable: false);
        await inbox.AppendAsync(new AppendRequest(await MimeMessage.LoadAsync(stream, token), MessageFlags.None), token);
    }

    public async Task WaitAsync(TimeSpan atMost, CancellationToken wake, CancellationToken token)
    {
        var inbox = await InboxAsync(token);
        // It was told between the look and now, and is told only once: IDLE would wait for the next mail.
        if (_hasNews) return;
        var client = _client!;
        var time = atMost < LongestIdle ? atMost : LongestIdle;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(token, wake);
        enough.CancelAfter(time);
        if (client.Capabilities.HasFlag(ImapCapabilities.Idle)) await IdleAsync(client, inbox, enough, token);
        else await PauseAsync(enough.Token);
        // Courier tells an idle client late and Microsoft 365 sometimes never: what the next look finds is what the server has told by now. On a
        // dead line it is this that ends with a timeout.
        await client.NoOpAsync(token);
        if (!IsInbox) await ConfirmFolderAsync(inbox, token);
    }

    private async Task IdleAsync(ImapClient client, IMailFolder inbox, CancellationTokenSource enough, CancellationToken token)
    {
        // What leaves counts too: she moves mails to have them answered. The library tells of the new count only once the IDLE is over.
        void Arrived(object? sender, EventArgs e) => enough.Cancel();
        // During IDLE the library reads without a limit, also for the answer to DONE: on a line that has died meanwhile, for ever.
        using var dead = CancellationTokenSource.CreateLinkedTokenSource(token);
        using var done = enough.Token.Register(() => dead.CancelAfter(_server.Timeout));
        inbox.CountChanged += Arrived;
        inbox.MessageExpunged += Arrived;
        try
        {
            await client.IdleAsync(enough.Token, dead.Token);
        }
        catch (OperationCanceledException silence) when (!token.IsCancellationRequested)
        {
            throw new TimeoutException("IDLE", silence);
        }
        finally
        {
            inbox.CountChanged -= Arrived;
            inbox.MessageExpunged -= Arrived;
        }
    }

    /// <summary>
    /// Finds out that a folder was deleted, renamed, or made anew while it is open: some servers go on showing the old one, in which nothing
    /// arrives any more. INBOX can't be deleted.
    /// </summary>
    private async Task ConfirmFolderAsync(IMailFolder inbox, CancellationToken token)
    {
        var validity = inbox.UidValidity;
        try
        {
            await inbox.StatusAsync(StatusItems.UidValidity, token);
        }
        catch (Exception fault) when (fault is ImapCommandException or FolderNotFoundException)
        {
            throw await ImapFolders.MissingAsync(_client!, settings.Folder, token);
        }

        // Another folder under the name: the next look begins with it.
        if (inbox.UidValidity != validity) Drop();
    }

    private async Task LogInAsync(ImapClient client, ServerWords words, CancellationToken token)
    {
        try
        {
            await ServerConnection.OpenAsync(client, _server, tokens, token);
        }
        catch (Exception refusal) when (refusal is AuthenticationException or ProtocolException or CommandException && ServerBusyException.IsSaidBy(words.LastLine))
        {
            throw new ServerBusyException(words.LastLine, refusal);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is { IsConnected: true } client)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            try
            {
                await client.DisconnectAsync(quit: true, soon.Token);
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException or ProtocolException or CommandException)
            {
                // The server need not hear a goodbye.
            }
        }

        Drop();
    }

    private static async Task PauseAsync(CancellationToken enough)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, enough);
        }
        catch (OperationCanceledException)
        {
            // The time is over, or there is something to do.
        }
    }

    private void Drop()
    {
        _client?.Dispose();
        _client = null;
        _words?.Dispose();
        _words = null;
        _inbox = null;
        _special.Clear();
        _tree = null;
    }

    private ImapFolder Folder(IMailFolder inbox) => new(_client!, inbox, mayWrite, MessageFlags.None);

    private async Task<IMailFolder> InboxAsync(CancellationToken token)
    {
        await OpenAsync(token);
        return _inbox!;
    }

    private async Task<IMailFolder> FindInboxAsync(ImapClient client, CancellationToken token)
    {
        if (IsInbox) return client.Inbox ?? throw new MissingFolderException("INBOX", []);
        return await ImapFolders.GetAsync(client, settings.Folder, token);
    }

    private async Task<IMailFolder> SpecialAsync(SpecialFolder folder, CancellationToken token)
    {
        await OpenAsync(token);
        if (_special.TryGetValue(folder, out var known)) return known;
        return _special[folder] = await ImapFolders.FindSpecialAsync(_client!, settings, folder, mayMake: mayWrite, token);
    }
}
