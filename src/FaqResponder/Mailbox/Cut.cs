namespace FaqResponder.Mailbox;

/// <summary>Cuts text to a length without breaking a character that takes two places (a surrogate pair).</summary>
internal static class Cut
{
    public static string At(string text, int most) =>
        text.Length <= most ? text : text[..(most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
