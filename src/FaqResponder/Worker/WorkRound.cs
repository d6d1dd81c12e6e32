using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>One round of work on an open mailbox: take in, decide, send, file.</summary>
internal sealed class WorkRound(
    LeaseKeeper lease,
    Outbox outbox,
    Intake intake,
    Responder responder,
    OutboxSender sender,
    HoldWatch holds,
    Filing filing,
    DraftWatch drafts,
    SentWatch sent,
    FolderWatch folders,
    SecondThoughts thoughts,
    FaqSettings settings,
    Journal journal,
    WorkProgress progress,
    TimeProvider clock)
{
    private readonly BackOff _filingBackOff = new(Random.Shared.NextDouble);
    private readonly OutageLog _filingOutage = new(journal, new("brouillons et copies", "drafts and copies"), clock);
    private readonly Pause _filingPause = new(clock);

    /// <summary>What keeps drafts and copies from being filed; <see langword="null"/> when the last try went well.</summary>
    public Outage? FilingOutage => _filingOutage.Current;

    /// <summary>A new connection: settles first what an earlier one, or an earlier process, left open.</summary>
    public async Task BeginAsync(IMailbox mailbox, CancellationToken token)
    {
        if (intake.Adopt(mailbox.Name) is { } earlier)
        {
            journal.Info(new(
                $"la boîte s'appelait {earlier.Name} : ses {earlier.Mails} messages du registre sont repris. Si c'est une autre boîte, donnez-lui un dossier à elle (DataFolder)",
                $"the mailbox was {earlier.Name}: its {earlier.Mails} mails in the ledger are taken over. If this is another mailbox, give it a folder of its own (DataFolder)"));
        }

        if (intake.IsFirstLook(mailbox.Name))
        {
            journal.Info(new(
                "premier démarrage. Vos anciens messages peuvent lui apprendre ce que vous répondez : « faqresponder learn --since 2a », qui n'envoie et ne change rien",
                "first start. Your past mail can teach it what you answer: “faqresponder learn --since 2y”, which sends and changes nothing"));
        }

        filing.BeginSession();
        drafts.BeginSession();
        sent.BeginSession();
        folders.BeginSession();
        sender.SettleKnown();
        await filing.SettleInterruptedAsync(mailbox, token);
    }

    /// <summary>
    /// While replies to one batch go out, those of the batch before are filed and the next one is fetched: the two servers work
    /// side by side.
    /// </summary>
    public async Task WorkAsync(IMailbox mailbox, CancellationToken token)
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

        thoughts.GoOn(mailbox.Name);
        await FileAsync(mailbox, token, looksAtHers: true);
        // After Sent: what she answered herself is answered, wherever she put it then.
        await folders.LookAsync(mailbox, token);

        async Task StepAsync()
        {
            await lease.RenewAsync(mailbox.Name, token);
            outbox.SetRight();
            responder.DecideAll(mailbox.Name);
            await sending;
            var lookedAt = await holds.LookAsync(mailbox, token);
            sending = sender.SendDueAsync(mailbox.Name, token, lookedAt);
            await FileAsync(mailbox, token);
            progress.IsAlive();
        }
    }

    /// <summary>What can't be filed, or read in her folders (a full mailbox, a folder that is gone), holds up neither answers nor intake.</summary>
    private async Task FileAsync(IMailbox mailbox, CancellationToken token, bool looksAtHers = false)
    {
        if (!_filingPause.IsOver) return;
#pragma warning disable CA1031 // If the connection itself is gone, the next step finds out and ends the session.
        try
        {
            // What she sent first: it tells what became of a draft that is gone, and which drafts have no use any more.
            if (looksAtHers) await sent.LookAsync(mailbox, token);
            if (looksAtHers) await drafts.LookAsync(mailbox, token);
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
            drafts.BeginSession();
            sent.BeginSession();
        }
#pragma warning restore CA1031
    }
}
