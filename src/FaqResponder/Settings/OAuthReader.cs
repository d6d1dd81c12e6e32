using FaqResponder.Core;

namespace FaqResponder.Settings;

/// <summary>Reads how the author signs in without a password: one section for both servers of her account.</summary>
internal sealed class OAuthReader(KeyReader keys, Secrets secrets, string dataFolder)
{
    private const string Group = "Mailbox:OAuth";
    private const string TokenFileName = "oauth-tokens.json";

    private static readonly Phrase WhereFrom = new(
        "« faqresponder login --help » dit comment l'obtenir.", "“faqresponder login --help” tells how to get one.");

    /// <summary>Whether the settings ask for OAuth, be it with mistakes that problems name.</summary>
    public bool IsWanted { get; private set; }

    /// <summary>Every key of the section; <see langword="null"/> where nothing asks for OAuth, or something is missing that a problem names.</summary>
    /// <param name="mail">The author's mail provider, whose own sign-in is meant when none is named.</param>
    public OAuthSettings? Read(MailPreset? mail)
    {
        var named = keys.Choice<OAuthProvider>(Key("Provider"));
        var client = keys.Text(Key("ClientId"));
        var secret = secrets.Read(Group, "oauth-client-secret", SecretKind.ClientSecret);
        var asRead = new Endpoints(Endpoint("TokenEndpoint"), Endpoint("DeviceEndpoint"), Endpoint("AuthorizationEndpoint"), keys.Text(Key("Scopes")));
        var file = keys.FullPath(Key("TokenFile"), Path.Combine(dataFolder, TokenFileName));
        IsWanted = client.Length > 0 || keys.IsSet(Key("Provider")) || keys.IsSet(Key("TokenEndpoint"));
        if (!IsWanted) return null;

        if (client.Length == 0) keys.Missing(Key("ClientId"), new($"C'est l'hébergeur qui le donne. {WhereFrom.French}", $"The provider gives it. {WhereFrom.English}"));
        if ((named ?? Meant(mail)) is not { } provider) return null;
        var preset = OAuthPresets.Of(provider);
        if (preset is { NeedsSecret: true } && secret.IsMissing) MissingSecret();
        var ends = asRead.Or(preset);
        CheckComplete(ends);
        return ends.Token is null ? null : new(provider, client, secret.Value, ends.Token, ends.Device, ends.Authorization, ends.Scopes, file);
    }

    /// <summary>Says what is wrong with a server that one signs in to with a token.</summary>
    public void CheckServer(ServerGroup group, ServerAsRead server, OAuthSettings? signIn)
    {
        var host = server.Settings.Host;
        if (!server.Secret.IsMissing)
        {
            keys.Warn(
                group.Key("Password"), "", new("Ce mot de passe ne sert pas : Mailbox:OAuth l'emporte.", "This password is not used: Mailbox:OAuth overrides it."),
                new("Retirez l'un des deux.", "Take one of the two away."));
        }

        if (host.Length == 0 || signIn is null || OAuthPresets.Of(signIn.Provider) is not { } preset || preset.Serves(host) || Written.IsThisMachine(host)) return;
        var password = group == ServerGroup.Smtp ? new Phrase(" Si ce serveur a son propre mot de passe, donnez-le dans Smtp:PasswordFile.", " If this server has a password of its own, give it in Smtp:PasswordFile.") : new("", "");
        keys.Wrong(
            group.Key("Host"), host, new(
                $"Ce serveur n'est pas de {signIn.Provider} : lui montrer un jeton, c'est lui ouvrir la boîte.",
                $"This server is not one of {signIn.Provider}: to show it a token is to open the mailbox to it."),
            new(
                $"Corrigez-le, ou donnez dans {Key("Provider")} qui signe pour lui (Own, avec ses adresses).{password.French}",
                $"Correct it, or name in {Key("Provider")} who signs in for it (Own, with its addresses).{password.English}"));
    }

    private static string Key(string name) => $"{Group}:{name}";

    private OAuthProvider? Meant(MailPreset? mail)
    {
        if (keys.IsSet(Key("TokenEndpoint"))) return OAuthProvider.Own;
        // A wrong word was told already.
        if (mail?.OAuth is null && !keys.IsSet(Key("Provider"))) keys.Missing(Key("Provider"), new("Écrivez Google, Microsoft ou Own.", "Write Google, Microsoft or Own."));
        return mail?.OAuth;
    }

    private void MissingSecret() => keys.Missing(
        Key("ClientSecret"), new(
            $"Google en donne un avec le ClientId : mettez-le dans un fichier et nommez celui-ci dans {Key("ClientSecretFile")}, ou dans la variable FAQRESPONDER__MAILBOX__OAUTH__CLIENTSECRET.",
            $"Google gives one with the ClientId: put it into a file and name that in {Key("ClientSecretFile")}, or into the variable FAQRESPONDER__MAILBOX__OAUTH__CLIENTSECRET."));

    private void CheckComplete(Endpoints ends)
    {
        var remedy = new Phrase(
            "Demandez-la à votre hébergeur ; Google et Microsoft sont connus (Mailbox:OAuth:Provider).",
            "Ask your provider for it; Google and Microsoft are known (Mailbox:OAuth:Provider).");
        // A wrong address was told already, when it was read.
        if (ends.Token is null && !keys.IsSet(Key("TokenEndpoint"))) keys.Missing(Key("TokenEndpoint"), remedy);
        if (ends.Device is null && ends.Authorization is null && !keys.IsSet(Key("DeviceEndpoint")) && !keys.IsSet(Key("AuthorizationEndpoint"))) keys.Missing(Key("DeviceEndpoint"), remedy);
        if (ends.Scopes.Length == 0)
        {
            keys.Missing(
                Key("Scopes"), new(
                    "Écrivez ce que votre hébergeur demande pour IMAP et SMTP, séparé par des espaces ; souvent avec offline_access.",
                    "Write what your provider asks for IMAP and SMTP, with spaces between; often with offline_access."));
        }
    }

    private Uri? Endpoint(string name)
    {
        var text = keys.Text(Key(name));
        if (text.Length == 0) return null;
        // Secrets go there: in the clear only to this machine (RFC 6749, section 3.2).
        if (Written.WebAddress(text) is { } address && (address.Scheme == Uri.UriSchemeHttps || Written.IsThisMachine(address.Host))) return address;

        keys.Wrong(
            Key(name), text, new("Ce n'est pas une adresse https complète.", "This is not a full https address."),
            new("Écrivez-la en entier, comme https://auth.exemple.fr/token.", "Write it in full, like https://auth.example.org/token."));
        return null;
    }

    /// <summary>The addresses of a provider, and what it is asked for.</summary>
    private sealed record Endpoints(Uri? Token, Uri? Device, Uri? Authorization, string Scopes)
    {
        /// <summary>What was left empty comes from what is known of the provider.</summary>
        public Endpoints Or(OAuthPreset? preset) => new(
            Token ?? Known(preset?.Token), Device ?? Known(preset?.Device), Authorization ?? Known(preset?.Authorization), Scopes.Length > 0 ? Scopes : preset?.Scopes ?? "");

        private static Uri? Known(string? address) => string.IsNullOrEmpty(address) ? null : new Uri(address);
    }
}
