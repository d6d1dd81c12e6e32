namespace FaqResponder.Settings;

/// <summary>What is known of a provider that signs people in.</summary>
/// <param name="Token">Where tokens are fetched.</param>
/// <param name="Device">Where a sign-in with a code begins; empty where there is none.</param>
/// <param name="Authorization">Where a sign-in in the browser begins.</param>
/// <param name="Scopes">What is asked for: mail, a token that lasts, and the address of the account, to tell a wrong one.</param>
/// <param name="Domains">Where its mail servers live: tokens are shown to nobody else.</param>
/// <param name="NeedsSecret">Whether it wants a client secret of a program on somebody's machine too.</param>
internal sealed record OAuthPreset(string Token, string Device, string Authorization, string Scopes, IReadOnlyList<string> Domains, bool NeedsSecret)
{
    public bool Serves(string host) => Domains.Any(d => host.Equals(d, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + d, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The two providers whose mail needs OAuth most.</summary>
internal static class OAuthPresets
{
    // Google's device endpoint grants no mail: only sign-in, two scopes of Drive and YouTube. So the browser it is.
    private static readonly OAuthPreset Google = new(
        "https://oauth2.googleapis.com/token", "", "https://accounts.google.com/o/oauth2/v2/auth", "https://mail.google.com/ openid email",
        ["gmail.com", "googlemail.com", "google.com"], NeedsSecret: true);

    // "common" serves both personal accounts and those of firms and schools.
    private static readonly OAuthPreset Microsoft = new(
        "https://login.microsoftonline.com/common/oauth2/v2.0/token", "https://login.microsoftonline.com/common/oauth2/v2.0/devicecode",
        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access openid email",
        ["outlook.com", "office365.com", "office.com", "hotmail.com", "live.com"], NeedsSecret: false);

    public static OAuthPreset? Of(OAuthProvider provider) => provider switch
    {
        OAuthProvider.Google => Google,
        OAuthProvider.Microsoft => Microsoft,
        OAuthProvider.Own => null,
    };
}
