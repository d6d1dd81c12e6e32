using System.Globalization;

namespace FaqResponder.Core.Matching;

/// <summary>
/// Weighs the views into one order of the posts, and turns the best places of that order into probabilities by a logistic regression. The weights are
/// data (<c>Weights/words.txt</c>), written by the program that fits them on labelled mail of authors of different trades
/// (<c>tests/FaqResponder.Benchmarks -- fit</c>); they know nothing of any trade.
/// </summary>
public sealed class ConfidenceModel
{
    /// <summary>A mail that asks nothing is answered by no post; the rest is the chance of having misread it.</summary>
    internal const double NotAsked = 0.05;

    private readonly double[] _weights;
    private readonly (double Precision, double Confidence)[] _promises;

    internal ConfidenceModel(float[] rankWeights, double[] weights, (double Precision, double Confidence)[] promises)
    {
        if (weights.Length != Evidence.Names.Length + 1) throw new ArgumentException($"{Evidence.Names.Length + 1} weights are needed, not {weights.Length}.", nameof(weights));
        (RankWeights, _weights) = (rankWeights, weights);
        _promises = [(0, 0), .. promises.OrderBy(p => p.Precision), (1, 1)];
    }

    /// <summary>The model that ships with the program.</summary>
    public static ConfidenceModel Shipped { get; } = Read(Resource());

    /// <summary>What each view counts for the order, in the order of <see cref="View"/>.</summary>
    internal float[] RankWeights { get; }

    /// <summary>Reads a model from its lines: <c>section name = number</c>; empty lines and what begins with # say nothing.</summary>
    /// <exception cref="FormatException">A line is none of these, or a weight is missing.</exception>
    internal static ConfidenceModel Read(IEnumerable<string> lines)
    {
        var numbers = new Dictionary<string, double>();
        foreach (var line in lines)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var parts = line.Split(" = ");
            if (parts.Length != 2) throw new FormatException($"No weight: {line}");
            numbers[parts[0]] = double.Parse(parts[1], CultureInfo.InvariantCulture);
        }

        const string promise = "promise ";
        return new(
            [.. Enum.GetNames<View>().Select(v => (float)Of($"rank {v.ToLowerInvariant()}"))],
            [.. Evidence.Names.Prepend("constant").Select(n => Of($"confidence {n}"))],
            [.. numbers.Where(n => n.Key.StartsWith(promise, StringComparison.Ordinal)).Select(n => (double.Parse(n.Key.AsSpan(promise.Length), CultureInfo.InvariantCulture), n.Value))]);

        double Of(string name) => numbers.TryGetValue(name, out var number) ? number : throw new FormatException($"The weight “{name}” is missing.");
    }

    /// <summary>The probability, 0 to 1, that the post answers the mail.</summary>
    internal double Confidence(Evidence evidence)
    {
        Span<double> numbers = stackalloc double[Evidence.Names.Length];
        evidence.CopyTo(numbers);
        var sum = _weights[0];
        for (var i = 0; i < numbers.Length; i++) sum += _weights[i + 1] * numbers[i];
        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>The confidence from which the mails sent promise a wanted share of right answers, on average.</summary>
    /// <param name="precision">The wanted share, 0 to 1.</param>
    public double ThresholdFor(double precision)
    {
        var above = Array.FindIndex(_promises, m => m.Precision >= precision);
        if (above <= 0) return above == 0 ? 0 : 1;
        var (low, high) = (_promises[above - 1], _promises[above]);
        return low.Confidence + ((precision - low.Precision) / (high.Precision - low.Precision) * (high.Confidence - low.Confidence));
    }

    private static IEnumerable<string> Resource()
    {
        using var reader = new StreamReader(typeof(ConfidenceModel).Assembly.GetManifestResourceStream("weights/words.txt")!);
        while (reader.ReadLine() is { } line) yield return line;
    }
}
