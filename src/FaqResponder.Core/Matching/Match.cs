using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Matching;

/// <summary>A post proposed for a question.</summary>
/// <param name="Post">The post.</param>
/// <param name="Confidence">The probability that the post answers the question, 0 to 1.</param>
/// <param name="Explanation">Why, in words.</param>
public sealed record Match(Post Post, double Confidence, Explanation Explanation);

/// <summary>Why a post was proposed, as a person can check it.</summary>
/// <param name="Question">The words of the mail that were compared.</param>
/// <param name="SharedWords">The words that met, the weightiest first, as the asker wrote them.</param>
/// <param name="UnmetWords">Weighty words of the question that the post doesn't hold.</param>
/// <param name="ClosestPhrasing">The title or phrasing that came nearest; <see langword="null"/> when none came near.</param>
/// <param name="RunnerUp">The title of the next best post, or <see langword="null"/>.</param>
public sealed record Explanation(
    string Question, IReadOnlyList<string> SharedWords, IReadOnlyList<string> UnmetWords, string? ClosestPhrasing, string? RunnerUp)
{
    /// <summary>The explanation as sentences.</summary>
    public Phrase Words
    {
        get
        {
            var shared = SharedWords.Count > 0 ? string.Join(", ", SharedWords) : "–";
            var unmet = string.Join(", ", UnmetWords);
            return new(
                $"Question : « {Question} ». Mots communs : {shared}."
                + (ClosestPhrasing is null ? "" : $" Formulation la plus proche : « {ClosestPhrasing} ».")
                + (unmet.Length == 0 ? "" : $" Restent sans écho : {unmet}.")
                + (RunnerUp is null ? "" : $" Suivant : « {RunnerUp} »."),
                $"Question: “{Question}”. Shared words: {shared}."
                + (ClosestPhrasing is null ? "" : $" Closest phrasing: “{ClosestPhrasing}”.")
                + (unmet.Length == 0 ? "" : $" Not met: {unmet}.")
                + (RunnerUp is null ? "" : $" Runner-up: “{RunnerUp}”."));
        }
    }
}
