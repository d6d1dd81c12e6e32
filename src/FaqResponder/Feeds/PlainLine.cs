namespace FaqResponder.Feeds;

/// <summary>Text that fits on one line: titles, questions, tags.</summary>
internal static class PlainLine
{
    // Only the plain white space: French sets no-break spaces before its punctuation, and they stay.
    private static readonly char[] Space = [' ', '\t', '\r', '\n'];

    public static string Of(string text) => string.Join(' ', text.Split(Space, StringSplitOptions.RemoveEmptyEntries));
}
