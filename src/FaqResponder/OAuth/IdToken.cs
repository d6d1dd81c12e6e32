using System.Buffers.Text;
using System.Text.Json;

namespace FaqResponder.OAuth;

/// <summary>
/// Reads who signed in (OpenID Connect Core, section 2). The signature isn't looked at: it came from the provider itself over TLS (section 3.1.3.7,
/// item 6), and it decides nothing, it is only shown.
/// </summary>
internal static class IdToken
{
    private static readonly string[] Claims = ["email", "preferred_username", "upn"];

    /// <summary>The address of the account; empty when it isn't told.</summary>
    public static string Account(string? token)
    {
        if (token?.Split('.') is not [_, var body, ..]) return "";
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(body));
            var found = Claims.Select(c => claims.RootElement.TryGetProperty(c, out var value) ? value.GetString() : null).FirstOrDefault(v => v?.Length > 0) ?? "";
            return found.Any(char.IsControl) ? "" : found;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return "";
        }
    }
}
