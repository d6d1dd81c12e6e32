using FaqResponder.OAuth;
using FaqResponder.Settings;

namespace FaqResponder.Support;

/// <summary>Makes a service sign in with tokens at both servers: in the standard form at IMAP, in the older one at SMTP.</summary>
internal static class OAuthService
{
    public static Service With(this Service service, TokenClient client)
    {
        var (imap, smtp) = (service.Settings.Mailbox.Imap!, service.Settings.Smtp.Server!);
        service.Settings = service.Settings with
        {
            OAuth = client.Settings(service.DataFolder),
            Mailbox = service.Settings.Mailbox with { Imap = imap with { Password = "", UsesOAuth = true } },
            Smtp = new() { Server = smtp with { Port = service.Server.SubmissionsPort, Security = ConnectionSecurity.Tls, Password = "", UsesOAuth = true } },
        };
        return service;
    }

    /// <summary>The file of tokens, as the service keeps it.</summary>
    public static TokenStore Tokens(this Service service) => new(service.Settings.OAuth!.TokenFile, TimeProvider.System);

    /// <summary>As if the access token's time were over.</summary>
    public static void LetExpire(this TokenStore store) => store.Write(store.Read()! with { ExpiresAt = DateTimeOffset.UnixEpoch, IssuedAt = DateTimeOffset.UnixEpoch });

    /// <summary>The same settings for the program in a process of its own.</summary>
    public static Dictionary<string, string> OAuthEnvironment(this Service service)
    {
        var oauth = service.Settings.OAuth!;
        return new(Program.EnvironmentOf(service))
        {
            ["FAQRESPONDER__MAILBOX__OAUTH__PROVIDER"] = "Own",
            ["FAQRESPONDER__MAILBOX__OAUTH__CLIENTID"] = oauth.ClientId,
            ["FAQRESPONDER__MAILBOX__OAUTH__TOKENENDPOINT"] = oauth.TokenEndpoint.AbsoluteUri,
            ["FAQRESPONDER__MAILBOX__OAUTH__DEVICEENDPOINT"] = oauth.DeviceEndpoint!.AbsoluteUri,
            ["FAQRESPONDER__MAILBOX__OAUTH__AUTHORIZATIONENDPOINT"] = oauth.AuthorizationEndpoint!.AbsoluteUri,
            ["FAQRESPONDER__MAILBOX__OAUTH__SCOPES"] = oauth.Scopes,
        };
    }
}
