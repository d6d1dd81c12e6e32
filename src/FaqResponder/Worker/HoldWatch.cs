using FaqResponder.Core.Deciding;
using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>
/// Looks once more at the mails whose automatic answer was held and is now due: what the author opened, answered, moved or deleted meanwhile is hers.
/// </summary>
internal sealed class HoldWatch(Outbox outbox, FaqSettings settings, TimeProvider clock)
{
    /// <summary>Takes back what she has dealt with.</summary>
    /// <returns>The moment of the look: what became due after it has not been looked at.</returns>
    public async Task<DateTimeOffset> LookAsync(IMailbox mailbox, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        if (settings.Answering.HoldTime == TimeSpan.Zero || settings.Mode is not Mode.Answer) return now;
        var due = outbox.Due(mailbox.Name, now);
        foreach (var some in due.SelectMany(r => r.Places.Select(p => p.UidValidity)).Distinct().ToList())
        {
            var uids = due.SelectMany(r => r.Places).Where(p => p.UidValidity == some).Select(p => p.Uid).Distinct().ToList();
            var flags = await mailbox.LookAtAsync(some, uids, token);
            foreach (var reply in due)
            {
                if (Judge(reply, [.. reply.Places.Where(p => flags.ContainsKey(p.Uid)).Select(p => flags[p.Uid])]) is { } because) outbox.Withdraw(reply, because);
            }
        }

        foreach (var lost in due.Where(r => r.Places.Count == 0)) outbox.Withdraw(lost, Because.MovedMeanwhile);
        if (due.Count > 0) Checkpoints.Pass(Checkpoint.HeldLookedAt);
        return now;
    }

    // The same mail may lie in the folder twice: what she did with one of them counts.
    private static Because? Judge(HeldReply reply, IReadOnlyList<MailFlags> places)
    {
        if (places.Any(p => p.IsAnswered)) return Because.AnsweredMeanwhile;
        if (places.All(p => p.Presence is not Presence.Here || p.IsDeleted)) return Because.MovedMeanwhile;
        return !reply.WasSeen && places.Any(p => p.IsSeen) ? Because.OpenedMeanwhile : null;
    }
}
