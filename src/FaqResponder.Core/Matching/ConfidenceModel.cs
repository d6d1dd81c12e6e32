namespace FaqResponder.Core.Matching;

/// <summary>
/// Weighs the signals: a sum of weights puts the posts in order, and a logistic regression over that order turns the best ones into
/// probabilities. The weights were fitted on labelled mail of two authors of different trades (<c>tests/FaqResponder.Benchmarks -- fit</c> prints them);
/// they know nothing of any trade.
/// </summary>
internal static class ConfidenceModel
{
    // A lead beyond this says little more; the rest of it counts on a scale that ends.
    private const double ClearLead = 2;
    private const double HighRank = 12;

    // In the order of Signals.Names.
    private static readonly double[] RankWeights = [2.12, 11.16, 0.55, 4.14, 0.60, 7.29, 2.59, 12.95, 1.41];
    // A constant, then in the order of Evidence.
    private static readonly double[] ConfidenceWeights = [-1.37, 1.19, 0.88, 1.61, -1.33, 1.49, -1.64, -0.41, -1.91, 0.32];

    /// <summary>Where a post stands among all; only to be compared within one mail.</summary>
    internal static double Rank(Signals signals)
    {
        var sum = 0.0;
        for (var i = 0; i < Signals.Count; i++) sum += RankWeights[i] * signals.Values[i];
        return sum;
    }

    /// <summary>The probability, 0 to 1, that the post answers the mail.</summary>
    internal static double Confidence(double[] evidence)
    {
        var sum = ConfidenceWeights[0];
        for (var i = 0; i < evidence.Length; i++) sum += ConfidenceWeights[i + 1] * evidence[i];
        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>What the probability rests on: how high the post stands, how far before the next, and how near its phrasings and text come.</summary>
    /// <param name="rank">Its rank.</param>
    /// <param name="lead">Its rank less that of the best other post.</param>
    /// <param name="signals">Its signals.</param>
    internal static double[] Evidence(double rank, double lead, Signals signals)
    {
        var beyond = Math.Max(0, lead - ClearLead);
        var s = signals.Values;
        return [Math.Min(rank, HighRank) / HighRank, Math.Clamp(lead, -ClearLead, ClearLead), beyond / (1 + beyond), s[0], s[1], s[4], s[5], s[6], s[7]];
    }
}
