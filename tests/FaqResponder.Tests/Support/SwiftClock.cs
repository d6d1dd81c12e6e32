namespace FaqResponder.Support;

/// <summary>A clock that runs faster than the world's, so that no test waits for minutes, and that somebody may set while it runs.</summary>
internal sealed class SwiftClock(double factor) : TimeProvider
{
    private readonly DateTimeOffset _began = System.GetUtcNow();
    private readonly long _since = System.GetTimestamp();
    private long _set;

    /// <summary>Sets it forwards or back. What measures spans of time by it notices nothing, as with a computer's clock.</summary>
    public void Set(TimeSpan by) => Interlocked.Add(ref _set, by.Ticks);

    public override DateTimeOffset GetUtcNow() => _began + (System.GetElapsedTime(_since) * factor) + TimeSpan.FromTicks(Interlocked.Read(ref _set));

    public override long TimestampFrequency => (long)(System.TimestampFrequency / factor);

    public override long GetTimestamp() => System.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Real(dueTime), Real(period));

    private TimeSpan Real(TimeSpan time) => time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Max(1, time.TotalMilliseconds / factor));
}
