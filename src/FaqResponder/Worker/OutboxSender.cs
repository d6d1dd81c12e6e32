using FaqResponder.Core.Deciding;
using FaqResponder.Core.Replies;
using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>Sends what the outbox holds, each reply once.</summary>
internal sealed class OutboxSender(Outbox outbox, ISubmission submission, Leases leases, FaqSettings settings, Journal journal, TimeProvider clock)
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(1);

    private readonly OutageLog _outage = new(journal, new("envoi des réponses", "sending replies"), clock);
    private readonly BackOff _backOff = new(Random.Shared.NextDouble);
    private readonly Pause _pause = new(clock);
    private (OutboxEntry Reply, SendOutcome Outcome)? _unsettled;

    /// <summary>Whether sending is worth a try: it is not for a while after the server could not be reached.</summary>
    public bool MayTry => _pause.IsOver;

    /// <summary>What keeps it from sending; <see langword="null"/> when the last try went well.</summary>
    public Outage? Outage => _outage.Current;

    /// <summary>Whether a server took a reply since the process began: until then, that nothing failed says nothing.</summary>
    public bool HasSent { get; private set; }

    /// <summary>Sends everything that is due.</summary>
    /// <param name="mailbox">The mailbox whose mails are answered.</param>
    /// <param name="token">Ends it after the reply that is on its way.</param>
    /// <param name="lookedAt">When the mails of held replies were looked at; see <see cref="Outbox.Next"/>.</param>
    public async Task SendDueAsync(string mailbox, CancellationToken token, DateTimeOffset? lookedAt = null)
    {
        if (!MayTry) return;
        var last = _unsettled;
        var stop = false;
        while (!stop)
        {
            // Next() records how the last one ended and marks the new one as 'sending', in one transaction.
            if (token.IsCancellationRequested && last is null) return;
            var reply = token.IsCancellationRequested ? Finish(last!.Value) : outbox.Next(last, mailbox, leases.Owner, settings.Mode is Mode.Answer, lookedAt);
            _unsettled = null;
            if (last is not null) Checkpoints.Pass(Checkpoint.OutcomeRecorded);
            if (reply is null) break;
            // From here the server may or may not have it, and no process sends it again by itself.
            Checkpoints.Pass(Checkpoint.ReplyMarkedSending);
            var submitted = await submission.SendAsync(new(reply.Mime, reply.Recipient, reply.Kind is ReplyKind.Automatic), token);
            (_unsettled, stop) = Judge(reply, submitted, token);
            last = _unsettled;
            Checkpoints.Pass(Checkpoint.ServerHasSpoken);
            if (stop) Finish(last.Value);
        }

        await submission.RestAsync();
    }

    /// <summary>Records an outcome that is known and could not be written down: the ledger was locked, the disk full.</summary>
    public void SettleKnown()
    {
        if (_unsettled is not { } known) return;
        try
        {
            Finish(known);
        }
        catch (StaleStateException)
        {
            // Another worker has judged it meanwhile; its word is in the ledger.
            _unsettled = null;
        }
    }

    private OutboxEntry? Finish((OutboxEntry Reply, SendOutcome Outcome) last)
    {
        outbox.Settle(last.Reply, last.Outcome);
        _unsettled = null;
        return null;
    }

    private ((OutboxEntry, SendOutcome) Last, bool Stop) Judge(OutboxEntry reply, Submitted submitted, CancellationToken token)
    {
        switch (submitted)
        {
            case Submitted.Accepted:
                HasSent = true;
                _outage.Succeeded();
                _backOff.Succeeded();
                return ((reply, new SendOutcome.Accepted()), false);
            case Submitted.Refused refused:
                journal.Warning(new(
                    $"message {reply.MailId} : réponse refusée par le serveur ({refused.ServerWords}) ; il vous attend dans la file",
                    $"mail {reply.MailId}: reply refused by the server ({refused.ServerWords}); it waits in your queue"));
                return ((reply, new SendOutcome.Refused(refused.ServerWords)), false);
            case Submitted.Unknown unknown:
                journal.Warning(new(
                    $"message {reply.MailId} : connexion perdue pendant l'envoi ({unknown.Fault.Message}) ; vérifiez-le dans la file",
                    $"mail {reply.MailId}: connection lost while sending ({unknown.Fault.Message}); check it in the queue"));
                // The next one would go the same way: one reply in doubt is enough.
                _outage.Failed(Faults.Describe(unknown.Fault, settings.Smtp.Server));
                _pause.Begin(_backOff.Failed(needsAPerson: false));
                return ((reply, new SendOutcome.Unknown(unknown.Fault.Message)), true);
            case Submitted.NotSent { Fault: OperationCanceledException } when token.IsCancellationRequested:
                return ((reply, new SendOutcome.NotSent("stopped", clock.GetUtcNow())), true);
            case Submitted.NotSent { OnlyThisMail: true } putOff:
                return ((reply, PutOff(reply, putOff.Fault.Message)), false);
            case Submitted.NotSent notSent:
                return ((reply, NotSent(reply, notSent.Fault)), true);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // The server takes other mail: this one waits by itself, longer each time.
    private SendOutcome PutOff(OutboxEntry reply, string serverWords)
    {
        var now = clock.GetUtcNow();
        var wait = TimeSpan.FromMinutes(Math.Min(5 * Math.Pow(2, Math.Min(reply.Attempts, 10)), 240));
        return now - reply.RecordedAt > GiveUpAfter ? new SendOutcome.Refused(serverWords) : new SendOutcome.NotSent(serverWords, now + wait);
    }

    private SendOutcome NotSent(OutboxEntry reply, Exception fault)
    {
        var trouble = Faults.Describe(fault, settings.Smtp.Server);
        _outage.Failed(trouble);
        var now = clock.GetUtcNow();
        var pause = _backOff.Failed(trouble.IsTriedSeldom);
        _pause.Begin(pause);
        var words = trouble.Wrong.In(settings.Language);
        return now - reply.RecordedAt > GiveUpAfter ? new SendOutcome.Refused(words) : new SendOutcome.NotSent(words, now + pause);
    }
}
