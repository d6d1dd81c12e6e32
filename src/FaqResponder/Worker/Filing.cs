using FaqResponder.Core.Deciding;
using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>
/// Leaves the traces of our work in her mailbox: drafts, copies in Sent, \Answered. Each is done first and recorded after; what a crash
/// leaves between the two is looked for by Message-ID before it is done again.
/// </summary>
internal sealed class Filing(Outbox outbox, FaqSettings settings, Journal journal)
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
        var found = await mailbox.FindAsync(SpecialFolder.Sent, [.. interrupted.Select(r => r.MessageId)], token);
        foreach (var reply in interrupted)
        {
            if (found.Contains(reply.MessageId))
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
        while (outbox.DraftsToPut(mailbox.Name) is { Count: > 0 } drafts)
        {
            await AppendMissingAsync(mailbox, SpecialFolder.Drafts, drafts, look: drafts[0].Id <= _lastBefore, token);
            Checkpoints.Pass(Checkpoint.DraftsAppended);
            outbox.MarkDraftsPut(drafts.Select(d => d.Id));
        }
    }

    private async Task CopyToSentAsync(IMailbox mailbox, CancellationToken token)
    {
        while (outbox.ToCopy(mailbox.Name) is { Count: > 0 } sent)
        {
            if (_serverSavesSent is not true)
            {
                var present = await AppendMissingAsync(mailbox, SpecialFolder.Sent, sent, look: _serverSavesSent is null || sent[0].Id <= _lastBefore, token);
                // Found there although we had not put it: this server keeps copies by itself.
                if (sent[0].Id > _lastBefore) _serverSavesSent ??= present > 0;
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

    private static async Task<int> AppendMissingAsync(IMailbox mailbox, SpecialFolder folder, IReadOnlyList<OutboxEntry> replies, bool look, CancellationToken token)
    {
        var present = look ? await mailbox.FindAsync(folder, [.. replies.Select(r => r.MessageId)], token) : new HashSet<string>();
        var missing = replies.Where(r => !present.Contains(r.MessageId)).Select(r => r.Mime).ToList();
        if (missing.Count > 0) await mailbox.AppendAsync(folder, missing, token);
        return present.Count;
    }
}
