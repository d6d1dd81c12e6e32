namespace FaqResponder.Past;

/// <summary>The clock of a replay: it stands at the moment that is replayed, and never goes back.</summary>
internal sealed class ReplayClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    public void MoveTo(DateTimeOffset moment)
    {
        if (moment > _now) _now = moment.ToUniversalTime();
    }
}
