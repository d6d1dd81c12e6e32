using MailKit;
using MailKit.Net.Imap;

using MimeKit;
using MimeKit.Utils;

namespace FaqResponder.Support;

/// <summary>Fills a mailbox with the mail of a time gone by: what came in, and what the author answered.</summary>
internal sealed class PastMailbox(MailServer server, MailAccount author) : IAsyncDisposable
{
    private ImapClient? _imap;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Today, this many days ago, at noon.</summary>
    public static DateTimeOffset DaysAgo(double days) => new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero).AddHours(12).AddDays(-days);

    /// <summary>A mail that came in, read since.</summary>
    public async Task<MimeMessage> ReceivedAsync(string asker, string subject, string text, DateTimeOffset at, string folder = "INBOX")
    {
        var mail = new MimeMessage { Subject = subject, Date = at, MessageId = MimeUtils.GenerateMessageId("client.test"), Body = new TextPart("plain") { Text = text } };
        mail.From.Add(new MailboxAddress("Léa Martin", $"{asker}@client.test"));
        mail.To.Add(new MailboxAddress("Sylvie", author.Address));
        mail.Headers.Insert(0, HeaderId.ReturnPath, $"<{asker}@client.test>");
        await PutAsync(folder, mail, MessageFlags.Seen, at);
        return mail;
    }

    /// <summary>Her reply above the quotation; in a thread of its own where the program lost the one that there was.</summary>
    public async Task<MimeMessage> RepliedAsync(MimeMessage received, string words, DateTimeOffset at, bool inThread = true)
    {
        var quoted = string.Join('\n', received.TextBody!.ReplaceLineEndings("\n").Trim().Split('\n').Select(l => $"> {l}"));
        var reply = new MimeMessage { Subject = $"Re: {received.Subject}", Date = at, MessageId = MimeUtils.GenerateMessageId("example.test"), Body = new TextPart("plain") { Text = $"{words}\n\nLe 23/11/2025 à 10:00, Léa Martin a écrit :\n{quoted}\n" } };
        reply.From.Add(new MailboxAddress("Sylvie", author.Address));
        reply.To.AddRange(received.From);
        if (inThread)
        {
            reply.InReplyTo = received.MessageId;
            reply.References.Add(received.MessageId!);
        }

        await PutAsync("Sent", reply, MessageFlags.Seen, at);
        return reply;
    }

    /// <summary>A mail of any kind, in any folder.</summary>
    public async Task PutAsync(string folder, MimeMessage mail, MessageFlags flags, DateTimeOffset at)
    {
        _imap ??= await server.SignInAsync(author);
        await (await FolderAsync(_imap, folder)).AppendAsync(new AppendRequest(mail, flags, at), Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_imap is null) return;
        await _imap.DisconnectAsync(quit: true, CancellationToken.None);
        _imap.Dispose();
    }

    private static async Task<IMailFolder> FolderAsync(ImapClient imap, string name)
    {
        if (name == "INBOX") return imap.Inbox!;
        try
        {
            return await imap.GetFolderAsync(name, Token);
        }
        catch (FolderNotFoundException)
        {
            return (await imap.GetFolder(imap.PersonalNamespaces[0]).CreateAsync(name, isMessageFolder: true, Token))!;
        }
    }
}
