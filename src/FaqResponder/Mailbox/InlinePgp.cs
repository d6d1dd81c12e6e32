using System.Text.RegularExpressions;

namespace FaqResponder.Mailbox;

/// <summary>Text that a PGP program wrapped without MIME (RFC 9580, sections 6 and 7).</summary>
internal static partial class InlinePgp
{
    /// <summary>The text without the wrapping of a signature; <see langword="null"/> when it is encrypted.</summary>
    public static string? Open(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start.StartsWith("-----BEGIN PGP MESSAGE")) return null;
        if (!text.Contains("-----BEGIN PGP SIGNED MESSAGE-----", StringComparison.Ordinal)) return text;
        return Dashes().Replace(Below().Replace(Above().Replace(text, ""), ""), "");
    }

    [GeneratedRegex(@"^-----BEGIN PGP SIGNED MESSAGE-----[^\n]*\n([A-Za-z-]{1,40}: [^\n]*\n)*\s*\n", RegexOptions.Multiline)]
    private static partial Regex Above();

    // A signature that was cut off has no end.
    [GeneratedRegex(@"^-----BEGIN PGP SIGNATURE-----(?s:.*?)(^-----END PGP SIGNATURE-----|\z)", RegexOptions.Multiline)]
    private static partial Regex Below();

    [GeneratedRegex("^- (?=-)", RegexOptions.Multiline)]
    private static partial Regex Dashes();
}
