namespace FaqResponder.Worker;

/// <summary>A time that must pass before something is tried again. It is measured, not read off the clock, which somebody may set.</summary>
internal sealed class Pause(TimeProvider clock)
{
    /// <summary>How often one that waits gives a sign of life and looks whether it may go on.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private long _since;
    private TimeSpan _length;

    public bool IsOver => clock.GetElapsedTime(_since) >= _length;

    public void Begin(TimeSpan length) => (_since, _length) = (clock.GetTimestamp(), length);

    /// <summary>Waits until the time is over, until something else ends it, or until the service stops; the caller looks which.</summary>
    public async Task WaitAsync(TimeSpan length, WorkProgress progress, CancellationToken token, Func<bool>? isEnough = null)
    {
        try
        {
            using var timer = new PeriodicTimer(length < LookEvery ? length : LookEvery, clock);
            Begin(length);
            while (!IsOver && isEnough?.Invoke() is not true && await timer.WaitForNextTickAsync(token)) progress.IsAlive();
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Stopping.
        }
    }
}
