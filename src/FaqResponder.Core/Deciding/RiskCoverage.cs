namespace FaqResponder.Core.Deciding;

/// <summary>What would go out if the confidence of this point were enough.</summary>
/// <param name="Confidence">The confidence, 0 to 1.</param>
/// <param name="Coverage">The share of all mails that would be answered, 0 to 1.</param>
/// <param name="Record">How many of the answers would be right.</param>
public readonly record struct CoveragePoint(double Confidence, double Coverage, TrackRecord Record)
{
    /// <summary>The share of wrong answers among them, 0 to 1.</summary>
    public double Risk => 1 - Record.Share;
}

/// <summary>Risk and coverage of a classifier that may keep silent (R. El-Yaniv and Y. Wiener, "On the foundations of noise-free selective classification", JMLR 11, 2010).</summary>
public static class RiskCoverage
{
    /// <summary>The curve, from the surest answer to all of them.</summary>
    /// <param name="answers">How sure each answer was, and whether it was right.</param>
    /// <param name="all">How many mails there were, with those that nothing could be answered to.</param>
    public static IReadOnlyList<CoveragePoint> Curve(IEnumerable<(double Confidence, bool IsRight)> answers, int all)
    {
        var points = new List<CoveragePoint>();
        var (right, judged) = (0, 0);
        // What is equally sure goes out together.
        foreach (var equals in answers.GroupBy(a => a.Confidence).OrderByDescending(g => g.Key))
        {
            right += equals.Count(a => a.IsRight);
            judged += equals.Count();
            points.Add(new(equals.Key, (double)judged / Math.Max(1, all), new(right, judged)));
        }

        return points;
    }
}
