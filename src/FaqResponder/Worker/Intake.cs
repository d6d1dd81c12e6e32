using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>Takes new mail into the ledger, in batches. It never asks whether a mail was read: only whether the ledger knows it.</summary>
internal sealed class Intake(MailLedger ledger, FaqSettings settings, WorkProgress progress, TimeProvider clock)
{
    public const int BatchSize = 50;

    /// <summary>
    /// Looks once and takes in all that is new; after each batch <paramref name="each"/> goes on with it while the next one is fetched.
    /// The position moves on only when all is in the ledger: after a crash the same mails are listed again, and recognised.
    /// </summary>
    public async Task TakeInAsync(IMailbox mailbox, Func<Task> each, CancellationToken token)
    {
        var last = ledger.LastLook(mailbox.Name);
        var arrivals = await mailbox.LookAsync(last?.Position, FreshSince(last?.CheckedAt), token);
        var known = ledger.KnownPlaces(mailbox.Name, arrivals.Position.UidValidity, arrivals.Uids);
        var fresh = arrivals.Uids.Where(u => !known.Contains(u)).ToList();
        progress.HasFound(fresh.Count);
        foreach (var batch in fresh.Chunk(BatchSize))
        {
            token.ThrowIfCancellationRequested();
            var mails = await mailbox.FetchAsync(arrivals.Position.UidValidity, batch, token);
            ledger.TakeIn(mailbox.Name, arrivals.Position.UidValidity, mails);
            await each();
        }

        ledger.RecordLook(mailbox.Name, arrivals.Position, arrivals.History, arrivals.HistoryCount);
    }

    // At the very first look, what is older than an automatic answer may be is history. After an outage in which UIDVALIDITY changed, all
    // that came since the last look must be seen again, however long that is ago; a day of margin covers clocks that differ.
    private DateTimeOffset FreshSince(DateTimeOffset? lastLook)
    {
        var fresh = clock.GetUtcNow() - settings.Answering.MaxAge;
        return lastLook is { } at && at.AddDays(-1) < fresh ? at.AddDays(-1) : fresh;
    }
}
