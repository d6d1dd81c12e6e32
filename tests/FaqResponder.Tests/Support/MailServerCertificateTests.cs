using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace FaqResponder.Support;

public sealed class MailServerCertificateTests(MailServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SecureSocketOptions.StartTls)]
    [InlineData(SecureSocketOptions.SslOnConnect)]
    public async Task The_servers_show_the_certificate_of_the_fingerprint(SecureSocketOptions security)
    {
        var seen = new List<string>();
        using var imap = new ImapClient { ServerCertificateValidationCallback = Note };
        using var smtp = new SmtpClient { ServerCertificateValidationCallback = Note };
        var implicitly = security is SecureSocketOptions.SslOnConnect;

        await imap.ConnectAsync(server.Host, implicitly ? server.ImapsPort : server.ImapPort, security, Cancellation);
        await smtp.ConnectAsync("127.0.0.1", implicitly ? server.SubmissionsPort : server.SubmissionPort, security, Cancellation);

        seen.ShouldBe([server.CertificateFingerprint, server.CertificateFingerprint]);

        bool Note(object sender, X509Certificate? certificate, object? chain, SslPolicyErrors errors)
        {
            errors.ShouldBe(SslPolicyErrors.RemoteCertificateChainErrors, "the name must match; only the issuer is unknown");
            seen.Add(TestCertificate.Fingerprint(certificate!));
            return true;
        }
    }

    [Fact]
    public async Task The_expired_certificate_has_expired()
    {
        var expiry = DateTimeOffset.MaxValue;
        using var imap = new ImapClient();
        imap.ServerCertificateValidationCallback = (_, certificate, _, _) =>
        {
            expiry = DateTimeOffset.Parse(certificate!.GetExpirationDateString());
            return false;
        };

        await Should.ThrowAsync<SslHandshakeException>(
            () => imap.ConnectAsync(server.Host, server.ExpiredImapsPort, SecureSocketOptions.SslOnConnect, Cancellation));

        expiry.ShouldBeLessThan(TimeProvider.System.GetUtcNow());
    }
}
