using FaqResponder.Core;
using FaqResponder.Mailbox;
using FaqResponder.Settings;

namespace FaqResponder.Worker;

/// <summary>Something that a room above the worker has to do on the open mailbox, between two rounds.</summary>
internal interface IErrand
{
    /// <summary>Does what is due; looks first, at little cost, whether anything is.</summary>
    Task RunAsync(IMailbox mailbox, CancellationToken token);
}

/// <summary>Runs the errands; one that fails holds up neither mail nor the others, and is run again after a pause.</summary>
internal sealed class Errands
{
    private readonly FaqSettings _settings;
    private readonly IReadOnlyList<(IErrand Errand, OutageLog Outage, BackOff BackOff, Pause Pause)> _all;

    public Errands(IEnumerable<IErrand> errands, FaqSettings settings, Journal journal, TimeProvider clock)
    {
        _settings = settings;
        _all = [.. errands.Select(e => (e, new OutageLog(journal, new Phrase("lettre à l'auteur", "letter to the author"), clock), new BackOff(Random.Shared.NextDouble), new Pause(clock)))];
    }

    public async Task RunAsync(IMailbox mailbox, CancellationToken token)
    {
        foreach (var (errand, outage, backOff, pause) in _all)
        {
            if (!pause.IsOver) continue;
#pragma warning disable CA1031 // Around one errand: if the connection itself is gone, the next step finds out and ends the session.
            try
            {
                await errand.RunAsync(mailbox, token);
                backOff.Succeeded();
                outage.Succeeded();
            }
            catch (Exception fault) when (!token.IsCancellationRequested)
            {
                outage.Failed(Faults.Describe(fault, _settings.Mailbox.Imap));
                pause.Begin(backOff.Failed(needsAPerson: false));
            }
#pragma warning restore CA1031
        }
    }
}
