using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>
/// Tells the author by mail when something keeps the service from its work for long, and when it is over. Sent over SMTP, or put into her inbox when it is
/// sending that fails. Once an outage and day: what was told is remembered over restarts.
/// </summary>
internal sealed class Alerts(AlertStore store, Switches switches, ISubmission submission, Notices notices, FaqSettings settings, Journal journal, TimeProvider clock)
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    // Where the ledger itself can't be written, this is all the memory there is.
    private readonly Dictionary<AlertKind, DateTimeOffset> _told = [];

    private readonly Pause _pause = new(clock);

    /// <summary>Tells what there is to tell. Called between other uses of the connections, which it shares.</summary>
    /// <param name="outages">Each trouble that may last, or <see langword="null"/> where all is well.</param>
    /// <param name="mailbox">The mailbox, if it is open.</param>
    public async Task TellAsync(IReadOnlyDictionary<AlertKind, Outage?> outages, IMailbox? mailbox, CancellationToken token)
    {
        if (settings.Alerts.After == TimeSpan.Zero || !_pause.IsOver) return;
        // Without her mailbox only sending can tell; that it is over can wait until both work.
        foreach (var (kind, outage) in outages)
        {
            if (outage is not null) await TellBeginningAsync(kind, outage, mailbox, token);
            else if (mailbox is not null) await TellEndAsync(kind, mailbox, token);
        }

        if (mailbox is not null) await TellCapAsync(mailbox, token);
    }

    private async Task TellBeginningAsync(AlertKind kind, Outage outage, IMailbox? mailbox, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        if (now - outage.Since < settings.Alerts.After || ToldAt(kind) is { } told && now - told < AgainAfter && told <= now) return;
        var before = store.Told(kind.ToString());
        Remember(kind, before?.Since ?? outage.Since, now);
        // A reminder that fails leaves what was told before.
        if (!await DeliverAsync(AlertMails.Begins(kind, outage, now), kind is AlertKind.Sending ? null : submission, mailbox, token) && before is null) Forget(kind);
    }

    private async Task TellEndAsync(AlertKind kind, IMailbox mailbox, CancellationToken token)
    {
        if (store.Told(kind.ToString()) is not { } told) return;
        Forget(kind);
        await DeliverAsync(AlertMails.IsOver(kind, clock.GetUtcNow() - told.Since), submission, mailbox, token);
    }

    private async Task TellCapAsync(IMailbox mailbox, CancellationToken token)
    {
        // Once each time that a cap pauses the answers: she must take them up again herself.
        if (switches.PausedByCapAt is not { } since || store.Told(AlertKind.Cap.ToString())?.Since == since) return;
        store.Tells(AlertKind.Cap.ToString(), since);
        if (!await DeliverAsync(AlertMails.CapReached(settings.Answering.Caps), submission, mailbox, token)) store.Forget(AlertKind.Cap.ToString());
    }

    /// <summary>Sends it; where that is certain to have failed, puts it into her inbox.</summary>
    /// <returns>Whether it may have reached her.</returns>
    private async Task<bool> DeliverAsync(AlertMail mail, ISubmission? by, IMailbox? mailbox, CancellationToken token)
    {
        var to = settings.Alerts.To.Length > 0 ? settings.Alerts.To : settings.Author.Address;
        var mime = MimeWriter.WriteNotice(settings.Author.Name, settings.Author.Address, to, mail.Subject.In(settings.Language), mail.Text.In(settings.Language), clock.GetUtcNow());
#pragma warning disable CA1031 // A notice that can't be given must not add to the trouble.
        try
        {
            if (await notices.DeliverAsync(mime, to, by, mailbox, token) is not Delivered.Not) return true;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Stopping: the next process tells it.
            return false;
        }
        catch (Exception fault)
        {
            var trouble = Faults.Describe(fault, settings.Smtp.Server);
            journal.Warning(new(
                $"l'auteur n'a pas pu être prévenu par courrier : {trouble.Wrong.French}. → {trouble.Remedy.French}",
                $"the author could not be told by mail: {trouble.Wrong.English}. → {trouble.Remedy.English}"));
        }
#pragma warning restore CA1031
        _pause.Begin(AfterFailure);
        return false;
    }

    private DateTimeOffset? ToldAt(AlertKind kind) => _told.TryGetValue(kind, out var at) ? at : store.Told(kind.ToString())?.ToldAt;

    // Before it is sent: rather not told than told again and again.
    private void Remember(AlertKind kind, DateTimeOffset since, DateTimeOffset now)
    {
        _told[kind] = now;
        store.Tells(kind.ToString(), since);
    }

    private void Forget(AlertKind kind)
    {
        _told.Remove(kind);
        store.Forget(kind.ToString());
    }
}
