using System.Text.Json.Serialization;

namespace FaqResponder.OAuth;

/// <summary>What is kept of a sign-in.</summary>
/// <param name="ClientId">The application that it was given to.</param>
/// <param name="Account">The address that she signed in with, as the provider told it; empty if it didn't.</param>
/// <param name="RefreshToken">What new access tokens are fetched with.</param>
/// <param name="AccessToken">What is shown to the mail servers.</param>
/// <param name="IssuedAt">When the access token was given.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal sealed record StoredTokens(string ClientId, string Account, string RefreshToken, string AccessToken, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(5);

    /// <summary>From when on a new one is fetched: long enough before the end that no login is refused for a slow clock.</summary>
    [JsonIgnore]
    public DateTimeOffset RenewAt => ExpiresAt - Margin;

    private TimeSpan Margin => (ExpiresAt - IssuedAt) / 4 is var quarter && quarter < LongestMargin ? quarter : LongestMargin;

    /// <summary>Keeps the tokens out of logs and messages.</summary>
    public override string ToString() => $"{Account} ({ExpiresAt:O})";
}

/// <summary>Writes and reads the file of tokens without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StoredTokens))]
internal sealed partial class TokenJson : JsonSerializerContext;
