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
    private const int MostTogether = 2;

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

        var sure = Sure(threshold);
        // Confidence is measured on whole mails. What single questions found goes out together only if the mail as a whole found the same.
        var agreed = sure.Count is > 1 and <= MostTogether && sure.TrueForAll(m => Best.Take(sure.Count).Any(b => b.Post.Id == m.Post.Id));
        List<Match> chosen = agreed ? [.. sure.Select(m => Best.First(b => b.Post.Id == m.Post.Id) with { Confidence = m.Confidence })] : [Best[0]];
        var open = Questions.FirstOrDefault(q => q.Matches.Count == 0 || !chosen.Exists(c => c.Post.Id == q.Matches[0].Post.Id));
        return (chosen, open?.Question);
    }

    /// <summary>
    /// The posts that are worth laying before the author: the one for the mail as a whole, and those for single questions though others stay open. The
    /// surest first.
    /// </summary>
    public IReadOnlyList<Match> Found(double threshold) =>
        [.. Best.Take(1).Where(b => b.Confidence >= threshold).Concat(Sure(threshold)).OrderByDescending(m => m.Confidence).DistinctBy(m => m.Post.Id).Take(MostTogether)
            .Select(m => Best.FirstOrDefault(b => b.Post.Id == m.Post.Id) is { } explained ? explained with { Confidence = m.Confidence } : m)];

    private List<Match> Sure(double threshold) =>
        [.. Questions.Where(q => q.Matches.Count > 0 && q.Matches[0].Confidence >= threshold).Select(q => q.Matches[0]).DistinctBy(m => m.Post.Id)];
}
