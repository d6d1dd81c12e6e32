using System.Security.Cryptography;

using FaqResponder.Support;

using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace FaqResponder.Benchmarks;

/// <summary>The least that answers mail as it comes: idle, read what is new, reply on a connection that stays open, remember nothing.</summary>
internal static class BareIdleLoop
{
    public static async Task RunAsync(MailServer server, MailAccount author, CancellationToken stop)
    {
        using var imap = new ImapClient { ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString(HashAlgorithmName.SHA256) == server.CertificateFingerprint };
        await imap.ConnectAsync(server.Host, server.ImapPort, SecureSocketOptions.StartTls, stop);
        await imap.AuthenticateAsync(author.Address, author.Password, stop);
        var inbox = imap.Inbox!;
        await inbox.OpenAsync(FolderAccess.ReadWrite, stop);
        using var smtp = new SmtpClient { ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString(HashAlgorithmName.SHA256) == server.CertificateFingerprint };
        await smtp.ConnectAsync(server.Host, server.SubmissionPort, SecureSocketOptions.StartTls, stop);
        await smtp.AuthenticateAsync(author.Address, author.Password, stop);
        var done = inbox.Count;
        while (!stop.IsCancellationRequested)
        {
            using (var more = CancellationTokenSource.CreateLinkedTokenSource(stop))
            {
                void Arrived(object? sender, EventArgs e) => more.Cancel();
                inbox.CountChanged += Arrived;
                if (inbox.Count == done) await imap.IdleAsync(more.Token, CancellationToken.None);
                inbox.CountChanged -= Arrived;
            }

            for (; done < inbox.Count; done++)
            {
                using var mail = await inbox.GetMessageAsync(done, CancellationToken.None);
                using var reply = BareLoop.ReplyTo(mail, author);
                await smtp.SendAsync(reply, CancellationToken.None);
            }
        }

        await smtp.DisconnectAsync(quit: true, CancellationToken.None);
        await imap.DisconnectAsync(quit: true, CancellationToken.None);
    }
}
