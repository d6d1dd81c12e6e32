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

    // A post in the other language may be suggested, but never stands before one that the asker can read, and never goes out by itself.
    private const double OtherLanguage = 0.5;

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
        var (asked, whole) = Queries(subject, reading);
        var best = Rank(asked, whole, reading.Language);
        if (reading.Questions.Count < 2) return new(best, []);

        var each = reading.Questions.Take(MostQuestions)
            .Select(q => new QuestionMatches(q, Rank(q, $"{subject}\n{q}", reading.Language))).ToList();
        return new(best, each);
    }

    /// <summary>What is measured of every post for a mail; for the program that fits the weights.</summary>
    internal IReadOnlyList<(Post Post, Signals Signals)> Measure(string subject, Reading reading)
    {
        var (asked, whole) = Queries(subject, reading);
        return [.. _indexes.SelectMany(i => i.Index.Compare(asked, whole).Select((c, post) => (i.Index.Posts[post], c.Signals)))];
    }

    private static (string Asked, string Whole) Queries(string subject, Reading reading)
    {
        var asked = reading.Questions.Count > 0 ? string.Join('\n', reading.Questions) : reading.Text;
        return (asked.Length > 0 ? asked : subject, $"{subject}\n{reading.Text}");
    }

    private IReadOnlyList<Match> Rank(string question, string mail, Language? language)
    {
        var all = new List<Candidate>();
        foreach (var (indexLanguage, index) in _indexes)
        {
            var factor = language is null || language == indexLanguage ? 1 : OtherLanguage;
            var compared = index.Compare(question, mail);
            for (var i = 0; i < compared.Length; i++)
            {
                var rank = ConfidenceModel.Rank(compared[i].Signals) * factor;
                if (rank > 0) all.Add(new(index, i, compared[i].Signals, rank, factor, compared[i].Near >= NearEnoughToName ? compared[i].Nearest : null));
            }
        }

        all.Sort((a, b) => b.Rank.CompareTo(a.Rank));
        // Each index analyses the question once, however many of its posts are among the best.
        var words = _indexes.ToDictionary(
            i => i.Index, i => i.Index.Terms(question).DistinctBy(t => t.Stem).OrderByDescending(t => i.Index.Idf(t.Stem)).ToList());
        return [.. all.Take(Most).Select((c, place) => Judge(question, words[c.Index], all, c, place))];
    }

    private static Match Judge(string question, List<Term> words, List<Candidate> all, Candidate candidate, int place)
    {
        var rival = all.Count == 1 ? 0 : all[place == 0 ? 1 : 0].Rank;
        var confidence = ConfidenceModel.Confidence(ConfidenceModel.Evidence(candidate.Rank, candidate.Rank - rival, candidate.Signals)) * candidate.Factor;
        return new(candidate.Post, confidence, new(
            question.ReplaceLineEndings(" "),
            [.. words.Where(t => candidate.Index.Holds(candidate.Number, t.Stem)).Select(t => t.Surface).Take(8)],
            [.. words.Where(t => !candidate.Index.Holds(candidate.Number, t.Stem)).Select(t => t.Surface).Take(5)],
            candidate.Nearest,
            place == 0 && all.Count > 1 ? all[1].Post.Title : null));
    }

    private sealed record Candidate(LanguageIndex Index, int Number, Signals Signals, double Rank, double Factor, string? Nearest)
    {
        public Post Post => Index.Posts[Number];
    }
}
