using FaqResponder.Core.Replies;

namespace FaqResponder.Review;

/// <summary>
/// A stranger's words as they may be shown: nothing in them turns the direction of what follows or hides a letter. That they are encoded for HTML is
/// Razor's business, or the template's.
/// </summary>
internal static class Visible
{
    private const int LongestLine = 300;

    /// <summary>A text on one line, cut where it is long.</summary>
    public static string Line(string text, int most = LongestLine)
    {
        var line = ReplyHeaders.OneLine(text.Length > 4 * most ? text[..(4 * most)] : text);
        return line.Length <= most ? line : Excerpt.Of(line, most - 1) + "…";
    }

    /// <summary>A text of several lines.</summary>
    public static string Text(string text) => text.Any(IsHidden) ? string.Concat(text.Where(c => !IsHidden(c))) : text;

    private static readonly System.Buffers.SearchValues<char> Hidden = System.Buffers.SearchValues.Create("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069");

    private static bool IsHidden(char c) => Hidden.Contains(c) || (char.IsControl(c) && c is not ('\n' or '\t'));
}
