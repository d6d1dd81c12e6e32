namespace FaqResponder.Worker;

/// <summary>Lets somebody watch the work: the demo's progress bar, the watchdog, a test. Handlers must be quick.</summary>
internal sealed class WorkProgress
{
    /// <summary>Some mails were found that are to be taken in.</summary>
    public Action<int>? Found { get; set; }

    /// <summary>Some mails have got their decision.</summary>
    public Action<int>? Decided { get; set; }

    /// <summary>Everything that was there is done; the service now waits.</summary>
    public Action? Rested { get; set; }

    /// <summary>The service gives a sign of life.</summary>
    public Action? Alive { get; set; }

    public void HasFound(int count) => Found?.Invoke(count);

    public void HasDecided(int count) => Decided?.Invoke(count);

    public void Rests() => Rested?.Invoke();

    public void IsAlive() => Alive?.Invoke();
}
