namespace FaqResponder.Worker;

/// <summary>A time that must pass before something is tried again. It is measured, not read off the clock, which somebody may set.</summary>
internal sealed class Pause(TimeProvider clock)
{
    private long _since;
    private TimeSpan _length;

    public bool IsOver => clock.GetElapsedTime(_since) >= _length;

    public void Begin(TimeSpan length) => (_since, _length) = (clock.GetTimestamp(), length);
}
