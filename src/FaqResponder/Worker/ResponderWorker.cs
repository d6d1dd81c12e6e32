using FaqResponder.Core.Deciding;
using FaqResponder.Mailbox;
using FaqResponder.OAuth;
using FaqResponder.Replies;
using FaqResponder.Settings;
using FaqResponder.Storage;

using Microsoft.Extensions.Hosting;

namespace FaqResponder.Worker;

/// <summary>
/// The service's one loop: connect, work, rest. Whatever fails ends the session with the mailbox; the next one begins after a pause and finds everything it
/// needs in the ledger.
/// </summary>
internal sealed class ResponderWorker(
    Database database,
    LeaseKeeper lease,
    WorkRound round,
    Rest rest,
    Outbox outbox,
    OutboxSender sender,
    PostRefresh posts,
    AskedQuestions questions,
    Upkeep upkeep,
    Alerts alerts,
    Errands errands,
    ReplyComposer composer,
    MailboxFactory mailboxes,
    AccessTokens tokens,
    FaqSettings settings,
    Journal journal,
    WorkProgress progress,
    TimeProvider clock) : BackgroundService
{
    private readonly BackOff _backOff = new(Random.Shared.NextDouble);
    private readonly OutageLog _outage = new(journal, new("boîte aux lettres", "mailbox"), clock);

    /// <summary>What keeps it from the mailbox; <see langword="null"/> when all is well.</summary>
    public Outage? Outage => _outage.Current;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        database.Migrate();
        if (composer.ProveTemplates() is [var broken, ..]) throw broken;
        journal.Info(new($"service démarré, mode {settings.Mode}, boîte {mailboxes.Name}", $"service started, mode {settings.Mode}, mailbox {mailboxes.Name}"));
        while (!stoppingToken.IsCancellationRequested)
        {
#pragma warning disable CA1031 // Around one session: whatever ends it, the next one begins after a pause.
            try
            {
                await RunSessionAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                var trouble = Faults.Describe(fault, settings.Mailbox.Imap);
                _outage.Failed(trouble);
                await TellAsync(null, stoppingToken);
                var before = tokens.ChangedAt;
                // A new sign-in mends it at once.
                await new Pause(clock).WaitAsync(_backOff.Failed(trouble.IsTriedSeldom), progress, stoppingToken, () => tokens.ChangedAt != before);
            }
#pragma warning restore CA1031
        }

        lease.Release(mailboxes.Name);
        journal.Info(new("service arrêté", "service stopped"));
    }

    private async Task RunSessionAsync(CancellationToken token)
    {
        await using var mailbox = mailboxes.Create();
        await lease.TakeAsync(mailbox.Name, token);
        await mailbox.OpenAsync(token);
        await round.BeginAsync(mailbox, token);
        while (true)
        {
            progress.IsAlive();
            await posts.RefreshIfDueAsync(token);
            // A few at a time, so that a ledger of an earlier version holds up no mail.
            questions.FillIn(Intake.BatchSize);
            await round.WorkAsync(mailbox, token);
            _backOff.Succeeded();
            _outage.Succeeded();
            await TellAsync(mailbox, token);
            await errands.RunAsync(mailbox, token);
            await upkeep.RunIfDueAsync(mailbox.Name, token);
            progress.Rests();
            await rest.RestAsync(mailbox, token);
        }
    }

    /// <summary>Tells the author of what lasts. Replies that can't be sent are a trouble only while some wait, and it is over only once one went out.</summary>
    private async Task TellAsync(IMailbox? mailbox, CancellationToken token)
    {
        var outages = new Dictionary<AlertKind, Outage?> { [AlertKind.Mailbox] = _outage.Current, [AlertKind.Filing] = round.FilingOutage };
        if (sender.Outage is not { } sending)
        {
            if (sender.HasSent) outages[AlertKind.Sending] = null;
        }
        else if (mailbox is not null && outbox.NextTryAt(mailbox.Name, settings.Mode is Mode.Answer) is not null) outages[AlertKind.Sending] = sending;
        await alerts.TellAsync(outages, mailbox, token);
    }
}
