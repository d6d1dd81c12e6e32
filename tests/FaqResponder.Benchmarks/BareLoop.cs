using System.Security.Cryptography;

using FaqResponder.Support;

using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Search;
using MailKit.Security;

using MimeKit;

namespace FaqResponder.Benchmarks;

/// <summary>What anybody writes first with MailKit: read each mail, send a reply, remember nothing.</summary>
internal static class BareLoop
{
    public static async Task RunAsync(MailServer server, MailAccount author)
    {
        using var imap = new ImapClient { ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString(HashAlgorithmName.SHA256) == server.CertificateFingerprint };
        await imap.ConnectAsync(server.Host, server.ImapPort, SecureSocketOptions.StartTls);
        await imap.AuthenticateAsync(author.Address, author.Password);
        await imap.Inbox!.OpenAsync(FolderAccess.ReadWrite);
        using var smtp = new SmtpClient { ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString(HashAlgorithmName.SHA256) == server.CertificateFingerprint };
        await smtp.ConnectAsync(server.Host, server.SubmissionPort, SecureSocketOptions.StartTls);
        await smtp.AuthenticateAsync(author.Address, author.Password);
        foreach (var uid in await imap.Inbox.SearchAsync(SearchQuery.All))
        {
            using var mail = await imap.Inbox.GetMessageAsync(uid);
            using var reply = ReplyTo(mail, author);
            await smtp.SendAsync(reply);
        }

        await smtp.DisconnectAsync(quit: true);
        await imap.DisconnectAsync(quit: true);
    }

    public static MimeMessage ReplyTo(MimeMessage mail, MailAccount author)
    {
        var reply = new MimeMessage();
        reply.From.Add(new MailboxAddress("Sylvie Marchetti", author.Address));
        reply.To.AddRange(mail.From);
        reply.Subject = "Auto: " + mail.Subject;
        reply.InReplyTo = mail.MessageId;
        reply.Body = new TextPart("plain") { Text = "Bonjour,\n\nVoici le billet qui répond à votre question : https://blog.example.test/assurance\n\nSylvie\n" };
        return reply;
    }
}
