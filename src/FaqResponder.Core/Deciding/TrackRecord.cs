namespace FaqResponder.Core.Deciding;

/// <summary>How often a post was the right suggestion, of those that were surely enough suggested and that the author or the asker has judged.</summary>
/// <param name="Right">How many of them were right.</param>
/// <param name="Judged">How many were judged.</param>
public readonly record struct TrackRecord(int Right, int Judged)
{
    /// <summary>The probability with which the true share lies above the bound.</summary>
    public const double Confidence = 0.95;

    // Halving an interval of one so often leaves less than a millionth.
    private const int Halvings = 24;

    /// <summary>
    /// The one-sided lower bound of the share of right ones, 0 to 1 (C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the
    /// binomial", Biometrika 26, 1934): were the true share lower, so many right ones would be seen in less than one of twenty cases.
    /// </summary>
    public double LowerBound => Bound(1 - Confidence);

    /// <summary>The two-sided interval of the share of right ones, 0 to 1, of the same authors: each end with half of what is left of certainty.</summary>
    public (double Low, double High) Interval => (Bound((1 - Confidence) / 2), 1 - new TrackRecord(Judged - Right, Judged).Bound((1 - Confidence) / 2));

    /// <summary>The share of right ones as it was seen, 0 to 1; 0 where none was judged.</summary>
    public double Share => Judged > 0 ? (double)Right / Judged : 0;

    /// <summary>Whether it proves a share of right ones, 0 to 1.</summary>
    public bool Proves(double precision) => LowerBound >= precision;

    /// <summary>How many more judged suggestions it takes to prove a share, if all of them are right.</summary>
    public int StillNeededFor(double precision)
    {
        var (low, high) = (0, 1);
        while (!With(high).Proves(precision) && high < 1_000_000) high *= 2;
        if (Proves(precision)) return 0;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (With(middle).Proves(precision)) high = middle;
            else low = middle;
        }

        return high;
    }

    private double Bound(double tail)
    {
        if (Right <= 0) return 0;
        var (low, high) = (0.0, 1.0);
        for (var step = 0; step < Halvings; step++)
        {
            var share = (low + high) / 2;
            if (AtLeastAsMany(share) < tail) low = share;
            else high = share;
        }

        return low;
    }

    private TrackRecord With(int more) => new(Right + more, Judged + more);

    /// <summary>The probability of so many right ones or more, were the true share this one: the upper tail of the binomial distribution.</summary>
    private double AtLeastAsMany(double share)
    {
        // The tail with fewer terms; each term by the one before it, in logarithms, since the numbers are very small.
        var (wrong, odds) = (Judged - Right, Math.Log(1 - share) - Math.Log(share));
        var term = Judged * Math.Log(share);
        var sum = Math.Exp(term);
        for (var k = 1; k <= wrong; k++)
        {
            term += Math.Log(Judged - k + 1) - Math.Log(k) + odds;
            sum += Math.Exp(term);
        }

        return sum;
    }
}
