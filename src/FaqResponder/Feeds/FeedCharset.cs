using System.Text;
using System.Text.RegularExpressions;

namespace FaqResponder.Feeds;

/// <summary>Turns the bytes of a feed into text: by its byte order mark, else by what the server says, else by the XML declaration.</summary>
internal static partial class FeedCharset
{
    private const int DeclarationLength = 200;

    private static readonly Encoding[] Marked = [new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true)];

    public static string Decode(byte[] bytes, string? named)
    {
        foreach (var encoding in Marked)
        {
            if (bytes.AsSpan().StartsWith(encoding.Preamble)) return encoding.GetString(bytes.AsSpan(encoding.Preamble.Length));
        }

        var declaration = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, DeclarationLength));
        return (Find(named) ?? Find(Declared().Match(declaration).Groups["name"].Value) ?? Encoding.UTF8).GetString(bytes);
    }

    private static Encoding? Find(string? name)
    {
        name = name?.Trim(' ', '"', '\'');
        if (string.IsNullOrEmpty(name)) return null;

        // What calls itself Latin 1 has typographic quotes in it more often than not, and those are Windows's.
        if (name.ToLowerInvariant() is "iso-8859-1" or "latin1" or "us-ascii") name = "windows-1252";
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // Nobody knows it, or, as UTF-7, nobody should.
            return null;
        }
    }

    [GeneratedRegex("""^\s*<\?xml[^>]*\bencoding\s*=\s*["'](?<name>[^"']+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Declared();
}
