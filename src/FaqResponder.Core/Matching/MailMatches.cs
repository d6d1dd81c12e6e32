namespace FaqResponder.Core.Matching;

/// <summary>The matches of one question of a mail, best first.</summary>
/// <param name="Question">The question as written.</param>
/// <param name="Matches">The matches, best first.</param>
public sealed record QuestionMatches(string Question, IReadOnlyList<Match> Matches);

/// <summary>All that matching says of one mail.</summary>
/// <param name="Best">Up to five posts for the mail as a whole, best first.</param>
/// <param name="Questions">The matches of each question where the mail asks several.</param>
/// <param name="NoPosts">Whether there was no post to compare with.</param>
public sealed record MailMatches(IReadOnlyList<Match> Best, IReadOnlyList<QuestionMatches> Questions, bool NoPosts = false)
{
    /// <summary>No post at all to compare with.</summary>
    public static MailMatches None { get; } = new([], [], NoPosts: true);

    /// <summary>
    /// The posts that together answer the mail at a threshold, and the first question that none of them answers. Several
    /// question marks often turn around one matter: a question belongs to a post that is already chosen when that post is
    /// among its nearest, however faintly.
    /// </summary>
    public (IReadOnlyList<Match> Posts, string? Open) Together(double threshold)
    {
        if (Best.Count == 0) return ([], null);
        if (Questions.Count < 2) return ([Best[0]], null);

        var sure = Questions
            .Select(q => q.Matches.Count > 0 && q.Matches[0].Confidence >= threshold ? q.Matches[0] : null)
            .OfType<Match>().DistinctBy(m => m.Post.Id).ToList();
        var chosen = sure.Count > 1 ? sure : [Best[0]];
        var open = Questions.FirstOrDefault(q => !q.Matches.Take(2).Any(m => chosen.Any(c => c.Post.Id == m.Post.Id)));
        return (chosen, open?.Question);
    }
}
