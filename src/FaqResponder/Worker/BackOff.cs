namespace FaqResponder.Worker;

/// <summary>
/// How long to wait after failures: doubling from a minimum to a maximum, with jitter so that many services don't return at once. Pure:
/// time passes elsewhere.
/// </summary>
/// <param name="chance">Gives numbers from 0 to 1.</param>
internal sealed class BackOff(Func<double> chance)
{
    public static readonly TimeSpan Minimum = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan Maximum = TimeSpan.FromMinutes(10);

    // A wrong password tried every few seconds locks the account at many providers.
    public static readonly TimeSpan MinimumForAPerson = TimeSpan.FromMinutes(2);
    public static readonly TimeSpan MaximumForAPerson = TimeSpan.FromMinutes(30);

    private int _failures;

    /// <summary>How many attempts have failed in a row.</summary>
    public int Failures => _failures;

    public void Succeeded() => _failures = 0;

    /// <summary>Counts a failure and tells how long to wait.</summary>
    /// <param name="needsAPerson">Whether it won't heal by itself.</param>
    public TimeSpan Failed(bool needsAPerson)
    {
        var (least, most) = needsAPerson ? (MinimumForAPerson, MaximumForAPerson) : (Minimum, Maximum);
        var doubled = least * Math.Pow(2, Math.Min(_failures, 20));
        _failures++;
        var wait = doubled < most ? doubled : most;
        return wait * (1 + (0.2 * chance()));
    }
}
