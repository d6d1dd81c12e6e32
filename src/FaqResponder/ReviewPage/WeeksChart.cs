using System.Globalization;
using System.Text;

using FaqResponder.Storage;

namespace FaqResponder.ReviewPage;

/// <summary>The mails of each week as a column, by outcome one above the other: where everything stands in the drawing. Units are those of its view box.</summary>
internal sealed class WeeksChart
{
    public const int Width = 640;
    public const int Height = 230;
    public const int Left = 44;

    private const int Top = 18;
    private const int Bottom = Height - 26;
    private const int MostLabels = 13;
    private const double MostOfASlot = 46;
    private const double Filled = 0.72;

    private readonly IReadOnlyList<WeekFigures> _weeks;
    private readonly double _slot;

    public WeeksChart(IReadOnlyList<WeekFigures> weeks)
    {
        _weeks = weeks;
        _slot = (double)(Width - Left) / weeks.Count;
        Step = NiceStep(Math.Max(1, weeks.Max(Total)));
        Highest = (int)Math.Ceiling(Math.Max(1, weeks.Max(Total)) / (double)Step) * Step;
    }

    /// <summary>What lies between two lines.</summary>
    public int Step { get; }

    /// <summary>The uppermost line.</summary>
    public int Highest { get; }

    /// <summary>The lines across, with their numbers.</summary>
    public IEnumerable<(int Number, string Y)> Lines => Enumerable.Range(0, (Highest / Step) + 1).Select(i => (i * Step, Written(Y(i * Step))));

    /// <summary>The weeks that are named below, all of them where there is room.</summary>
    public IEnumerable<(WeekFigures Week, string X)> Labels
    {
        get
        {
            var every = (_weeks.Count + MostLabels - 1) / MostLabels;
            return _weeks.Select((w, i) => (w, X: Written(Middle(i)), i)).Where(l => l.i % every == 0).Select(l => (l.w, l.X));
        }
    }

    /// <summary>The number above each column, where there is room.</summary>
    public IEnumerable<(int Total, string X, string Y)> Totals =>
        _weeks.Count > MostLabels ? [] : _weeks.Select((w, i) => (Total(w), Written(Middle(i)), Written(Y(Total(w)) - 5))).Where(t => t.Item1 > 0);

    /// <summary>The pieces of one outcome in all columns, as the data of one path.</summary>
    public string Pieces(MailOutcome outcome)
    {
        var path = new StringBuilder();
        var width = Math.Min(MostOfASlot, _slot * Filled);
        for (var i = 0; i < _weeks.Count; i++)
        {
            var count = _weeks[i].Outcomes.GetValueOrDefault(outcome);
            if (count == 0) continue;
            var below = Enum.GetValues<MailOutcome>().Where(o => o < outcome).Sum(o => _weeks[i].Outcomes.GetValueOrDefault(o));
            var (bottom, top) = (Y(below), Y(below + count));
            path.Append(CultureInfo.InvariantCulture, $"M{Middle(i) - (width / 2):0.#} {top:0.#}h{width:0.#}v{bottom - top:0.##}h-{width:0.#}z");
        }

        return path.ToString();
    }

    private static int Total(WeekFigures week) => week.Outcomes.Values.Sum();

    // 1, 2 or 5 with noughts, so that there are at most five lines.
    private static int NiceStep(int highest)
    {
        for (var power = 1; ; power *= 10)
        {
            foreach (var step in (int[])[1, 2, 5])
            {
                if (step * power * 5 >= highest) return step * power;
            }
        }
    }

    private double Middle(int week) => Left + (_slot * (week + 0.5));

    private double Y(int count) => Bottom - ((double)count / Highest * (Bottom - Top));

    private static string Written(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
