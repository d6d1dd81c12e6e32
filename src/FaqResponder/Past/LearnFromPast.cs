using FaqResponder.Core.Learning;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Posts;
using FaqResponder.Core.Screening;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

namespace FaqResponder.Past;

/// <summary>
/// Learns from the mail of the time before the service: which mails the author answered, with which posts. It sends nothing and changes nothing in the mailbox; broken off, it
/// goes on where it stopped.
/// </summary>
internal sealed class LearnFromPast(PastMails past, OwnReplies replies, PostStore posts, PostShelf shelf, Responder responder, FaqSettings settings)
{
    private const int BatchSize = 50;

    // Twice may be chance; and one of two is soon found.
    private const int Habit = 3;
    private const int MostHabits = 20;
    private const int MostQuestions = 3;

    // Of the same words, so many must name the post.
    private const int LeastNamed = 2;

    /// <summary>Learns from all of a time.</summary>
    public async Task<LearnedPast> RunAsync(PastCorrespondence mails, IProgress<PastProgress> progress, CancellationToken token)
    {
        var threads = new PastThreads<PastPlace>();
        await foreach (var (place, header) in mails.ReceivedAsync(progress, token)) threads.Add(place, header);
        var pairs = await mails.PairsAsync(threads, progress, token);
        shelf.Fill(posts.Published());
        var fresh = await LearnAsync(mails, pairs, progress, token);
        progress.Report(new(PastStep.Comparing, 0, 1));
        var habits = Habits(mails.Mailbox);
        progress.Report(new(PastStep.Comparing, 1, 1));
        var (count, byPost) = past.Count(mails.Mailbox);
        return new(mails.Counts.Received, mails.Counts.Sent, pairs.Count, fresh, count, past.CountFree(mails.Mailbox), byPost, habits);
    }

    /// <summary>Learns from mails and her answers to them; what is known already is passed over.</summary>
    /// <returns>How many answers were new.</returns>
    public async Task<int> LearnAsync(PastCorrespondence mails, IReadOnlyList<PastPair> pairs, IProgress<PastProgress> progress, CancellationToken token)
    {
        var published = posts.Published();
        var known = past.KnownReplies(mails.Mailbox);
        var left = pairs.Where(p => p.MessageId is null || !known.Contains(p.MessageId)).ToList();
        var fresh = 0;
        for (var done = 0; done < left.Count;)
        {
            var batch = left.Slice(done, Math.Min(BatchSize, left.Count - done));
            fresh += await LearnAsync(mails, batch, published, token);
            Checkpoints.Pass(Checkpoint.PastLearned);
            progress.Report(new(PastStep.Learning, done += batch.Count, left.Count));
        }

        return fresh;
    }

    /// <summary>Puts answers together that say the same. Where she named a post with some of them, she meant it with all; what is left are her habits.</summary>
    public IReadOnlyList<HabitualAnswer> Habits(string mailbox)
    {
        var published = posts.Published().ToDictionary(p => p.Id);
        var habits = new List<HabitualAnswer>();
        foreach (var group in RepeatedAnswers.Group(past.Answers(mailbox), new(settings.Author.Name, settings.Author.Address)))
        {
            var told = past.PostsOf(group);
            var named = told.Select(t => string.Join('\n', t.Order(StringComparer.Ordinal))).ToList();
            if (named.Count == 0)
            {
                if (group.Count >= Habit && habits.Count < MostHabits) habits.Add(Describe(past.Show(group)));
            }
            else if (named.Count >= LeastNamed && named.Distinct().Count() == 1 && published.TryGetValue(named[0], out var post))
            {
                past.TellPost(group.Where(r => !told.Contains(r)), post.Id, post.Title);
            }
        }

        return habits;
    }

    private async Task<int> LearnAsync(PastCorrespondence mails, IReadOnlyList<PastPair> batch, IReadOnlyList<Post> published, CancellationToken token)
    {
        var sent = await mails.FetchSentAsync(batch.Select(p => p.SentUid), token);
        var received = await mails.FetchReceivedAsync(batch.Select(p => p.Received), token);
        var policy = settings.Screening.Policy(settings.Author, DateTimeOffset.MinValue, long.MaxValue);
        var (answers, fresh) = (new List<PastAnswer>(), 0);
        foreach (var pair in batch)
        {
            if (!sent.TryGetValue(pair.SentUid, out var reply) || !received.TryGetValue(pair.Received, out var mail)) continue;
            if (reply.Unreadable is not null || mail.Unreadable is not null || ScreeningRules.IsByMachine(reply, policy) || replies.IsOurs(reply)) continue;
            var read = OwnReply.Read(reply, published, draft: null);
            if (past.Seen(mails.Mailbox, mail.Digest()) is var (id, state))
            {
                // The service knows the mail; the reply is to it what it would be if found by the service itself.
                if (state is not (MailState.Received or MailState.Decided) && replies.Record(id, reply, read)) fresh++;
            }
            else if (responder.Propose(mail) is { } proposal)
            {
                answers.Add(new(mail, mails.LedgerPlace(pair.Received), reply, read, proposal.Reading, proposal.Offered));
            }
        }

        return fresh + past.Record(mails.Mailbox, answers);
    }

    private static HabitualAnswer Describe(IReadOnlyList<TypedAnswer> answers) => new(
        answers.Count, answers.Select(a => a.Asker).Distinct().Count(), answers[0].SentAt, answers[^1].SentAt,
        [.. answers.Reverse().Select(a => a.Asked).DistinctBy(PhrasingText.Key).Take(MostQuestions)], answers[^1].Words);
}
