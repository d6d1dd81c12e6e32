using FaqResponder.Core.Deciding;
using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>
/// Leaves the traces of our work in her mailbox: drafts, copies in Sent, \Answered. Each is done first and recorded after; what a crash
/// leaves between the two is looked for by Message-ID before it is done again.
/// </summary>
internal sealed class Filing(Outbox outbox, DraftStore drafts, FaqSettings settings, Journal journal)
{
    private long _lastBefore;
    private bool? _serverSavesSent;

    /// <summary>A new connection: what was recorded before it may have been done already.</summary>
    public void BeginSession()
    {
        _lastBefore = outbox.LastId();
        _serverSavesSent = settings.Mailbox.SaveSent switch
        {
            SaveSent.Always => false,
            SaveSent.Never => true,
            SaveSent.Auto => settings.Smtp.ProviderSavesSent ? true : null,
        };
    }

    /// <summary>Finds out what became of replies that an earlier process had in hand when it ended.</summary>
    public async Task SettleInterruptedAsync(IMailbox mailbox, CancellationToken token)
    {
        if (settings.Mode is not Mode.Answer) outbox.WithdrawAutomatic(mailbox.Name);
        var interrupted = outbox.Interrupted(mailbox.Name);
        if (interrupted.Count == 0) return;
        var sent = await mailbox.FolderAsync(SpecialFolder.Sent, token);
        var found = await sent.FindAsync(MailIdField.MessageId, [.. interrupted.Select(r => r.MessageId)], token);
        foreach (var reply in interrupted)
        {
            if (found.ContainsKey(reply.MessageId))
            {
                outbox.Settle(reply, new SendOutcome.Accepted(), new(Because.FoundInSent));
                Checkpoints.Pass(Checkpoint.InterruptedJudged);
                continue;
            }

            outbox.Settle(reply, new SendOutcome.Unknown("stopped"));
            Checkpoints.Pass(Checkpoint.InterruptedJudged);
            journal.Warning(new(
                $"message {reply.MailId} : le service s'est arrêté pendant l'envoi ; vérifiez-le dans la file",
                $"mail {reply.MailId}: the service stopped while sending; check it in the queue"));
        }
    }

    public async Task FileAllAsync(IMailbox mailbox, CancellationToken token)
    {
        await PutDraftsAsync(mailbox, token);
        await CopyToSentAsync(mailbox, token);
        await FlagAsync(mailbox, token);
    }

    private async Task PutDraftsAsync(IMailbox mailbox, CancellationToken token)
    {
        while (outbox.DraftsToPut(mailbox.Name) is { Count: > 0 } waiting)
        {
            var folder = await mailbox.FolderAsync(SpecialFolder.Drafts, token);
            var (present, put) = await AppendMissingAsync(folder, waiting, look: waiting[0].Id <= _lastBefore, token);
            Checkpoints.Pass(Checkpoint.DraftsAppended);
            drafts.Put(await PlacesAsync(folder, [.. put, .. await UntouchedAsync(folder, present, token)], token));
        }
    }

    /// <summary>Drafts that an earlier process put there: as long as they read as they were put, they are ours still.</summary>
    private static async Task<IReadOnlyList<(OutboxEntry Draft, FiledAt? Place)>> UntouchedAsync(IFolder folder, IReadOnlyList<(OutboxEntry Draft, IReadOnlyList<FiledAt> Places)> present, CancellationToken token)
    {
        var found = new List<(OutboxEntry, FiledAt?)>();
        foreach (var (draft, places) in present)
        {
            var place = places is [var only] ? only : default;
            var there = place.Uid is null ? [] : await folder.FetchAsync(place.UidValidity, [place.Uid], token);
            found.Add((draft, there is [{ Mail.Text: { } text }] && Plain(text) == Plain(SentMime.Read(draft.Mime)?.Text ?? "") ? place : default(FiledAt)));
        }

        return found;
    }

    /// <summary>Where drafts lie now that were put there.</summary>
    private static async Task<IReadOnlyList<PutDraft>> PlacesAsync(IFolder folder, IReadOnlyList<(OutboxEntry Draft, FiledAt? Place)> put, CancellationToken token)
    {
        var unknown = put.Where(p => p.Place is null).Select(p => p.Draft.MessageId).ToList();
        var found = await folder.FindAsync(MailIdField.MessageId, unknown, token);
        var places = put.Select(p => (p.Draft, Place: p.Place ?? (found.GetValueOrDefault(p.Draft.MessageId, []) is [var only] ? only : default))).ToList();
        var flags = new Dictionary<string, MailFlags>();
        foreach (var some in places.Where(p => p.Place.Uid is not null).GroupBy(p => p.Place.UidValidity))
        {
            foreach (var (uid, flag) in await folder.LookAtAsync(some.Key, [.. some.Select(p => p.Place.Uid)], token)) flags[uid] = flag;
        }

        return [.. places.Select(p => new PutDraft(p.Draft.Id, p.Place.UidValidity, p.Place.Uid ?? "", p.Place.Uid is { } uid ? flags[uid].Size : 0))];
    }

    private async Task CopyToSentAsync(IMailbox mailbox, CancellationToken token)
    {
        while (outbox.ToCopy(mailbox.Name) is { Count: > 0 } sent)
        {
            if (_serverSavesSent is not true)
            {
                var folder = await mailbox.FolderAsync(SpecialFolder.Sent, token);
                var (present, _) = await AppendMissingAsync(folder, sent, look: _serverSavesSent is null || sent[0].Id <= _lastBefore, token);
                // Found there although we had not put it: this server keeps copies by itself.
                if (sent[0].Id > _lastBefore) _serverSavesSent ??= present.Count > 0;
            }

            Checkpoints.Pass(Checkpoint.CopiesAppended);
            outbox.MarkCopied(sent.Select(s => s.Id));
        }
    }

    private async Task FlagAsync(IMailbox mailbox, CancellationToken token)
    {
        var answered = outbox.ToFlag(mailbox.Name);
        foreach (var group in answered.GroupBy(a => a.UidValidity))
        {
            await mailbox.MarkAnsweredAsync(group.Key, [.. group.Select(a => a.Uid)], token);
        }

        if (answered.Count > 0) Checkpoints.Pass(Checkpoint.MailsFlagged);
        outbox.MarkFlagged(answered.Select(a => a.OutboxId));
    }

    private static async Task<(IReadOnlyList<(OutboxEntry Reply, IReadOnlyList<FiledAt> Places)> Present, IReadOnlyList<(OutboxEntry Reply, FiledAt? Place)> Put)> AppendMissingAsync(
        IFolder folder, IReadOnlyList<OutboxEntry> replies, bool look, CancellationToken token)
    {
        var found = look ? await folder.FindAsync(MailIdField.MessageId, [.. replies.Select(r => r.MessageId)], token) : new Dictionary<string, IReadOnlyList<FiledAt>>();
        var missing = replies.Where(r => !found.ContainsKey(r.MessageId)).ToList();
        var places = missing.Count > 0 ? await folder.AppendAsync([.. missing.Select(r => r.Mime)], token) : [];
        return ([.. replies.Where(r => found.ContainsKey(r.MessageId)).Select(r => (r, found[r.MessageId]))], [.. missing.Select((r, i) => (r, i < places.Count ? places[i] : (FiledAt?)null))]);
    }

    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();
}
