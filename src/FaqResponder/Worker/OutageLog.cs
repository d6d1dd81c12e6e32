using FaqResponder.Core;
using FaqResponder.Mailbox;

namespace FaqResponder.Worker;

/// <summary>
/// Damps what is logged of an outage: one error when it begins or changes, a reminder now and then, one line when it is over. A journal
/// full of the same line hides what matters.
/// </summary>
internal sealed class OutageLog(Journal journal, Phrase what, TimeProvider clock)
{
    private static readonly TimeSpan RemindEvery = TimeSpan.FromHours(1);

    private DateTimeOffset? _since;
    private DateTimeOffset _lastSaid;
    private string _lastWords = "";

    public void Failed(Trouble trouble)
    {
        var now = clock.GetUtcNow();
        var changed = _lastWords != trouble.Wrong.English;
        if (_since is not null && !changed && now - _lastSaid < RemindEvery) return;
        _since ??= now;
        (_lastSaid, _lastWords) = (now, trouble.Wrong.English);
        journal.Error(new(
            $"{what.French} : {trouble.Wrong.French}. → {trouble.Remedy.French}", $"{what.English}: {trouble.Wrong.English}. → {trouble.Remedy.English}"));
    }

    public void Succeeded()
    {
        if (_since is not { } since) return;
        var lasted = $"{clock.GetUtcNow() - since:hh\\:mm\\:ss}";
        _since = null;
        _lastWords = "";
        journal.Info(new($"{what.French} : rétabli après {lasted}", $"{what.English}: back after {lasted}"));
    }
}
