namespace FaqResponder.Feeds;

/// <summary>Addresses of the web: http and https, nothing else.</summary>
internal static class WebAddress
{
    public static bool IsWeb(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && address.Host.Length > 0;

    /// <summary>Reads a whole address; <see langword="null"/> for anything else.</summary>
    public static Uri? Parse(string? text) =>
        Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var address) && IsWeb(address) ? address : null;

    /// <summary>Reads an address that may be relative to a page.</summary>
    public static Uri? Parse(string? text, Uri page) =>
        Uri.TryCreate(page, text?.Trim(), out var address) && IsWeb(address) ? address : null;

    /// <summary>An address for people to read: without the name and password that may stand in it.</summary>
    public static string Show(Uri address) => address.IsAbsoluteUri
        ? address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)
        : address.OriginalString;

    /// <summary>
    /// What two addresses of one page have in common, whatever the scheme, the final slash, or the marks that newsletters and
    /// networks add (<c>utm_source</c>…).
    /// </summary>
    public static string Key(Uri address)
    {
        var query = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !part.StartsWith("utm_", StringComparison.OrdinalIgnoreCase));
        return $"{address.Authority.ToLowerInvariant()}{address.AbsolutePath.TrimEnd('/')}?{string.Join('&', query)}";
    }
}
