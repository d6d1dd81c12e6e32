using FaqResponder.Settings;

using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

using MimeKit;

namespace FaqResponder.Support;

/// <summary>Plays her mail program on any server: she looks at her folders and moves mails between them. Folders are named as she sees them, levels parted by a slash.</summary>
internal sealed class FolderProgram(ServerSettings imap)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Moves the one mail of this subject.</summary>
    public async Task MoveAsync(string subject, string to, string from = "INBOX")
    {
        using var hers = await SignInAsync();
        var folder = await OpenAsync(hers, from);
        await folder.MoveToAsync((await folder.SearchAsync(SearchQuery.SubjectContains(subject).And(SearchQuery.NotDeleted), Token)).ShouldHaveSingleItem(), await FindAsync(hers, to), Token);
    }

    public async Task CopyAsync(string subject, string to, string from = "INBOX")
    {
        using var hers = await SignInAsync();
        var folder = await OpenAsync(hers, from);
        await folder.CopyToAsync((await folder.SearchAsync(SearchQuery.SubjectContains(subject), Token)).ShouldHaveSingleItem(), await FindAsync(hers, to), Token);
    }

    public async Task FlagAsync(string subject, MessageFlags flags, string folder = "INBOX")
    {
        using var hers = await SignInAsync();
        var opened = await OpenAsync(hers, folder);
        await opened.AddFlagsAsync((await opened.SearchAsync(SearchQuery.SubjectContains(subject), Token)).ShouldHaveSingleItem(), flags, silent: true, Token);
    }

    /// <summary>Puts a mail into a folder.</summary>
    public async Task PutAsync(MimeMessage mail, string folder = "INBOX", DateTimeOffset? arrived = null)
    {
        using var hers = await SignInAsync();
        await (await FindAsync(hers, folder)).AppendAsync(new AppendRequest(mail, MessageFlags.None, arrived ?? DateTimeOffset.Now), Token);
    }

    public async Task MakeAsync(string folder)
    {
        using var hers = await SignInAsync();
        var top = hers.GetFolder(hers.PersonalNamespaces[0]);
        foreach (var level in folder.Split('/')) top = await SubfolderAsync(top, level) ?? (await top.CreateAsync(level, isMessageFolder: true, Token))!;
    }

    /// <summary>The mails of a folder; what is marked to be deleted doesn't count.</summary>
    public async Task<IReadOnlyList<(string Subject, bool IsAnswered)>> MailsAsync(string folder = "INBOX")
    {
        using var hers = await SignInAsync();
        var opened = await OpenAsync(hers, folder);
        var mails = await opened.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.Envelope, Token);
        return [.. mails.Where(m => !m.Flags!.Value.HasFlag(MessageFlags.Deleted)).Select(m => (m.Envelope!.Subject!, m.Flags!.Value.HasFlag(MessageFlags.Answered)))];
    }

    /// <summary>Where the one mail of a folder lies.</summary>
    public async Task<(long UidValidity, string Uid)> PlaceAsync(string folder)
    {
        using var hers = await SignInAsync();
        var opened = await OpenAsync(hers, folder);
        return (opened.UidValidity, $"{(await opened.SearchAsync(SearchQuery.All, Token)).ShouldHaveSingleItem().Id}");
    }

    /// <summary>The folders below a parent that her program shows, without the parent's name.</summary>
    public async Task<IReadOnlyList<string>> ShownAsync(string parent)
    {
        using var hers = await SignInAsync();
        try
        {
            var below = await (await FindAsync(hers, parent)).GetSubfoldersAsync(subscribedOnly: true, Token);
            return [.. below.Select(f => f.Name).Order(StringComparer.Ordinal)];
        }
        catch (FolderNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Waits until a folder holds so many mails.</summary>
    public async Task<IReadOnlyList<(string Subject, bool IsAnswered)>> WaitForAsync(string folder, int count, Func<string> otherwise)
    {
        IReadOnlyList<(string Subject, bool IsAnswered)> mails = [];
        await EventuallyAsync(async () => (mails = await MailsAsync(folder)).Count == count, () => $"{folder} holds {string.Join(", ", mails)}; {otherwise()}");
        return mails;
    }

    /// <summary>Waits until her program shows a folder.</summary>
    public Task WaitForFolderAsync(string parent, string name, Func<string> otherwise) => EventuallyAsync(async () => (await ShownAsync(parent)).Contains(name), otherwise);

    public static async Task EventuallyAsync(Func<Task<bool>> look, Func<string> otherwise)
    {
        var end = DateTime.UtcNow.AddSeconds(30);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await look())
        {
            if (DateTime.UtcNow > end) throw new TimeoutException(otherwise());
            await timer.WaitForNextTickAsync(Token);
        }
    }

    private static async Task<IMailFolder> OpenAsync(ImapClient client, string path)
    {
        var folder = await FindAsync(client, path);
        await folder.OpenAsync(FolderAccess.ReadWrite, Token);
        return folder;
    }

    private static async Task<IMailFolder> FindAsync(ImapClient client, string path)
    {
        if (path == "INBOX") return client.Inbox!;
        var folder = client.GetFolder(client.PersonalNamespaces[0]);
        foreach (var level in path.Split('/', StringSplitOptions.RemoveEmptyEntries)) folder = await folder.GetSubfolderAsync(level, Token);
        return folder;
    }

    private static async Task<IMailFolder?> SubfolderAsync(IMailFolder folder, string name)
    {
        try
        {
            return await folder.GetSubfolderAsync(name, Token);
        }
        catch (FolderNotFoundException)
        {
            return null;
        }
    }

    private async Task<ImapClient> SignInAsync()
    {
        var client = new ImapClient();
        await client.ConnectAsync(imap.Host, imap.Port, SecureSocketOptions.None, Token);
        await client.AuthenticateAsync(imap.User, imap.Password, Token);
        return client;
    }
}
