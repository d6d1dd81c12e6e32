using System.Text;
using System.Text.RegularExpressions;

namespace FaqResponder.Mailbox;

/// <summary>Turns bytes into text by the charset that was declared, or by the one that they show.</summary>
internal static partial class Charsets
{
    // As much of a page as a browser searches for its charset (WHATWG HTML, section 13.2.3.2).
    private const int Prescan = 1024;

    private static readonly Encoding Latin = CodePages();

    /// <summary>
    /// Decodes a text. A byte order mark and the patterns of UTF-16 and ISO-2022-JP come first: nothing else looks like them. Then the declared
    /// charset, if the bytes are valid in it. In a one-byte charset every byte is; there, and where none is declared, UTF-8 comes first: text that is
    /// valid UTF-8 and not plain ASCII is hardly ever anything else. A few bad bytes in much good text are marked as such. Last comes Windows-1252.
    /// What people wrote stays readable when their program lied.
    /// </summary>
    public static string Decode(byte[] bytes, string? charset)
    {
        var name = Name(charset);
        var shown = Shown(bytes);
        var oneByte = shown is null && (Strict(name) is not { } declared || declared.IsSingleByte);
        string?[] candidates = shown is not null ? [shown, name] : oneByte ? ["utf-8", name] : [name, "utf-8"];
        return Clean(Exactly(bytes, candidates) ?? Mostly(bytes, candidates) ?? Latin.GetString(bytes));
    }

    /// <summary>Decodes a page that may name its charset itself.</summary>
    public static string DecodeHtml(byte[] bytes, string? charset) =>
        Decode(bytes, string.IsNullOrWhiteSpace(charset) ? MetaCharset().Match(Latin.GetString(bytes, 0, Math.Min(bytes.Length, Prescan))).Groups["name"].Value : charset);

    private static string? Exactly(byte[] bytes, string?[] candidates)
    {
        foreach (var candidate in candidates)
        {
            if (Strict(candidate) is not { } encoding) continue;
            try
            {
                return encoding.GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
                // The declaration is wrong, or some bytes are; the next candidate tells.
            }
        }

        return null;
    }

    /// <summary>A charset in which nearly all is valid: text that was cut within a character, or that a bad byte got into.</summary>
    private static string? Mostly(byte[] bytes, string?[] candidates)
    {
        foreach (var candidate in candidates)
        {
            if (Strict(candidate) is not { IsSingleByte: false } encoding) continue;
            var text = Encoding.GetEncoding(encoding.CodePage).GetString(bytes);
            var (bad, foreign) = (text.Count(c => c == '\uFFFD'), text.Count(c => c > '\u007F'));
            if (bad > 0 && bad * 4 <= foreign) return text;
        }

        return null;
    }

    /// <summary>The charset that the bytes show by themselves; <see langword="null"/> for most.</summary>
    private static string? Shown(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return "utf-8";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return "utf-16";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return "utf-16be";
        var start = bytes[..Math.Min(bytes.Length, 512)];
        if (start.IndexOf("\u001B$"u8) >= 0 && !start.ContainsAnyInRange((byte)0x80, (byte)0xFF)) return "iso-2022-jp";
        return start.Length >= 4 ? Utf16(start) : null;
    }

    // Western text in UTF-16 has a zero in every second byte.
    private static string? Utf16(ReadOnlySpan<byte> start)
    {
        int even = 0, odd = 0;
        for (var i = 0; i < start.Length; i++)
        {
            if (start[i] != 0) continue;
            if (i % 2 == 0) even++;
            else odd++;
        }

        var most = start.Length / 2 * 2 / 3;
        return odd > most && even < odd / 4 ? "utf-16" : even > most && odd < even / 4 ? "utf-16be" : null;
    }

    private static string? Name(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset)) return null;
        var name = charset.Trim().Trim('"', '\'').ToLowerInvariant();
        // What calls itself Latin-1 or ASCII and has bytes above 127 is Windows-1252 in practice (WHATWG Encoding Standard).
        return name is "iso-8859-1" or "iso8859-1" or "iso_8859-1" or "latin1" or "us-ascii" or "ascii" or "ansi" ? "windows-1252" : name;
    }

    private static Encoding? Strict(string? name)
    {
        if (name is null) return null;
        try
        {
            return Encoding.GetEncoding(Known(name), EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            // Unheard of, or one that .NET refuses for safety (UTF-7).
            return null;
        }
    }

    private static string Known(string name) => Alias().Match(name) is { Success: true } alias
        ? alias.Groups["page"].Success ? $"windows-{alias.Groups["page"].Value}" : alias.Groups["part"].Success ? $"iso-8859-{alias.Groups["part"].Value}" : alias.Groups["mac"].Success ? "macintosh" : "utf-8"
        : name;

    // A NUL means nothing in a text, and ends it too early for some who read it.
    private static string Clean(string text) => text.TrimStart('\uFEFF').Replace("\0", "", StringComparison.Ordinal);

    private static Encoding CodePages()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("windows-1252");
    }

    /// <summary>Names that programs write and the registry doesn't know.</summary>
    [GeneratedRegex(@"^((cp|win|windows|x-cp|ms)[-_ ]?(?<page>125\d)|iso[-_]?8859[-_](?<part>\d\d?)|x-mac-roman(?<mac>)|mac(?<mac>)|(x-)?utf[-_ ]?8(-?mac)?)$")]
    private static partial Regex Alias();

    [GeneratedRegex(@"<meta[^>]{0,200}charset\s{0,4}=\s{0,4}[""']?(?<name>[\w-]{1,40})", RegexOptions.IgnoreCase)]
    private static partial Regex MetaCharset();
}
