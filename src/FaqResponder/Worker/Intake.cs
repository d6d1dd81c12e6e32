using FaqResponder.Core.Mails;
using FaqResponder.Core.Screening;
using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>Takes new mail into the ledger, in batches. It never asks whether a mail was read: only whether the ledger knows it.</summary>
internal sealed class Intake(MailLedger ledger, FaqSettings settings, WorkProgress progress, TimeProvider clock)
{
    public const int BatchSize = 50;

    // How often a mail may fail to be fetched, or break the connection, before it is put before the author as unreadable.
    private const int MostFailures = 3;

    private readonly Dictionary<string, int> _failures = [];
    private readonly HashSet<string> _suspects = [];

    /// <summary>Takes over what was recorded while the mailbox had another name.</summary>
    public (string Name, int Mails)? Adopt(string mailbox) => ledger.Adopt(mailbox);

    /// <summary>Whether the mailbox was never looked at before.</summary>
    public bool IsFirstLook(string mailbox) => ledger.LastLook(mailbox) is null;

    /// <summary>
    /// Looks once and takes in all that is new; after each batch <paramref name="each"/> goes on with it while the next one is fetched.
    /// The position moves on only past what is in the ledger: after a crash, or where a mail could not be fetched, the same mails are listed
    /// again, and those that are known are recognised.
    /// </summary>
    public async Task TakeInAsync(IMailbox mailbox, Func<Task> each, CancellationToken token)
    {
        var last = ledger.LastLook(mailbox.Name);
        var arrivals = await mailbox.LookAsync(last?.Position, FreshSince(last?.CheckedAt), token);
        var validity = arrivals.Position.UidValidity;
        var known = ledger.KnownPlaces(mailbox.Name, validity, arrivals.Uids);
        var fresh = arrivals.Uids.Where(u => !known.Contains(u)).ToList();
        progress.HasFound(fresh.Count);
        var left = new List<string>();
        foreach (var batch in Batches(fresh))
        {
            token.ThrowIfCancellationRequested();
            var mails = await FetchAsync(mailbox, validity, batch, token);
            left.AddRange(batch.Except(mails.Select(m => m.Uid)));
            Checkpoints.Pass(Checkpoint.MailsFetched);
            ledger.TakeIn(mailbox.Name, validity, mails);
            Checkpoints.Pass(Checkpoint.MailsTakenIn);
            await each();
        }

        if (fresh.Count == 0) Forget();
        ledger.RecordLook(mailbox.Name, Before(left, arrivals.Position), arrivals.History, arrivals.HistoryCount);
        Checkpoints.Pass(Checkpoint.PositionRecorded);
    }

    /// <summary>
    /// Takes in what lies in the folder and is not in the ledger although it came after the first look: mail that a server showed late, or under a lower
    /// UID than what was seen before.
    /// </summary>
    /// <returns>How many were taken in; they are decided as any other.</returns>
    public async Task<int> CatchUpAsync(IMailbox mailbox, CancellationToken token)
    {
        if (ledger.LastLook(mailbox.Name) is not { } last) return 0;
        var validity = last.Position.UidValidity;
        var arrivals = await mailbox.LookAsync(last.Position with { LastUid = last.HistoryUid }, FreshSince(last.CheckedAt), token);
        // Another UIDVALIDITY: the next look of the service begins anew by itself.
        if (arrivals.Position.UidValidity != validity) return 0;
        var known = ledger.KnownPlaces(mailbox.Name, validity, arrivals.Uids);
        var taken = 0;
        foreach (var batch in arrivals.Uids.Where(u => !known.Contains(u)).Chunk(BatchSize))
        {
            taken += ledger.TakeIn(mailbox.Name, validity, [.. (await mailbox.FetchAsync(validity, batch, token)).Select(Resolved)]);
        }

        return taken;
    }

    /// <summary>Fetches a batch and remembers what failed: a mail that was alone is to blame, of several each may be.</summary>
    private async Task<IReadOnlyList<ArrivedMail>> FetchAsync(IMailbox mailbox, long validity, IReadOnlyList<string> batch, CancellationToken token)
    {
        var hopeless = batch.Where(u => _failures.GetValueOrDefault(u) >= MostFailures).ToList();
        var unreadable = hopeless.Select(u => new ArrivedMail(u, new IncomingMail { Unreadable = "FETCH", ArrivedAt = clock.GetUtcNow() }));
        var asked = batch.Except(hopeless).ToList();
        if (asked.Count == 0) return [.. unreadable];
        try
        {
            var mails = await mailbox.FetchAsync(validity, asked, token);
            foreach (var missing in asked.Except(mails.Select(m => m.Uid))) Blame(missing);
            return [.. mails.Select(Resolved), .. unreadable];
        }
        catch (Exception) when (!token.IsCancellationRequested)
        {
            if (asked.Count == 1) Blame(asked[0]);
            else _suspects.UnionWith(asked);
            throw;
        }
    }

    /// <summary>A mail with the asker in place of the form through which it came.</summary>
    public ArrivedMail Resolved(ArrivedMail arrived) =>
        arrived with { Mail = ContactForms.Resolve(arrived.Mail, settings.Screening.ContactForms, settings.Author.OwnAddresses) };

    private void Blame(string uid) => _failures[uid] = _failures.GetValueOrDefault(uid) + 1;

    private void Forget()
    {
        _failures.Clear();
        _suspects.Clear();
    }

    // What was in a batch that broke the connection comes alone the next time.
    private IEnumerable<string[]> Batches(List<string> fresh) =>
        fresh.Where(u => !_suspects.Contains(u)).Chunk(BatchSize).Concat(fresh.Where(_suspects.Contains).Select(u => (string[])[u]));

    private static MailboxPosition Before(List<string> left, MailboxPosition position)
    {
        var first = left.Select(u => long.TryParse(u, System.Globalization.CultureInfo.InvariantCulture, out var uid) ? uid : long.MaxValue).DefaultIfEmpty(long.MaxValue).Min();
        return position with { LastUid = Math.Min(position.LastUid, first - 1) };
    }

    // At the very first look, what is older than an automatic answer may be is history. After an outage in which UIDVALIDITY changed, all
    // that came since the last look must be seen again, however long that is ago; a day of margin covers clocks that differ.
    private DateTimeOffset FreshSince(DateTimeOffset? lastLook)
    {
        var fresh = clock.GetUtcNow() - settings.Answering.MaxAge;
        return lastLook is { } at && at.AddDays(-1) < fresh ? at.AddDays(-1) : fresh;
    }
}
