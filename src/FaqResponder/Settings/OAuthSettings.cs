namespace FaqResponder.Settings;

/// <summary>Who signs the author in.</summary>
internal enum OAuthProvider
{
    Google,
    Microsoft,

    /// <summary>Another one, whose addresses stand in the settings.</summary>
    Own,
}

/// <summary>How the author signs in with OAuth 2.0 (RFC 6749) instead of a password.</summary>
/// <param name="Provider">Who signs her in.</param>
/// <param name="ClientId">The id that the provider gave this application.</param>
/// <param name="ClientSecret">What goes with it; empty for a public client (RFC 6749, section 2.1).</param>
/// <param name="TokenEndpoint">Where tokens are fetched.</param>
/// <param name="DeviceEndpoint">Where a sign-in with a code to type begins (RFC 8628); <see langword="null"/> where there is none.</param>
/// <param name="AuthorizationEndpoint">Where a sign-in in the browser begins; <see langword="null"/> where there is none.</param>
/// <param name="Scopes">What is asked for, with spaces between.</param>
/// <param name="TokenFile">Where the tokens are kept; a full path.</param>
internal sealed record OAuthSettings(
    OAuthProvider Provider, string ClientId, string ClientSecret, Uri TokenEndpoint, Uri? DeviceEndpoint, Uri? AuthorizationEndpoint, string Scopes, string TokenFile)
{
    /// <summary>Keeps the secret out of logs and messages.</summary>
    public override string ToString() => $"{Provider} {ClientId} {TokenEndpoint}";
}
