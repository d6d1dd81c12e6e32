namespace FaqResponder.Core.Matching;

/// <summary>Why a post was proposed, as a person can check it: what is asked beside the words of the post that come nearest.</summary>
/// <param name="Question">The sentence of the mail that asks what this post comes nearest to.</param>
/// <param name="SharedWords">The words that met, the most telling first, as the asker wrote them.</param>
/// <param name="UnmetWords">Telling words of the question that the post doesn't hold.</param>
/// <param name="ClosestPhrasing">The title or phrasing that comes nearest; <see langword="null"/> when none comes near.</param>
/// <param name="RunnerUp">The title of the next best post; <see langword="null"/> when there is none.</param>
public sealed record Explanation(
    string Question, IReadOnlyList<string> SharedWords, IReadOnlyList<string> UnmetWords, string? ClosestPhrasing, string? RunnerUp)
{
    private const int LongestPassage = 140;
    private const double Points = 100;

    /// <summary>The sentence of the post that comes nearest; <see langword="null"/> when none comes near.</summary>
    public string? ClosestSentence { get; init; }

    /// <summary>How much surer this post is than the runner-up, 0 to 1.</summary>
    public double Lead { get; init; }

    /// <summary>How many mails near this one the author answered with this post.</summary>
    public int AnsweredBefore { get; init; }

    /// <summary>Those mails, by the name under which they were learned.</summary>
    public IReadOnlyList<string> LearnedFrom { get; init; } = [];

    /// <summary>The explanation as sentences.</summary>
    public Phrase Words
    {
        get
        {
            var asked = Short(Question);
            var (shared, unmet) = (string.Join(", ", SharedWords), string.Join(", ", UnmetWords));
            List<Phrase> words = [];
            if (ClosestPhrasing is { } phrasing) words.Add(new($"« {asked} » rejoint « {Short(phrasing)} ».", $"“{asked}” meets “{Short(phrasing)}”."));
            else if (ClosestSentence is { } sentence) words.Add(new($"« {asked} » ; le billet dit : « {Short(sentence)} ».", $"“{asked}”; the post says: “{Short(sentence)}”."));
            else words.Add(new($"« {asked} ».", $"“{asked}”."));
            words.Add(shared.Length > 0 ? new($"Mots communs : {shared}.", $"Shared words: {shared}.") : new("Aucun mot commun.", "No shared word."));
            if (unmet.Length > 0) words.Add(new($"Sans écho : {unmet}.", $"Not met: {unmet}."));
            if (AnsweredBefore == 1) words.Add(new("Un message proche a reçu ce billet.", "A mail near it was given this post."));
            if (AnsweredBefore > 1) words.Add(new($"{AnsweredBefore} messages proches ont reçu ce billet.", $"{AnsweredBefore} mails near it were given this post."));
            if (RunnerUp is { } next)
            {
                var points = (int)Math.Round(Lead * Points);
                words.Add(points > 0
                    ? new($"Devance « {next} » de {points} {(points > 1 ? "points" : "point")}.", $"Ahead of “{next}” by {points} {(points > 1 ? "points" : "point")}.")
                    : new($"À égalité avec « {next} ».", $"Level with “{next}”."));
            }

            return new(string.Join(' ', words.Select(w => w.French)), string.Join(' ', words.Select(w => w.English)));
        }
    }

    // A list has little room; whole words are kept.
    private static string Short(string text)
    {
        if (text.Length <= LongestPassage) return text;
        var space = text.LastIndexOf(' ', LongestPassage);
        return (space > LongestPassage / 2 ? text[..space] : text[..LongestPassage]).TrimEnd() + " …";
    }
}
