using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;
using FaqResponder.Core.Replies;
using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

namespace FaqResponder.Review;

/// <summary>A mail on the author's desk: what it says, what may answer it, and what has gone out.</summary>
internal sealed record MailOnDesk(LedgerFile File, Reading Reading, IReadOnlyList<Match> Matches)
{
    /// <summary>The posts worth laying ready: the best, and those for single questions.</summary>
    public IReadOnlyList<Post> Ready { get; init; } = [];

    /// <summary>Whether an automatic answer to it was wrong, and the author has not made up for it yet.</summary>
    public bool OwesApology { get; init; }

    /// <summary>What she wrote and took back before it went out; <see langword="null"/> for nothing.</summary>
    public string? TakenBack { get; init; }

    /// <summary>Replies that went out, or may have, as they did.</summary>
    public IReadOnlyList<(OutboxEntry Reply, SentReply? Text)> Sent { get; init; } = [];
}

/// <summary>Takes mails out of the ledger for the author to read. What may answer them is asked anew, so that she sees what she has just taught.</summary>
internal sealed class Correspondence(LedgerReader ledger, PostStore posts, PostShelf shelf, AuthorReplies replies, FaqSettings settings)
{
    // Of longer mail, what was found when it arrived must do: a page is not to be waited for.
    private const int LongestAskedAnew = 20_000;

    public MailOnDesk? Open(long id)
    {
        if (ledger.Show(id) is not { } file) return null;
        var reading = file.Mail.Unreadable is null ? MailReader.Read(file.Mail) : new Reading { Text = "" };
        var (matches, ready) = reading.Text.Length <= LongestAskedAnew ? AskAnew(file.Mail.Subject, reading) : AsFound(file);
        var why = file.WaitsFor?.Because;
        // A post that was wrong, or that did not help, is not laid before her again; one that never arrived is.
        var known = why is Because.WrongAnswer or Because.NotSatisfied ? file.Replies.Where(r => r.Step is OutboxStep.Done).SelectMany(r => r.PostIds).ToHashSet() : [];
        return new(file, reading, [.. matches.Where(m => !known.Contains(m.Post.Id))])
        {
            Ready = [.. ready.Where(p => !known.Contains(p.Id))],
            OwesApology = why is Because.WrongAnswer,
            TakenBack = file.Replies.LastOrDefault(r => r.Kind is ReplyKind.FromAuthor) is { Step: OutboxStep.Withdrawn } last && replies.WordsOf(file, reading, last) is (var words, true) ? words : null,
            Sent = [.. file.Replies.Where(r => r.Kind is not ReplyKind.Draft && r.Step is not OutboxStep.Withdrawn).Select(r => (r, SentMime.Read(r.Mime)))],
        };
    }

    private (IReadOnlyList<Match> Matches, IReadOnlyList<Post> Ready) AskAnew(string subject, Reading reading)
    {
        var matches = shelf.Matcher.Match(subject, reading);
        var found = matches.Found(settings.Answering.Thresholds.Draft);
        return ([.. found.Concat(matches.Best).DistinctBy(m => m.Post.Id).Take(Math.Max(matches.Best.Count, found.Count))], [.. found.Select(m => m.Post)]);
    }

    private (IReadOnlyList<Match> Matches, IReadOnlyList<Post> Ready) AsFound(LedgerFile file)
    {
        var published = posts.Published().ToDictionary(p => p.Id);
        List<Match> matches = [.. file.Suggestions.Where(s => published.ContainsKey(s.PostId)).Select(s => new Match(published[s.PostId], s.Confidence, s.Explanation))];
        return (matches, [.. matches.Take(1).Where(m => m.Confidence >= settings.Answering.Thresholds.Draft).Select(m => m.Post)]);
    }
}
