using System.Text.RegularExpressions;

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

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    public static IReadOnlyList<Stretch> Of(string text, IReadOnlyList<string> questions)
    {
        var found = new List<(int Start, int Length)>();
        foreach (var question in questions.Where(q => q.Length <= LongestQuestion).Take(MostQuestions))
        {
            if (Find(text, question) is { Length: > 0 } at && !found.Exists(f => at.Start < f.Start + f.Length && f.Start < at.Start + at.Length)) found.Add(at);
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
    private static (int Start, int Length) Find(string text, string question)
    {
        var at = text.IndexOf(question, StringComparison.Ordinal);
        if (at >= 0) return (at, question.Length);
        var words = question.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return default;
        try
        {
            var match = Regex.Match(text, string.Join(@"\s+", words.Select(Regex.Escape)), RegexOptions.CultureInvariant, Soon);
            return match.Success ? (match.Index, match.Length) : default;
        }
        catch (RegexMatchTimeoutException)
        {
            return default;
        }
    }
}
