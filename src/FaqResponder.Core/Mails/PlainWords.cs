using System.Globalization;
using System.Text;

namespace FaqResponder.Core.Mails;

/// <summary>Words as they are compared: lower case, no accents, straight apostrophes and plain spaces.</summary>
public static class PlainWords
{
    /// <summary>Folds a text: "Où êtes‑vous ?" becomes "ou etes-vous ?". The length may change.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text) FoldInto(folded, c);
        return folded.ToString();
    }

    /// <summary>Folds one character of a word.</summary>
    /// <returns>How many characters it became: none, one or two.</returns>
    internal static int FoldInto(Span<char> into, char c)
    {
        if (c < '\u0080')
        {
            into[0] = char.ToLowerInvariant(c);
            return 1;
        }

        if (c is >= '\u200B' and <= '\u200F' or >= '\u202A' and <= '\u202E' or '\u2060' or '\uFEFF' or '\u00AD' || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark) return 0;
        return Letter(char.ToLowerInvariant(c), into);
    }

    private static void FoldInto(StringBuilder folded, char c)
    {
        switch (c)
        {
            case < '\u0080': folded.Append(char.ToLowerInvariant(c)); return;
            case '’' or '‘' or '´' or '`' or 'ʼ': folded.Append('\''); return;
            case '‐' or '‑' or '–' or '—': folded.Append('-'); return;
            case '\u00A0' or '\u202F' or '\u2009': folded.Append(' '); return;
        }

        Span<char> letters = stackalloc char[2];
        folded.Append(letters[..FoldInto(letters, c)]);
    }

    private static int Letter(char c, Span<char> into)
    {
        if (c is 'æ' or 'œ')
        {
            (into[0], into[1]) = (c is 'æ' ? 'a' : 'o', 'e');
            return 2;
        }

        into[0] = c switch
        {
            >= 'à' and <= 'å' => 'a',
            'ç' => 'c',
            >= 'è' and <= 'ë' => 'e',
            >= 'ì' and <= 'ï' => 'i',
            'ñ' => 'n',
            >= 'ò' and <= 'ö' => 'o',
            >= 'ù' and <= 'ü' => 'u',
            'ý' or 'ÿ' => 'y',
            _ => c,
        };
        return 1;
    }
}
