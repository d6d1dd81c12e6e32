namespace FaqResponder.Core.Matching;

/// <summary>
/// Weighs the views into one order of the posts, and turns the best places of that order into probabilities by a logistic regression. The weights were
/// fitted on labelled mail of two authors of different trades (<c>tests/FaqResponder.Benchmarks -- fit</c> prints them); they know nothing of any trade.
/// </summary>
public static class ConfidenceModel
{
    /// <summary>What each view counts for the order, in the order of <see cref="View"/>.</summary>
    internal static readonly float[] RankWeights = [0.60f, 0.75f, 0.40f];

    /// <summary>A mail that asks nothing is answered by no post; the rest is the chance of having misread it.</summary>
    internal const double NotAsked = 0.03;

    // A post that stands out further than this is not surer: it stands among few.
    private const double FurthestOut = 12;

    // What the mails above a confidence promise on average, and the confidence. Measured on mail that the weights were not fitted on, about 90 of 100
    // were right above 0.85, few mails though: near-misses of the same trade hold it down.
    private static readonly (double Precision, double Confidence)[] Promised = [(0, 0), (0.50, 0.40), (0.90, 0.75), (0.95, 0.85), (0.97, 0.90), (0.99, 0.95), (1, 1)];

    // A constant, then in the order of Evidence.
    private static readonly double[] Weights = [-5.60, 2.11, 1.78, 2.44, -0.25, -0.30, -0.38, 3.98, 2.61];

    /// <summary>The probability, 0 to 1, that the post answers the mail.</summary>
    internal static double Confidence(double[] evidence)
    {
        var sum = Weights[0];
        for (var i = 0; i < evidence.Length; i++) sum += Weights[i + 1] * evidence[i];
        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>The confidence from which the mails sent promise a wanted share of right answers, on average.</summary>
    /// <param name="precision">The wanted share, 0 to 1.</param>
    public static double ThresholdFor(double precision)
    {
        var above = Array.FindIndex(Promised, m => m.Precision >= precision);
        if (above <= 0) return above == 0 ? 0 : 1;
        var (low, high) = (Promised[above - 1], Promised[above]);
        return low.Confidence + ((precision - low.Precision) / (high.Precision - low.Precision) * (high.Confidence - low.Confidence));
    }

    /// <summary>What the probability rests on.</summary>
    /// <param name="rank">How far the post stands out.</param>
    /// <param name="chance">What the order alone gives it, 0 to 1.</param>
    /// <param name="share">The share of the mail's words that it meets.</param>
    /// <param name="askedShare">The same for the sentences that ask.</param>
    /// <param name="questions">The share of the questions, taken by themselves, for which it stands first.</param>
    /// <param name="several">Whether the mail asks several things.</param>
    /// <param name="words">How many words the mail has.</param>
    /// <param name="experience">What past mails say, -1 to 1.</param>
    internal static double[] Evidence(double rank, double chance, double share, double askedShare, double questions, bool several, int words, double experience) =>
        [Math.Min(rank, FurthestOut) / 8, chance, share, askedShare, questions, several ? 1 : 0, Math.Log(1 + words) / 5, experience];
}
