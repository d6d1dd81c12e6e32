using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Letters;

/// <summary>
/// The secret by which a gesture of a letter is known when it comes back: 128 random bits as <c>faq-</c> and 26 small letters and digits (RFC 4648, section 6), which
/// no mail program breaks or changes. Only its digest is kept.
/// </summary>
public static partial class GestureToken
{
    /// <summary>How many random bytes there are in one.</summary>
    public const int Bytes = 16;

    private const string Prefix = "faq-";
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int BitsOfADigit = 5;

    /// <summary>Writes one from random bytes.</summary>
    public static string Write(ReadOnlySpan<byte> random)
    {
        var written = new StringBuilder(Prefix);
        var (bits, left) = (0, 0);
        foreach (var one in random)
        {
            (bits, left) = ((bits << 8) | one, left + 8);
            for (; left >= BitsOfADigit; left -= BitsOfADigit) written.Append(Alphabet[(bits >> (left - BitsOfADigit)) & 31]);
        }

        return left == 0 ? $"{written}" : $"{written.Append(Alphabet[(bits << (BitsOfADigit - left)) & 31])}";
    }

    /// <summary>What is kept of one (SHA-256, hexadecimal).</summary>
    public static string DigestOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token.ToLowerInvariant())));

    /// <summary>
    /// The digest of the token that a mail brings back in its subject; <see langword="null"/> for none. A reply to a letter quotes all its tokens and means none of them, so the text
    /// alone brings none; and a mail whose text brings another than its subject was tampered with: its digest is nobody's.
    /// </summary>
    public static string? DigestIn(IncomingMail mail)
    {
        if (!Form().IsMatch(mail.Subject)) return null;
        var all = Form().Matches($"{mail.Subject}\n{mail.Text}").Select(m => m.Value.ToLowerInvariant()).Distinct();
        return DigestOf(string.Join(' ', all));
    }

    [GeneratedRegex("(?<![A-Za-z0-9-])faq-[A-Za-z2-7]{26}(?![A-Za-z0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
