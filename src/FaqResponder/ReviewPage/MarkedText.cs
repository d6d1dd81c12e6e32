using System.Text;

namespace FaqResponder.ReviewPage;

/// <summary>A stretch of a mail's text.</summary>
/// <param name="Text">The words.</param>
/// <param name="Asks">Whether they are a question that was found.</param>
internal readonly record struct Stretch(string Text, bool Asks);

/// <summary>Finds the questions again in the text that they were read from, to mark them.</summary>
internal static class MarkedText
{
    private const int LongestQuestion = 2000;
    private const int MostQuestions = 20;

    public static IReadOnlyList<Stretch> Of(string text, IReadOnlyList<string> questions)
    {
        var found = new List<(int Start, int Length)>();
        var folded = Folded(text);
        foreach (var question in questions.Where(q => q.Length <= LongestQuestion).Take(MostQuestions))
        {
            if (Find(folded, question) is { Length: > 0 } at && !found.Exists(f => at.Start < f.Start + f.Length && f.Start < at.Start + at.Length)) found.Add(at);
        }

        var stretches = new List<Stretch>();
        var end = 0;
        foreach (var (start, length) in found.Order())
        {
            if (start > end) stretches.Add(new(text[end..start], false));
            stretches.Add(new(text.Substring(start, length), true));
            end = start + length;
        }

        if (end < text.Length) stretches.Add(new(text[end..], false));
        return stretches;
    }

    // A sentence is read with its line breaks made spaces.
    private static (string Text, List<int> Places) Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        var places = new List<int>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var isSpace = char.IsWhiteSpace(text[i]);
            if (isSpace && folded.Length > 0 && folded[^1] == ' ') continue;
            folded.Append(isSpace ? ' ' : text[i]);
            places.Add(i);
        }

        return (folded.ToString(), places);
    }

    private static (int Start, int Length) Find((string Text, List<int> Places) folded, string question)
    {
        var words = string.Join(' ', question.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var at = words.Length == 0 ? -1 : folded.Text.IndexOf(words, StringComparison.Ordinal);
        return at < 0 ? default : (folded.Places[at], folded.Places[at + words.Length - 1] + 1 - folded.Places[at]);
    }
}
