using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using FaqResponder.OAuth;
using FaqResponder.Settings;

using MailKit;
using MailKit.Security;

namespace FaqResponder.Mailbox;

/// <summary>Connects and logs in, the same way for IMAP and SMTP.</summary>
internal static class ServerConnection
{
    public static async Task OpenAsync(IMailService client, ServerSettings server, AccessTokens tokens, CancellationToken token)
    {
        // Before anybody is called: without a token there is nothing to say to the mail server.
        var access = server.UsesOAuth ? await tokens.GetAsync(token) : null;
        client.Timeout = (int)server.Timeout.TotalMilliseconds;
        // A revocation list that can't be fetched must not keep her mail from being read; browsers do the same.
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = (_, certificate, _, errors) =>
            errors == SslPolicyErrors.None || IsPinned(certificate, server.CertificateFingerprint);
        await client.ConnectAsync(server.Host, server.Port, Options(server.Security), token);
        if (access is not null) await SignInAsync(client, server, tokens, access, token);
        else if (server.User.Length > 0) await client.AuthenticateAsync(server.User, server.Password, token);
    }

    private static async Task SignInAsync(IMailService client, ServerSettings server, AccessTokens tokens, StoredTokens access, CancellationToken token)
    {
        try
        {
            await client.AuthenticateAsync(Mechanism(client, server, access), token);
        }
        catch (AuthenticationException)
        {
            // A provider may end a token before its time. Once more with a new one; a second refusal is about something else.
            var renewed = await tokens.RenewAsync(access, token);
            // On a new connection, since some servers end one after a refusal.
            if (client.IsConnected) await client.DisconnectAsync(quit: true, token);
            await client.ConnectAsync(server.Host, server.Port, Options(server.Security), token);
            await client.AuthenticateAsync(Mechanism(client, server, renewed), token);
        }
    }

    /// <summary>The standard one (RFC 7628) where the server has it, else the one that came before.</summary>
    private static SaslMechanism Mechanism(IMailService client, ServerSettings server, StoredTokens access) =>
        client.AuthenticationMechanisms.Contains("OAUTHBEARER") ? new SaslMechanismOAuthBearer(server.User, access.AccessToken)
        : client.AuthenticationMechanisms.Contains("XOAUTH2") ? new SaslMechanismOAuth2(server.User, access.AccessToken)
        : throw OAuthFaults.NotOffered(server);

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
