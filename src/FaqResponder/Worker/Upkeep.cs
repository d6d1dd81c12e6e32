using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>What is to be done now and then, whatever arrives: comparing mailbox and ledger, erasing old texts, giving back what was held up.</summary>
internal sealed class Upkeep(Reconciliation reconciliation, Retention retention, OpenMails open, DraftStore drafts, Switches switches, FaqSettings settings, Journal journal, TimeProvider clock)
{
    private const string Daily = "upkeep";

    private static readonly TimeSpan EveryHour = TimeSpan.FromHours(1);
    private static readonly TimeSpan EveryDay = TimeSpan.FromDays(1);
    private static readonly TimeSpan BelievableGap = TimeSpan.FromDays(3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    // Some programs keep what is sent for hours, until they are online.
    private static readonly TimeSpan SurelyThrownAway = TimeSpan.FromDays(1);

    private readonly Pause _hour = new(clock);

    /// <summary>Does what is due; what fails is told and done again an hour later.</summary>
    public async Task RunIfDueAsync(string mailbox, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        if (!_hour.IsOver) return;
        _hour.Begin(EveryHour);
        if (open.WithdrawHeldUp(mailbox, LongestPause + settings.Answering.HoldTime) is > 0 and var heldUp)
        {
            journal.Warning(new(
                $"{heldUp} réponse(s) automatique(s) retenue(s) par la pause depuis plus d'un jour : leurs messages vous attendent (« faqresponder queue list ») ; « faqresponder resume » met fin à la pause",
                $"{heldUp} automatic answer(s) held up by the pause for more than a day: their mails wait for you (“faqresponder queue list”); “faqresponder resume” ends the pause"));
        }

        drafts.NoteDiscarded(mailbox, SurelyThrownAway);
        var before = switches.LastTime(Daily);
        if (before is { } last && (now - last).Duration() < EveryDay) return;
#pragma warning disable CA1031 // Around work that can wait: whatever is wrong with it, mail goes on being read and answered.
        try
        {
            // A ledger that has just begun has nothing to compare.
            if (before is not null) await RunAsync(mayErase: (now - before.Value).Duration() < BelievableGap, token);
            switches.Done(Daily);
        }
        catch (Exception fault) when (!token.IsCancellationRequested)
        {
            var trouble = Faults.Describe(fault, settings.Mailbox.Imap);
            journal.Warning(new(
                $"boîte et registre n'ont pu être comparés : {trouble.Wrong.French}. → {trouble.Remedy.French}",
                $"mailbox and ledger could not be compared: {trouble.Wrong.English}. → {trouble.Remedy.English}"));
        }
#pragma warning restore CA1031
    }

    // What is erased can't be brought back: after a long gap, or what a wrong clock makes look like one, it waits for the next day.
    private async Task RunAsync(bool mayErase, CancellationToken token)
    {
        if (mayErase && settings.KeepTexts > TimeSpan.Zero && retention.Expire(settings.KeepTexts) is > 0 and var expired)
        {
            journal.Info(new(
                $"texte de {expired} message(s) clos effacé du registre (Privacy:KeepTexts)", $"text of {expired} closed mail(s) erased from the ledger (Privacy:KeepTexts)"));
        }

        var found = await reconciliation.RunAsync(token);
        var (repaired, odd) = (found.TakenIn + found.Answered.Count + found.FoundInSent.Count, found.Gone.Count + found.Stuck.Count);
        if (repaired + odd == 0) return;
        journal.Info(new(
            $"boîte et registre comparés : {repaired} écart(s) corrigé(s), {odd} à regarder (« faqresponder ledger reconcile » les nomme)",
            $"mailbox and ledger compared: {repaired} difference(s) put right, {odd} to look at (“faqresponder ledger reconcile” names them)"));
    }
}
