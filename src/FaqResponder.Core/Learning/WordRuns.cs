using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Learning;

/// <summary>Texts as runs of words (shingles; A. Z. Broder, "On the resemblance and containment of documents", 1997), whatever their lines, accents and marks.</summary>
internal static class WordRuns
{
    /// <summary>The words of a text, folded.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var folded = PlainWords.Fold(text);
        var words = new List<string>();
        for (var at = 0; at < folded.Length;)
        {
            var end = at;
            while (end < folded.Length && char.IsLetterOrDigit(folded[end])) end++;
            if (end > at) words.Add(folded[at..end]);
            at = end + 1;
        }

        return words;
    }

    /// <summary>The runs of so many words, each as a number by which it can be told; in their order.</summary>
    public static IEnumerable<int> Of(IReadOnlyList<string> words, int length)
    {
        for (var from = 0; from + length <= words.Count; from++)
        {
            var hash = default(HashCode);
            for (var at = from; at < from + length; at++) hash.Add(words[at], StringComparer.Ordinal);
            yield return hash.ToHashCode();
        }
    }
}
