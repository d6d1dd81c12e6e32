using FaqResponder.Core.Deciding;
using FaqResponder.Mailbox;
using FaqResponder.OAuth;
using FaqResponder.Replies;
using FaqResponder.Settings;
using FaqResponder.Storage;

using Microsoft.Extensions.Hosting;

namespace FaqResponder.Worker;

/// <summary>
/// The service's one loop: connect, take in, decide, send, file, wait. Whatever fails ends the session with the mailbox; the next one
/// begins after a pause and finds everything it needs in the ledger.
/// </summary>
internal sealed class ResponderWorker(
    Database database,
    Leases leases,
    Outbox outbox,
    Intake intake,
    Responder responder,
    OutboxSender sender,
    HoldWatch holds,
    Filing filing,
    PostRefresh posts,
    Upkeep upkeep,
    Alerts alerts,
    ReplyComposer composer,
    MailboxFactory mailboxes,
    AccessTokens tokens,
    FaqSettings settings,
    Journal journal,
    WorkProgress progress,
    TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan LookForVerdictsEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RenewLeaseEvery = TimeSpan.FromMinutes(1);

    private readonly BackOff _backOff = new(Random.Shared.NextDouble);
    private readonly OutageLog _outage = new(journal, new("boîte aux lettres", "mailbox"), clock);
    private readonly BackOff _filingBackOff = new(Random.Shared.NextDouble);
    private readonly OutageLog _filingOutage = new(journal, new("brouillons et copies", "drafts and copies"), clock);
    private readonly Pause _filingPause = new(clock);
    private DateTimeOffset _leaseRenewedAt;

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
                await PauseAsync(_backOff.Failed(trouble.IsTriedSeldom), stoppingToken, () => tokens.ChangedAt != before);
            }
#pragma warning restore CA1031
        }

        ReleaseLease();
        journal.Info(new("service arrêté", "service stopped"));
    }

    private async Task RunSessionAsync(CancellationToken token)
    {
        await using var mailbox = mailboxes.Create();
        await TakeLeaseAsync(mailbox.Name, token);
        await mailbox.OpenAsync(token);
        if (intake.Adopt(mailbox.Name) is { } earlier)
        {
            journal.Info(new(
                $"la boîte s'appelait {earlier.Name} : ses {earlier.Mails} messages du registre sont repris. Si c'est une autre boîte, donnez-lui un dossier à elle (DataFolder)",
                $"the mailbox was {earlier.Name}: its {earlier.Mails} mails in the ledger are taken over. If this is another mailbox, give it a folder of its own (DataFolder)"));
        }

        filing.BeginSession();
        sender.SettleKnown();
        await filing.SettleInterruptedAsync(mailbox, token);
        while (true)
        {
            progress.IsAlive();
            await posts.RefreshIfDueAsync(token);
            await WorkAsync(mailbox, token);
            _backOff.Succeeded();
            _outage.Succeeded();
            await TellAsync(mailbox, token);
            await upkeep.RunIfDueAsync(mailbox.Name, token);
            progress.Rests();
            await RestAsync(mailbox, token);
        }
    }

    /// <summary>
    /// One round. While replies to one batch go out, those of the batch before are filed and the next one is fetched: the two servers work
    /// side by side.
    /// </summary>
    private async Task WorkAsync(IMailbox mailbox, CancellationToken token)
    {
        var sending = Task.CompletedTask;
        try
        {
            await StepAsync();
            await intake.TakeInAsync(mailbox, StepAsync, token);
        }
        finally
        {
            // Never leave a reply in the server's hands unrecorded.
            await sending;
        }

        await FileAsync(mailbox, token);

        async Task StepAsync()
        {
            await RenewLeaseAsync(mailbox.Name, token);
            outbox.SetRight();
            responder.DecideAll(mailbox.Name);
            await sending;
            var lookedAt = await holds.LookAsync(mailbox, token);
            sending = sender.SendDueAsync(mailbox.Name, token, lookedAt);
            await FileAsync(mailbox, token);
            progress.IsAlive();
        }
    }

    /// <summary>Drafts that can't be put (a full mailbox, a folder that is gone) hold up neither answers nor intake.</summary>
    private async Task FileAsync(IMailbox mailbox, CancellationToken token)
    {
        if (!_filingPause.IsOver) return;
#pragma warning disable CA1031 // If the connection itself is gone, the next step finds out and ends the session.
        try
        {
            await filing.FileAllAsync(mailbox, token);
            _filingBackOff.Succeeded();
            _filingOutage.Succeeded();
        }
        catch (Exception fault) when (!token.IsCancellationRequested)
        {
            var trouble = Faults.Describe(fault, settings.Mailbox.Imap);
            _filingOutage.Failed(trouble);
            _filingPause.Begin(_filingBackOff.Failed(needsAPerson: false));
            // Some of it may be done and not recorded: the next try looks first, as after a restart.
            filing.BeginSession();
        }
#pragma warning restore CA1031
    }

    /// <summary>Tells the author of what lasts. Replies that can't be sent are a trouble only while some wait.</summary>
    private async Task TellAsync(IMailbox? mailbox, CancellationToken token)
    {
        var outages = new Dictionary<AlertKind, Outage?> { [AlertKind.Mailbox] = _outage.Current, [AlertKind.Filing] = _filingOutage.Current };
        if (sender.Outage is not { } sending) outages[AlertKind.Sending] = null;
        else if (mailbox is not null && outbox.NextTryAt(mailbox.Name, settings.Mode is Mode.Answer) is not null) outages[AlertKind.Sending] = sending;
        await alerts.TellAsync(outages, mailbox, token);
    }

    /// <summary>Waits for mail, for the author's verdicts and corrections, or for the next poll.</summary>
    private async Task RestAsync(IMailbox mailbox, CancellationToken token)
    {
#pragma warning disable CA2025 // It is awaited below, whatever happens.
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(token);
        var watch = WatchVerdictsAsync(mailbox.Name, woken);
#pragma warning restore CA2025
        try
        {
            await mailbox.WaitAsync(settings.Mailbox.PollEvery, woken.Token, token);
        }
        finally
        {
            await woken.CancelAsync();
            await watch;
        }
    }

    private async Task WatchVerdictsAsync(string mailbox, CancellationTokenSource woken)
    {
        using var timer = new PeriodicTimer(LookForVerdictsEvery, clock);
        // A tick that is cancelled throws, and this exception has all debug symbols read for its trace; a timer that is disposed of just ends.
        using var end = woken.Token.Register(timer.Dispose);
        try
        {
            while (await timer.WaitForNextTickAsync(CancellationToken.None))
            {
                progress.IsAlive();
                await RenewLeaseAsync(mailbox, woken.Token);
                var now = clock.GetUtcNow();
                if (outbox.NextTryAt(mailbox, settings.Mode is Mode.Answer) is { } due && due <= now && sender.MayTry) await woken.CancelAsync();
                else if (posts.IsBehind()) await woken.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (woken.IsCancellationRequested)
        {
            // The wait is over.
        }
    }

    private async Task TakeLeaseAsync(string mailbox, CancellationToken token)
    {
        var said = false;
        var unchanged = new Pause(clock);
        DateTimeOffset? last = null;
        while (true)
        {
            var (taken, holder, until) = leases.TryTake(mailbox, unchanged.IsOver ? last : null);
            if (taken) break;
            if (until != last) unchanged.Begin(Leases.Duration);
            last = until;
            if (!said)
            {
                journal.Warning(new(
                    $"un autre service travaille déjà sur cette boîte ({holder}) ; celui-ci attend qu'il s'arrête",
                    $"another service works on this mailbox already ({holder}); this one waits until it stops"));
            }

            said = true;
            var wait = until - clock.GetUtcNow();
            await PauseAsync(wait > BackOff.Minimum ? BackOff.Minimum : wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1), token);
            token.ThrowIfCancellationRequested();
        }

        _leaseRenewedAt = clock.GetUtcNow();
    }

    private async Task RenewLeaseAsync(string mailbox, CancellationToken token)
    {
        // A clock that was set back does not keep us from renewing: others take an old lease for a dead one.
        if ((clock.GetUtcNow() - _leaseRenewedAt).Duration() < RenewLeaseEvery) return;
        await TakeLeaseAsync(mailbox, token);
    }

    private void ReleaseLease()
    {
        try
        {
            leases.Release(mailboxes.Name);
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // It runs out by itself.
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken token, Func<bool>? isOver = null)
    {
        try
        {
            using var timer = new PeriodicTimer(pause < LookForVerdictsEvery ? pause : LookForVerdictsEvery, clock);
            var rest = new Pause(clock);
            rest.Begin(pause);
            while (!rest.IsOver && isOver?.Invoke() is not true && await timer.WaitForNextTickAsync(token)) progress.IsAlive();
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Stopping.
        }
    }
}
