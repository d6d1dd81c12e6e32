using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using FaqResponder.Settings;

using MailKit;
using MailKit.Security;

namespace FaqResponder.Mailbox;

/// <summary>Connects and logs in, the same way for IMAP and SMTP.</summary>
internal static class ServerConnection
{
    public static async Task OpenAsync(IMailService client, ServerSettings server, CancellationToken token)
    {
        client.Timeout = (int)server.Timeout.TotalMilliseconds;
        // A revocation list that can't be fetched must not keep her mail from being read; browsers do the same.
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = (_, certificate, _, errors) =>
            errors == SslPolicyErrors.None || IsPinned(certificate, server.CertificateFingerprint);
        await client.ConnectAsync(server.Host, server.Port, Options(server.Security), token);
        if (server.User.Length > 0) await client.AuthenticateAsync(server.User, server.Password, token);
    }

    private static SecureSocketOptions Options(ConnectionSecurity security) => security switch
    {
        ConnectionSecurity.Tls => SecureSocketOptions.SslOnConnect,
        ConnectionSecurity.StartTls => SecureSocketOptions.StartTls,
        ConnectionSecurity.None => SecureSocketOptions.None,
    };

    private static bool IsPinned(X509Certificate? certificate, string fingerprint) =>
        certificate is not null && fingerprint.Length > 0
        && Convert.ToHexString(SHA256.HashData(certificate.GetRawCertData())).Equals(fingerprint, StringComparison.OrdinalIgnoreCase);
}
