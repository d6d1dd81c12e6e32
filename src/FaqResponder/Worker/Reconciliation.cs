using FaqResponder.Mailbox;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>What the comparison of mailbox and ledger found. What could be put right is; the rest is for the author to look at.</summary>
/// <param name="TakenIn">How many mails of the folder the ledger didn't know; they are decided now.</param>
/// <param name="Answered">Waiting mails that she had answered in her mail program; closed now.</param>
/// <param name="FoundInSent">Mails whose reply was uncertain and lies in Sent; closed now.</param>
/// <param name="Gone">Waiting mails that are no longer in the folder: moved, or deleted. They go on waiting.</param>
/// <param name="Stuck">Mails in a state in which none can stay.</param>
internal sealed record Findings(int TakenIn, IReadOnlyList<long> Answered, IReadOnlyList<long> FoundInSent, IReadOnlyList<long> Gone, IReadOnlyList<long> Stuck);

/// <summary>Compares the mailbox with the ledger, over a connection of its own that changes nothing there. It may run beside the service.</summary>
internal sealed class Reconciliation(MailboxFactory mailboxes, Intake intake, OpenMails open)
{
    private static readonly TimeSpan LongestDecision = TimeSpan.FromDays(1);

    public async Task<Findings> RunAsync(CancellationToken token)
    {
        await using var mailbox = mailboxes.CreateReadOnly();
        await mailbox.OpenAsync(token);
        var taken = await intake.CatchUpAsync(mailbox, token);
        // Before the flags: that a reply of ours went out says more than that some answer did.
        var sent = await LookInSentAsync(mailbox, token);
        var (answered, gone) = await LookAtWaitingAsync(mailbox, token);
        return new(taken, answered, sent, gone, open.Stuck(mailbox.Name, LongestDecision));
    }

    private async Task<(IReadOnlyList<long> Answered, IReadOnlyList<long> Gone)> LookAtWaitingAsync(IMailbox mailbox, CancellationToken token)
    {
        var waiting = open.Waiting(mailbox.Name);
        var flags = new Dictionary<string, MailFlags>();
        foreach (var validity in waiting.SelectMany(w => w.Places).Select(p => p.UidValidity).Distinct().ToList())
        {
            var uids = waiting.SelectMany(w => w.Places).Where(p => p.UidValidity == validity).Select(p => p.Uid).Distinct().ToList();
            foreach (var (uid, found) in await mailbox.LookAtAsync(validity, uids, token)) flags[uid] = found;
        }

        var (answered, gone) = (new List<long>(), new List<long>());
        foreach (var mail in waiting)
        {
            var places = mail.Places.Where(p => flags.ContainsKey(p.Uid)).Select(p => flags[p.Uid]).ToList();
            if (places.Exists(p => p.IsAnswered))
            {
                if (open.CloseAnswered(mail.Id)) answered.Add(mail.Id);
            }
            // Of one without a place here (its UIDs were another server's, or of another time) nothing can be said.
            else if (places.Count > 0 && places.TrueForAll(p => p.Presence is Presence.Gone || p.IsDeleted))
            {
                gone.Add(mail.Id);
            }
        }

        return (answered, gone);
    }

    private async Task<IReadOnlyList<long>> LookInSentAsync(IMailbox mailbox, CancellationToken token)
    {
        var uncertain = open.Uncertain(mailbox.Name);
        if (uncertain.Count == 0) return [];
        try
        {
            var folder = await mailbox.FolderAsync(SpecialFolder.Sent, token);
            var found = await folder.FindAsync(MailIdField.MessageId, [.. uncertain.Keys], token);
            return [.. found.Keys.Where(id => open.CloseSent(id, uncertain[id])).Select(id => uncertain[id])];
        }
        catch (MissingFolderException)
        {
            // No Sent, no proof.
            return [];
        }
    }
}
