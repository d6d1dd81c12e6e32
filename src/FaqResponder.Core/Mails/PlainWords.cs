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

    private static void FoldInto(StringBuilder folded, char c)
    {
        switch (c)
        {
            case < '\u0080': folded.Append(char.ToLowerInvariant(c)); return;
            case '’' or '‘' or '´' or '`' or 'ʼ': folded.Append('\''); return;
            case '‐' or '‑' or '–' or '—': folded.Append('-'); return;
            case '\u00A0' or '\u202F' or '\u2009': folded.Append(' '); return;
            case '\u200B' or '\uFEFF' or '\u00AD': return;
        }

        if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark) return;
        folded.Append(Letter(char.ToLowerInvariant(c)));
    }

    private static string Letter(char c) => c switch
    {
        >= 'à' and <= 'å' => "a",
        'æ' => "ae",
        'ç' => "c",
        >= 'è' and <= 'ë' => "e",
        >= 'ì' and <= 'ï' => "i",
        'ñ' => "n",
        >= 'ò' and <= 'ö' => "o",
        'œ' => "oe",
        >= 'ù' and <= 'ü' => "u",
        'ý' or 'ÿ' => "y",
        _ => c.ToString(),
    };
}
