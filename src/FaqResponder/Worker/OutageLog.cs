using FaqResponder.Core;
using FaqResponder.Mailbox;

namespace FaqResponder.Worker;

/// <summary>A trouble that lasts.</summary>
/// <param name="Since">When it was first met.</param>
/// <param name="Trouble">What it is now.</param>
internal sealed record Outage(DateTimeOffset Since, Trouble Trouble);

/// <summary>
/// Damps what is logged of an outage: one error when it begins or changes, reminders that grow rarer, one line when it is over. A journal full of the same
/// line hides what matters.
/// </summary>
internal sealed class OutageLog(Journal journal, Phrase what, TimeProvider clock)
{
    private static readonly TimeSpan FirstReminder = TimeSpan.FromHours(1);
    private static readonly TimeSpan RarestReminder = TimeSpan.FromDays(1);

    private DateTimeOffset _remindAt;
    private TimeSpan _remindAfter;

    /// <summary>The outage that lasts now; <see langword="null"/> when all is well.</summary>
    public Outage? Current { get; private set; }

    public void Failed(Trouble trouble)
    {
        var now = clock.GetUtcNow();
        var changed = Current?.Trouble.Wrong != trouble.Wrong;
        // A clock that was set back would silence the reminders.
        if (Current is { } known && known.Since > now) Current = known with { Since = now };
        Current = new(Current?.Since ?? now, trouble);
        if (!changed && now < _remindAt && _remindAt - now <= _remindAfter) return;
        _remindAfter = changed ? FirstReminder : _remindAfter * 2 < RarestReminder ? _remindAfter * 2 : RarestReminder;
        _remindAt = now + _remindAfter;
        journal.Error(new(
            $"{what.French} : {trouble.Wrong.French}. → {trouble.Remedy.French}", $"{what.English}: {trouble.Wrong.English}. → {trouble.Remedy.English}"));
    }

    public void Succeeded()
    {
        if (Current is not { } over) return;
        Current = null;
        var lasted = Lasted(clock.GetUtcNow() - over.Since);
        journal.Info(new($"{what.French} : rétabli après {lasted.French}", $"{what.English}: back after {lasted.English}"));
    }

    /// <summary>A length of time as people say it: "3 h 12 min", "2 j 4 h".</summary>
    public static Phrase Lasted(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => new($"{(int)time.TotalDays} j {time.Hours} h", $"{(int)time.TotalDays} d {time.Hours} h"),
        { TotalHours: >= 1 } => new($"{(int)time.TotalHours} h {time.Minutes:00} min", $"{(int)time.TotalHours} h {time.Minutes:00} min"),
        { TotalMinutes: >= 1 } => new($"{(int)time.TotalMinutes} min", $"{(int)time.TotalMinutes} min"),
        _ => new($"{(int)Math.Max(0, time.TotalSeconds)} s", $"{(int)Math.Max(0, time.TotalSeconds)} s"),
    };
}
