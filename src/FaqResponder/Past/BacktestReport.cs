using FaqResponder.Core.Deciding;
using FaqResponder.Storage;

namespace FaqResponder.Past;

/// <summary>A mail on which the service and the author don't agree.</summary>
/// <param name="WouldGoOut">Whether it would have been sure enough to answer by itself; else it would have laid a draft ready.</param>
/// <param name="Proposed">The titles of the posts that it would have taken.</param>
/// <param name="Answered">The titles of the posts that she answered with; none when she wrote freely.</param>
/// <param name="Reply">What she wrote, its beginning.</param>
internal sealed record Disagreement(
    DateTimeOffset ArrivedAt, string Asker, string Subject, string Asked, bool WouldGoOut, IReadOnlyList<string> Proposed, double Confidence, IReadOnlyList<string> Answered, string Reply);

/// <summary>What the service would have done with the mail of a time, and how that compares with what the author did.</summary>
/// <param name="Since">When the time begins.</param>
/// <param name="Until">When it ends.</param>
internal sealed record BacktestReport(DateTimeOffset Since, DateTimeOffset Until)
{
    // What would go out but for what she has not yet allowed, or a limit.
    private static readonly Because[] SureReasons = [Because.Sure, Because.NotProven, Because.Paused, Because.CapReached, Because.PostHeld];

    /// <summary>Whether a decision was sure enough to answer.</summary>
    public static bool IsSure(Because decided) => SureReasons.Contains(decided);

    /// <summary>How many mails arrived.</summary>
    public required int Mails { get; init; }

    /// <summary>How many of them would have been filed: newsletters, notices, bounces.</summary>
    public required int Filed { get; init; }

    /// <summary>How many of them she answered; only these tell whether an answer would have been right.</summary>
    public required int Answered { get; init; }

    /// <summary>How many of these with a post.</summary>
    public required int WithPost { get; init; }

    /// <summary>The answers that would have been sure enough to go out, of the mails that she answered: how many of them were right.</summary>
    public required TrackRecord Sure { get; init; }

    /// <summary>How many mails would have got a sure answer, those that she never answered among them.</summary>
    public required int SureInAll { get; init; }

    /// <summary>Those that would indeed have gone out: posts that had earned it by then, and every other gate.</summary>
    public required TrackRecord Out { get; init; }

    public required int OutInAll { get; init; }

    /// <summary>Of the mails that she answered with a post: how often it was the first suggestion.</summary>
    public required TrackRecord First { get; init; }

    /// <summary>The same, among the first three.</summary>
    public required TrackRecord AmongThree { get; init; }

    /// <summary>How long the askers waited for her whom a right and sure answer would have reached at once; the median, and all together.</summary>
    public required (TimeSpan Median, TimeSpan All) Waited { get; init; }

    /// <summary>The share of mails that she answered which a sure answer would have reached, 0 to 1.</summary>
    public double Coverage => Answered > 0 ? (double)Sure.Judged / Answered : 0;

    /// <summary>The confidence from which an answer goes out, 0 to 1.</summary>
    public required double Threshold { get; init; }

    /// <summary>What would go out at other thresholds, of the mails that she answered.</summary>
    public required IReadOnlyList<CoveragePoint> Curve { get; init; }

    /// <summary>Each mail, in the order in which they arrived.</summary>
    public required IReadOnlyList<ReplayedMail> Replayed { get; init; }

    /// <summary>Where the two don't agree, those that would have gone out first.</summary>
    public required IReadOnlyList<Disagreement> Disagreements { get; init; }
}
