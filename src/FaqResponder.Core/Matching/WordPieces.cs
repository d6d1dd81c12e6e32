using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Matching;

/// <summary>
/// Cuts words into overlapping pieces of four letters, with a mark at the word's beginning: "facture" and "factration" still share
/// ^fac and fact. It helps where spelling fails.
/// </summary>
internal static class WordPieces
{
    private const int Length = 4;

    internal static IReadOnlyList<string> Of(IReadOnlyList<Term> terms)
    {
        var pieces = new List<string>();
        foreach (var term in terms)
        {
            var word = '^' + PlainWords.Fold(term.Surface);
            if (word.Length <= Length) pieces.Add(word);
            for (var i = 0; i + Length <= word.Length; i++) pieces.Add(word.Substring(i, Length));
        }

        return pieces;
    }
}
