using FaqResponder.Core.Deciding;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>
/// Matches the waiting mails anew when posts were published, changed or learned: a mail that no post came near may have its answer today. A draft is made, or one that
/// nobody has touched gives way, where what is found now is clearly better.
/// </summary>
internal sealed class SecondThoughts(Suggestions suggestions, PostShelf shelf, Responder responder, FaqSettings settings, Journal journal, TimeProvider clock)
{
    // A draft that changes with every breath of the numbers would be a nuisance.
    private const double ClearlyBetter = 0.05;

    // Mail that arrives comes first.
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(200);

    // She answers dozens of mails a day, and each teaches.
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(10);

    private readonly Queue<long> _left = [];
    private readonly Pause _pause = new(clock);
    private (long Posted, long Taught) _changes;

    /// <summary>Goes on where it stopped, for a moment.</summary>
    public void GoOn(string mailbox)
    {
        if (_left.Count == 0)
        {
            var changes = shelf.Changes;
            if (changes == _changes || (changes.Posted == _changes.Posted && !_pause.IsOver)) return;
            _pause.Begin(Between);
            _changes = changes;
            foreach (var id in suggestions.Waiting(mailbox)) _left.Enqueue(id);
        }

        var began = clock.GetTimestamp();
        while (_left.Count > 0 && clock.GetElapsedTime(began) < AtOnce) Reconsider(_left.Dequeue());
    }

    private void Reconsider(long id)
    {
#pragma warning disable CA1031 // Around one mail: whatever is wrong with it, it goes on waiting with what was suggested before.
        try
        {
            if (suggestions.Find(id) is not { } known || responder.Propose(known.Mail) is not { } proposal) return;
            if (IsSame(known, proposal)) return;
            suggestions.Record(id, proposal.Offered, IsBetter(known, proposal) ? responder.Draft(known.Mail, proposal) : null);
        }
        catch (Exception fault) when (fault is not Microsoft.Data.Sqlite.SqliteException)
        {
            var where = $"{fault.GetType().Name} {fault.StackTrace?.Split('\n')[0].Trim()}";
            journal.Warning(new($"message {id} : {where}", $"mail {id}: {where}"));
        }
#pragma warning restore CA1031
    }

    private static bool IsSame(SuggestedMail known, Proposal proposal) =>
        known.Suggested.Count == proposal.Offered.Count
        && known.Suggested.Zip(proposal.Offered).All(p => p.First.PostId == p.Second.Post.Id && Math.Abs(p.First.Confidence - p.Second.Confidence) < ClearlyBetter);

    private bool IsBetter(SuggestedMail known, Proposal proposal)
    {
        if (settings.Mode is Mode.Watch || !known.MayHaveDraft || !known.WaitsFor.IsOfQuestion || proposal.Ready.Count == 0) return false;
        if (known.Drafted is not { } drafted) return true;
        var now = proposal.Ready.Select(m => m.Post.Id).ToHashSet();
        if (now.SetEquals(drafted)) return false;
        // A post that is no longer published, or no longer found, is no suggestion any more.
        var before = known.Suggested.Where(s => drafted.Contains(s.PostId)).Select(s => s.Confidence).DefaultIfEmpty(0).Max();
        return drafted.Any(d => proposal.Offered.All(m => m.Post.Id != d)) || proposal.Ready[0].Confidence >= before + ClearlyBetter;
    }
}
