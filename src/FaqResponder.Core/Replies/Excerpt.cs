using System.Globalization;

namespace FaqResponder.Core.Replies;

/// <summary>Cuts texts where a character ends as a reader sees it: neither within an emoji nor between a letter and its accents.</summary>
public static class Excerpt
{
    /// <summary>The beginning of a text, all of it where it is short enough.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The most UTF-16 code units that are left.</param>
    public static string Of(string text, int most)
    {
        if (text.Length <= most) return text;
        var end = 0;
        while (end + StringInfo.GetNextTextElementLength(text, end) is var next && next <= most) end = next;
        // One letter under a thousand accents is cut all the same, but between two whole code points.
        return end > 0 ? text[..end] : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
    }
}
