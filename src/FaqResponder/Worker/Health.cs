using FaqResponder.Core;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>Something that isn't as it should be.</summary>
/// <param name="Since">Since when, where it is known.</param>
/// <param name="What">What is concerned.</param>
/// <param name="Wrong">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record HealthProblem(DateTimeOffset? Since, Phrase What, Phrase Wrong, Phrase Remedy);

/// <summary>How the service is, for the author to look at.</summary>
internal sealed class Health(
    ResponderWorker worker, WorkRound round, OutboxSender sender, PostRefresh posts, MailLedger ledger, Switches switches, MailboxFactory mailboxes, FaqSettings settings, TimeProvider clock)
{
    // After this many polls without a look, something hangs.
    private const int TooManyPolls = 5;

    private static readonly TimeSpan LongestLook = TimeSpan.FromMinutes(5);

    /// <summary>When the mailbox was last looked at to the end; <see langword="null"/> before the first time.</summary>
    public DateTimeOffset? LastLook => ledger.LastLook(mailboxes.Name)?.CheckedAt;

    /// <summary>The mailbox as it is named.</summary>
    public string Mailbox => mailboxes.Name;

    /// <summary>All that is to be told, the gravest first.</summary>
    public IReadOnlyList<HealthProblem> Problems
    {
        get
        {
            var problems = new List<HealthProblem>();
            if (worker.Outage is { } mailbox) problems.Add(Of(mailbox, new("La boîte aux lettres", "The mailbox")));
            else if (IsLate() is { } since) problems.Add(new(
                since, new("La boîte aux lettres", "The mailbox"), new("elle n'a pas été relevée depuis longtemps", "it has not been looked at for long"),
                new("Regardez le journal du service, et redémarrez-le au besoin.", "Look at the service's journal, and restart it if need be.")));
            if (sender.Outage is { } sending) problems.Add(Of(sending, new("L'envoi des réponses", "Sending replies")));
            if (round.FilingOutage is { } filing) problems.Add(Of(filing, new("Les brouillons et les copies", "Drafts and copies")));
            if (switches.PausedByCapAt is { } paused) problems.Add(new(
                paused, new("Les réponses automatiques", "Automatic answers"), new("un plafond a été atteint : elles sont en pause", "a cap was reached: they are paused"),
                new("Regardez ce qui est parti, puis reprenez.", "Look at what went out, then resume.")));
            problems.AddRange(posts.Problems.Select(p => new HealthProblem(null, new($"Les billets ({p.Where})", $"The posts ({p.Where})"), p.Wrong, p.Remedy)));
            return problems;
        }
    }

    private static HealthProblem Of(Outage outage, Phrase what) => new(outage.Since, what, outage.Trouble.Wrong, outage.Trouble.Remedy);

    private DateTimeOffset? IsLate()
    {
        var longest = (settings.Mailbox.PollEvery * TooManyPolls) + LongestLook;
        return LastLook is { } last && clock.GetUtcNow() - last > longest ? last : null;
    }
}
