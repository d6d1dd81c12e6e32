using FaqResponder.Core.Mails;
using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Matching;

/// <summary>
/// Finds the posts that answer a mail. Built once for a set of posts, then immutable and safe for several threads.
/// </summary>
public sealed class Matcher
{
    private const int Most = 5;
    private const int MostQuestions = 6;
    private const double NearEnoughToName = 0.25;

    private readonly List<(Language Language, LanguageIndex Index)> _indexes = [];

    /// <summary>Prepares the posts.</summary>
    public Matcher(IEnumerable<Post> posts)
    {
        foreach (var group in posts.GroupBy(p => p.Language).OrderBy(g => g.Key))
        {
            _indexes.Add((group.Key, new([.. group.OrderBy(p => p.Id, StringComparer.Ordinal)], TextAnalysis.For(group.Key))));
        }
    }

    /// <summary>How many posts there are.</summary>
    public int Count => _indexes.Sum(i => i.Index.Posts.Count);

    /// <summary>The posts for a single question, as somebody types it.</summary>
    public IReadOnlyList<Match> Ask(string question) => Rank(question, question, LanguageGuess.Of(question));

    /// <summary>The posts for a mail that was read.</summary>
    public MailMatches Match(string subject, Reading reading)
    {
        if (Count == 0) return MailMatches.None;
        var whole = $"{subject}\n{reading.Text}";
        var asked = reading.Questions.Count > 0 ? string.Join('\n', reading.Questions) : reading.Text;
        var best = Rank(asked.Length > 0 ? asked : subject, whole, reading.Language);
        if (reading.Questions.Count < 2) return new(best, []);

        var each = reading.Questions.Take(MostQuestions)
            .Select(q => new QuestionMatches(q, Rank(q, $"{subject}\n{q}", reading.Language))).ToList();
        return new(best, each);
    }

    /// <summary>What is measured of each post, best first; for fitting and for a curious eye.</summary>
    internal IReadOnlyList<(Post Post, Features Features)> Measure(string question, string mail, Language? language) =>
        [.. Compare(question, mail, language).Select(c => (c.Index.Posts[c.Post], c.Features))];

    private IReadOnlyList<Match> Rank(string question, string mail, Language? language)
    {
        var ranked = Compare(question, mail, language).ToList();
        return [.. ranked.Select((c, place) => new Match(
            c.Index.Posts[c.Post], ConfidenceModel.Confidence(c.Features), Explain(question, c.Index, c.Post, c.Raw, RunnerUp(ranked, place))))];
    }

    private List<(LanguageIndex Index, int Post, RawScore Raw, Features Features)> Compare(string question, string mail, Language? language)
    {
        var all = new List<(LanguageIndex Index, int Post, RawScore Raw, bool SameLanguage)>();
        foreach (var (indexLanguage, index) in _indexes)
        {
            var same = language is null || language == indexLanguage;
            var scores = index.Score(question, mail);
            for (var i = 0; i < scores.Length; i++)
            {
                if (scores[i].Rank > 0) all.Add((index, i, scores[i], same));
            }
        }

        all.Sort((a, b) => Standing(b).CompareTo(Standing(a)));
        var first = all.Count > 0 ? Standing(all[0]) : 0;
        var second = all.Count > 1 ? Standing(all[1]) : 0;
        return [.. all.Take(Most).Select((s, place) =>
        {
            var lead = Standing(s) - (place == 0 ? second : first);
            return (s.Index, s.Post, s.Raw, new Features(s.Raw.Question, s.Raw.Mail, s.Raw.Phrasing, lead, s.SameLanguage ? 1 : 0));
        })];
    }

    // A post in the other language may be suggested, but never stands before one that the asker can read.
    private static double Standing((LanguageIndex Index, int Post, RawScore Raw, bool SameLanguage) s) => s.Raw.Rank * (s.SameLanguage ? 1 : 0.5);

    private static string? RunnerUp(List<(LanguageIndex Index, int Post, RawScore Raw, Features Features)> ranked, int place) =>
        place == 0 && ranked.Count > 1 ? ranked[1].Index.Posts[ranked[1].Post].Title : null;

    private static Explanation Explain(string question, LanguageIndex index, int post, RawScore raw, string? runnerUp)
    {
        var words = index.Terms(question).DistinctBy(t => t.Stem).OrderByDescending(t => index.Idf(t.Stem)).ToList();
        return new(
            question.ReplaceLineEndings(" "),
            [.. words.Where(t => index.Holds(post, t.Stem)).Select(t => t.Surface).Take(8)],
            [.. words.Where(t => !index.Holds(post, t.Stem)).Select(t => t.Surface).Take(5)],
            raw.Phrasing > NearEnoughToName ? raw.Nearest : null,
            runnerUp);
    }
}
