using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

using MimeKit;
using MimeKit.Utils;

namespace FaqResponder.Support;

/// <summary>Plays the author's mail program: she opens her drafts, changes them, sends them or throws them away, and writes mails of her own.</summary>
internal sealed class MailProgram(MailServer server, MailAccount author) : IAsyncDisposable
{
    private ImapClient? _imap;

    /// <summary>Whether it saves a draft, and sends it, under the Message-ID that the draft had.</summary>
    public bool KeepsMessageId { get; init; }

    /// <summary>The names of her folders, where they are others than the usual.</summary>
    public string Drafts { get; init; } = "Drafts";

    public string Sent { get; init; } = "Sent";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The drafts that lie there.</summary>
    public async Task<IReadOnlyList<MimeMessage>> DraftsAsync()
    {
        var folder = await OpenAsync(Drafts);
        var drafts = new List<MimeMessage>();
        foreach (var uid in await folder.SearchAsync(SearchQuery.NotDeleted, Token)) drafts.Add(await folder.GetMessageAsync(uid, Token));
        return drafts;
    }

    /// <summary>Saves the one draft with other words; the one that was there goes, as programs do it.</summary>
    public async Task EditDraftAsync(Func<string, string> change)
    {
        var folder = await OpenAsync(Drafts);
        var (uid, draft) = await OnlyAsync(folder);
        await folder.AppendAsync(new AppendRequest(Changed(draft, change), MessageFlags.Draft | MessageFlags.Seen), Token);
        await RemoveAsync(folder, uid);
    }

    /// <summary>Sends the one draft, with other words where wanted; the copy lies in Sent, the draft is gone.</summary>
    public async Task SendDraftAsync(Func<string, string>? change = null)
    {
        var folder = await OpenAsync(Drafts);
        var (uid, draft) = await OnlyAsync(folder);
        await SendAsync(change is null ? Stamped(draft) : Changed(draft, change));
        await RemoveAsync(await OpenAsync(Drafts), uid);
    }

    public async Task DiscardDraftAsync()
    {
        var folder = await OpenAsync(Drafts);
        await RemoveAsync(folder, (await OnlyAsync(folder)).Uid);
    }

    /// <summary>Answers a mail of her inbox in her own words, above the quotation.</summary>
    public async Task ReplyAsync(string subject, string words)
    {
        var inbox = await OpenAsync("INBOX");
        var uid = (await inbox.SearchAsync(SearchQuery.SubjectContains(subject), Token)).ShouldHaveSingleItem();
        var mail = await inbox.GetMessageAsync(uid, Token);
        var reply = Written(mail.From.Mailboxes.First().Address, $"Re: {mail.Subject}", $"{words}\n\nLe 23/11/2026 à 10:00, Léa Martin a écrit :\n{string.Join('\n', mail.TextBody!.Trim().Split('\n').Select(l => $"> {l}"))}\n");
        reply.InReplyTo = mail.MessageId;
        reply.References.Add(mail.MessageId!);
        await SendAsync(reply);
        await (await OpenAsync("INBOX")).AddFlagsAsync(uid, MessageFlags.Seen | MessageFlags.Answered, silent: true, Token);
    }

    /// <summary>Writes a mail that belongs to no thread.</summary>
    public Task WriteAsync(string to, string subject, string words) => SendAsync(Written(to, subject, words));

    /// <summary>Sends a mail; the copy lies in Sent, as her program or her provider puts it there.</summary>
    public async Task SendAsync(MimeMessage mail)
    {
        await server.SendAsync(author, mail);
        await FileAsync(mail);
    }

    /// <summary>Puts a mail into Sent that went out somehow.</summary>
    public async Task FileAsync(MimeMessage mail) => await (await OpenAsync(Sent)).AppendAsync(new AppendRequest(mail, MessageFlags.Seen), Token);

    public MimeMessage Written(string to, string subject, string words)
    {
        var mail = new MimeMessage { Subject = subject, MessageId = NewId(), Body = new TextPart("plain") { Text = words } };
        mail.From.Add(new MailboxAddress("Sylvie", author.Address));
        mail.To.Add(new MailboxAddress("", to));
        return mail;
    }

    public async ValueTask DisposeAsync()
    {
        if (_imap is null) return;
        await _imap.DisconnectAsync(quit: true, CancellationToken.None);
        _imap.Dispose();
    }

    private MimeMessage Changed(MimeMessage draft, Func<string, string> change)
    {
        draft.Body = new TextPart("plain") { Text = change(draft.TextBody!.ReplaceLineEndings("\n")) };
        return Stamped(draft);
    }

    private MimeMessage Stamped(MimeMessage draft)
    {
        if (!KeepsMessageId) draft.MessageId = NewId();
        draft.Headers.Replace("User-Agent", "Mozilla Thunderbird");
        return draft;
    }

    private string NewId() => MimeUtils.GenerateMessageId(author.Address.Split('@')[1]);

    private static async Task<(UniqueId Uid, MimeMessage Mail)> OnlyAsync(IMailFolder folder)
    {
        var uid = (await folder.SearchAsync(SearchQuery.NotDeleted, Token)).ShouldHaveSingleItem();
        return (uid, await folder.GetMessageAsync(uid, Token));
    }

    private static async Task RemoveAsync(IMailFolder folder, UniqueId uid)
    {
        await folder.AddFlagsAsync(uid, MessageFlags.Deleted, silent: true, Token);
        await folder.ExpungeAsync(Token);
    }

    private async Task<IMailFolder> OpenAsync(string name)
    {
        _imap ??= await server.SignInAsync(author);
        var folder = name == "INBOX" ? _imap.Inbox! : await _imap.GetFolderAsync(name, Token);
        await folder.OpenAsync(FolderAccess.ReadWrite, Token);
        await _imap.NoOpAsync(Token);
        return folder;
    }
}
