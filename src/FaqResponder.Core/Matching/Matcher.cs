using FaqResponder.Core.Mails;
using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Matching;

/// <summary>
/// Finds the posts that answer a mail. Posts can be exchanged and mails learned while it is in use; it may be asked from several threads.
/// </summary>
public sealed class Matcher
{
    private const int Most = 5;
    private const int MostQuestions = 6;
    private const int MostSentences = 400;
    private const double NearEnoughToName = 0.25;

    // What a word counts by where it stands: the question in the last line of a life story, and the subject above it.
    private const float InSubject = 3;
    private const float InQuestion = 1.5f;
    private const float BesideQuestion = 1;
    private const float Elsewhere = 0.7f;

    // A post in the other language may be suggested, but never stands before one that the asker can read, and never goes out by itself.
    private const double OtherLanguage = 0.5;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<Language, PostIndex> _indexes = [];

    /// <summary>Prepares the posts.</summary>
    public Matcher(IEnumerable<Post> posts)
        : this(posts, [])
    {
    }

    /// <summary>Prepares the posts with what past mails teach about them.</summary>
    public Matcher(IEnumerable<Post> posts, IReadOnlyCollection<PastMail> past)
    {
        foreach (var group in posts.GroupBy(p => p.Language))
        {
            _indexes[group.Key] = new(group.Key, [.. group], [.. past.Where(p => p.Language == group.Key)]);
        }
    }

    /// <summary>How many posts there are.</summary>
    public int Count => _indexes.Values.Sum(i => i.Count);

    /// <summary>Adds a post, or exchanges the one with its id.</summary>
    public void Put(Post post)
    {
        lock (_gate)
        {
            foreach (var (language, other) in _indexes)
            {
                if (language != post.Language) other.Remove(post.Id);
            }

            if (!_indexes.TryGetValue(post.Language, out var index)) _indexes[post.Language] = index = new(post.Language, [], []);
            index.Put(post);
        }
    }

    /// <summary>Removes a post.</summary>
    public void Remove(string id)
    {
        lock (_gate)
        {
            foreach (var index in _indexes.Values) index.Remove(id);
        }
    }

    /// <summary>Learns from a mail that the author has dealt with; the next mail meets it.</summary>
    public void Learn(PastMail mail)
    {
        lock (_gate)
        {
            if (_indexes.TryGetValue(mail.Language, out var index)) index.Learn(mail);
        }
    }

    /// <summary>Forgets a mail that was learned.</summary>
    public void Forget(string mailId)
    {
        lock (_gate)
        {
            foreach (var index in _indexes.Values) index.Forget(mailId);
        }
    }

    /// <summary>The posts for a single question, as somebody types it.</summary>
    public IReadOnlyList<Match> Ask(string question)
    {
        lock (_gate)
        {
            return Rank(new("", [new(question, Asks: true)]), LanguageGuess.Of(question), isQuestion: true);
        }
    }

    /// <summary>The posts for a mail that was read.</summary>
    public MailMatches Match(string subject, Reading reading)
    {
        lock (_gate)
        {
            if (Count == 0) return MailMatches.None;
            var best = Rank(Asked.Of(subject, reading), reading.Language, reading.Matter is Matter.Question);
            // Each question by itself: a subject speaks for the mail as a whole.
            return reading.Questions.Count < 2 ? new(best, []) : new(best, [.. reading.Questions.Take(MostQuestions).Select(q =>
                new QuestionMatches(q, Rank(new("", [new(q, Asks: true)]), reading.Language, isQuestion: true)))]);
        }
    }

    /// <summary>What is measured of a mail; for the program that fits the weights.</summary>
    /// <param name="subject">Its subject.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="keep">The posts that take part.</param>
    internal Measured? Measure(string subject, Reading reading, Func<Post, bool>? keep = null)
    {
        var index = _indexes.GetValueOrDefault(reading.Language ?? Language.French) ?? _indexes.Values.First();
        var compared = new Comparison(index, Asked.Of(subject, reading), keep);
        return compared.Standing.Best.IsEmpty ? null : new(
            [.. Enumerable.Range(0, compared.Standing.Count).Select(i => index.At(compared.Standing.Place(i))!)],
            compared.Standing.Views, [.. compared.Standing.Best], compared.Evidence(compared.Standing.Best[0]));
    }

    internal sealed record Measured(IReadOnlyList<Post> Posts, IReadOnlyList<float[]> Views, IReadOnlyList<int> Best, double[] Evidence);

    private List<Match> Rank(Asked asked, Language? language, bool isQuestion)
    {
        var all = new List<(Match Match, double Order)>();
        foreach (var (indexLanguage, index) in _indexes)
        {
            if (index.Count == 0) continue;
            var factor = language is null || language == indexLanguage ? 1 : OtherLanguage;
            var compared = new Comparison(index, asked, keep: null);
            var before = 1.0;
            foreach (var number in compared.Standing.Best)
            {
                if (compared.Standing.Share(number) <= 0 && compared.Standing.Rank(number) <= 0) break;
                var confidence = Math.Min(before, ConfidenceModel.Confidence(compared.Evidence(number))) * (isQuestion ? 1 : ConfidenceModel.NotAsked);
                before = confidence;
                all.Add((compared.Explain(number, confidence * factor), confidence * factor));
            }
        }

        all.Sort((a, b) => b.Order.CompareTo(a.Order));
        var best = all.Take(Most).Select(m => m.Match).ToList();
        if (best.Count > 1) best[0] = best[0] with { Explanation = best[0].Explanation with { RunnerUp = best[1].Post.Title } };
        return best;
    }

    /// <summary>The words of a mail by their places.</summary>
    private sealed record Asked(string Subject, IReadOnlyList<Sentence> Sentences)
    {
        public IEnumerable<string> Questions => Sentences.Where(s => s.Asks).Select(s => s.Text);

        public static Asked Of(string subject, Reading reading) =>
            new(subject, reading.Sentences.Count > 0 ? reading.Sentences : [new(reading.Text, reading.Questions.Count > 0)]);

        public MailQuery Query(Lexicon lexicon)
        {
            var query = new MailQuery(lexicon);
            query.Add(Subject, InSubject);
            for (var i = 0; i < Math.Min(Sentences.Count, MostSentences); i++)
            {
                var beside = (i > 0 && Sentences[i - 1].Asks) || (i + 1 < Sentences.Count && Sentences[i + 1].Asks);
                query.Add(Sentences[i].Text, Sentences[i].Asks ? InQuestion : beside ? BesideQuestion : Elsewhere);
            }

            return query;
        }
    }

    /// <summary>One mail beside the posts of one language.</summary>
    private sealed class Comparison
    {
        private readonly PostIndex _index;
        private readonly Asked _asked;
        private readonly MailQuery _query;
        private readonly List<Standing> _questions = [];
        private readonly Standing _together;
        private readonly string _words;

        public Comparison(PostIndex index, Asked asked, Func<Post, bool>? keep)
        {
            (_index, _asked) = (index, asked);
            _query = asked.Query(index.Lexicon);
            Standing = index.Compare(_query, keep);
            var questions = asked.Questions.Take(MostQuestions).ToList();
            foreach (var question in questions) _questions.Add(index.Compare(Only([question]), keep));
            _together = questions.Count switch { 0 => Standing, 1 => _questions[0], _ => index.Compare(Only(questions), keep) };
            _words = questions.Count > 0 ? string.Join(' ', questions) : asked.Subject.Length > 0 ? asked.Subject : string.Join(' ', asked.Sentences.Select(s => s.Text));
        }

        public Standing Standing { get; }

        public double[] Evidence(int number)
        {
            var first = _questions.Count == 0 ? 0.5 : _questions.Count(q => q.Best is [var best, ..] && best == number) / (double)_questions.Count;
            return ConfidenceModel.Evidence(
                Standing.Rank(number), Standing.Chance(number), Standing.Share(number), _together.Share(number), first, _questions.Count > 1, _query.Words,
                _index.Experience(Standing.Place(number), _query));
        }

        public Match Explain(int number, double confidence)
        {
            var place = Standing.Place(number);
            var (met, unmet) = Words(place);
            return new(_index.At(place)!, confidence, new(_words.ReplaceLineEndings(" "), met, unmet, Nearest(place), null));
        }

        private MailQuery Only(IEnumerable<string> sentences)
        {
            var query = new MailQuery(_index.Lexicon);
            foreach (var sentence in sentences) query.Add(sentence, 1);
            return query;
        }

        private (IReadOnlyList<string> Met, IReadOnlyList<string> Unmet) Words(int place)
        {
            var words = new List<(string Surface, float Telling, bool Met)>();
            var seen = new HashSet<ulong>();
            var reader = new WordReader(_words, stackalloc char[WordReader.Longest]);
            while (reader.Next())
            {
                if (_index.Lexicon.Find(reader.Folded) is not { } word || !seen.Add(word.StemKey)) continue;
                words.Add((_words[reader.Start..reader.End], _index.Idf(word.StemKey) * word.Weight, _index.Holds(place, word.StemKey)));
            }

            words.Sort((a, b) => b.Telling.CompareTo(a.Telling));
            return ([.. words.Where(w => w.Met).Select(w => w.Surface).Take(8)], [.. words.Where(w => !w.Met).Select(w => w.Surface).Take(5)]);
        }

        private string? Nearest(int place)
        {
            var query = Only([_words]);
            var norm = _index.Norm(query.Stems);
            var (words, likeness) = _index.Phrasings(place)
                .Select(p => (p.Words, Likeness: _index.Likeness(query, norm, p.Read.Select(w => w.StemKey).ToHashSet())))
                .MaxBy(p => p.Likeness);
            return likeness >= NearEnoughToName ? words : null;
        }
    }
}
