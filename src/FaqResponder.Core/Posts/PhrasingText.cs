using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Posts;

/// <summary>What a phrasing may be, and when two are one.</summary>
public static class PhrasingText
{
    /// <summary>The most characters of a phrasing: one question as somebody asks it, no mail.</summary>
    public const int Longest = 300;

    /// <summary>By what phrasings are compared: without regard to case, accents and white space.</summary>
    public static string Key(string text) => string.Join(' ', PlainWords.Fold(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
