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

    // What rests on one past mail may be suggested, but never goes out by itself.
    private const double FirmEnough = 0.6;
    private const double OnOneMailOnly = 0.5;

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
            _indexes[group.Key] = new(group.Key, [.. group], [.. past.Where(p => p.Language == group.Key || p.Posts.Count > 0)]);
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
            foreach (var (language, index) in _indexes)
            {
                if (language == mail.Language || mail.Posts.Count > 0) index.Learn(mail);
            }
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
            return Rank(Compare(new("", [new(question, Asks: true)])), LanguageGuess.Of(question), isQuestion: true);
        }
    }

    /// <summary>The posts for a mail that was read.</summary>
    public MailMatches Match(string subject, Reading reading)
    {
        lock (_gate)
        {
            if (Count == 0) return MailMatches.None;
            var compared = Compare(Asked.Of(subject, reading));
            var best = Rank(compared, reading.Language, reading.Matter is Matter.Question);
            return reading.Questions.Count < 2 ? new(best, []) : new(best, [.. reading.Questions.Take(MostQuestions).Select(q => Alone(compared, q, reading.Language))]);
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

    private List<(Language Language, Comparison Comparison)> Compare(Asked asked) =>
        [.. _indexes.Where(i => i.Value.Count > 0).Select(i => (i.Key, new Comparison(i.Value, asked, keep: null)))];

    private static List<Match> Rank(List<(Language Language, Comparison Comparison)> compared, Language? language, bool isQuestion)
    {
        var all = new List<(double Confidence, Comparison Comparison, int Number)>();
        foreach (var (indexLanguage, comparison) in compared)
        {
            var factor = (language is null || language == indexLanguage ? 1 : OtherLanguage) * (isQuestion ? 1 : ConfidenceModel.NotAsked);
            all.AddRange(comparison.Confidences().Select(c => (c.Confidence * factor, comparison, c.Number)));
        }

        var best = all.OrderByDescending(m => m.Confidence).Take(Most).Select(m => m.Comparison.Explain(m.Number, m.Confidence)).ToList();
        if (best.Count > 1) best[0] = best[0] with { Explanation = best[0].Explanation with { RunnerUp = best[1].Post.Title } };
        return best;
    }

    // Each question by itself: a subject speaks for the mail as a whole.
    private static QuestionMatches Alone(List<(Language Language, Comparison Comparison)> compared, string question, Language? language) =>
        new(question, [.. compared
            .SelectMany(c => c.Comparison.Alone(question).Select(m => m with { Confidence = m.Confidence * (language is null || language == c.Language ? 1 : OtherLanguage) }))
            .OrderByDescending(m => m.Confidence).Take(Most)]);

    /// <summary>The words of a mail by their places.</summary>
    private sealed record Asked(string Subject, IReadOnlyList<Sentence> Sentences)
    {
        public IEnumerable<string> Questions => Sentences.Where(s => s.Asks).Select(s => s.Text);

        public static Asked Of(string subject, Reading reading) =>
            new(subject, reading.Sentences.Count > 0 ? reading.Sentences : [new(reading.Text, reading.Questions.Count > 0)]);

        public IEnumerable<(string Text, float Weight)> Weighed()
        {
            yield return (Subject, InSubject);
            for (var i = 0; i < Math.Min(Sentences.Count, MostSentences); i++)
            {
                var beside = (i > 0 && Sentences[i - 1].Asks) || (i + 1 < Sentences.Count && Sentences[i + 1].Asks);
                yield return (Sentences[i].Text, Sentences[i].Asks ? InQuestion : beside ? BesideQuestion : Elsewhere);
            }
        }
    }

    /// <summary>One mail beside the posts of one language.</summary>
    private sealed class Comparison
    {
        private readonly PostIndex _index;
        private readonly MailQuery _query;
        private readonly List<(string Words, MailQuery Query, Standing Standing)> _questions;
        private readonly Standing _together;
        private readonly string _words;
        private readonly MailQuery _asked;
        private readonly double _norm;
        private List<(string Surface, ulong Stem)>? _telling;

        public Comparison(PostIndex index, Asked asked, Func<Post, bool>? keep)
        {
            _index = index;
            _query = index.Read(asked.Weighed());
            Standing = index.Compare(_query, keep);
            var questions = asked.Questions.Take(MostQuestions).ToList();
            _questions = questions.ConvertAll(q => (q, Only([q]), Standing));
            for (var i = 0; i < questions.Count; i++) _questions[i] = (questions[i], _questions[i].Query, index.Compare(_questions[i].Query, keep));
            _words = questions.Count > 0 ? string.Join(' ', questions) : asked.Subject.Length > 0 ? asked.Subject : string.Join(' ', asked.Sentences.Select(s => s.Text));
            _asked = questions.Count == 1 ? _questions[0].Query : Only(questions.Count > 0 ? questions : [_words]);
            _norm = index.Norm(_asked.Stems);
            _together = questions.Count switch { 0 => Standing, 1 => _questions[0].Standing, _ => index.Compare(_asked, keep) };
        }

        public Standing Standing { get; }

        /// <summary>The best posts with their confidence, falling.</summary>
        public IEnumerable<(int Number, double Confidence)> Confidences() => Falling(Standing, Evidence, _query);

        /// <summary>The best posts for one of the questions by itself, without explanation.</summary>
        public IEnumerable<Match> Alone(string question)
        {
            var at = _questions.FindIndex(q => q.Words == question);
            var (words, query, standing) = at >= 0 ? _questions[at] : (question, Only([question]), (Standing?)null);
            standing ??= _index.Compare(query);
            return Falling(standing, number => Evidence(standing, number, standing, standing.Best[0] == number ? 1 : 0, several: false, query), query)
                .Select(c => new Match(_index.At(standing.Place(c.Number))!, c.Confidence, new(words, [], [], null, null)));
        }

        public double[] Evidence(int number)
        {
            var first = _questions.Count == 0 ? 0.5 : _questions.Count(q => q.Standing.Best is [var best, ..] && best == number) / (double)_questions.Count;
            return Evidence(Standing, number, _together, first, _questions.Count > 1, _query);
        }

        public Match Explain(int number, double confidence)
        {
            var place = Standing.Place(number);
            var (met, unmet) = Words(place);
            return new(_index.At(place)!, confidence, new(_words.ReplaceLineEndings(" "), met, unmet, Nearest(place), null));
        }

        private double[] Evidence(Standing standing, int number, Standing asked, double first, bool several, MailQuery query) => ConfidenceModel.Evidence(
            standing.Rank(number), standing.Chance(number), standing.Share(number), asked.Share(number), first, several, query.Words, _index.Experience(standing.Place(number), query));

        private IEnumerable<(int Number, double Confidence)> Falling(Standing standing, Func<int, double[]> evidence, MailQuery query)
        {
            var before = 1.0;
            foreach (var number in standing.Best.ToArray())
            {
                if (standing.Share(number) <= 0 && standing.Rank(number) <= 0) yield break;
                before = Math.Min(before, ConfidenceModel.Confidence(evidence(number)));
                if (_index.FirmShare(standing.Place(number), query) < FirmEnough) before = Math.Min(before, OnOneMailOnly);
                yield return (number, before);
            }
        }

        private MailQuery Only(IEnumerable<string> sentences) => _index.Read(sentences.Select(s => (s, 1f)));

        private (IReadOnlyList<string> Met, IReadOnlyList<string> Unmet) Words(int place)
        {
            _telling ??= Telling();
            List<string> met = [], unmet = [];
            foreach (var (surface, stem) in _telling)
            {
                if (_index.Holds(place, stem)) met.Add(surface);
                else unmet.Add(surface);
            }

            return ([.. met.Take(8)], [.. unmet.Take(5)]);
        }

        /// <summary>The words of what is asked, the most telling first.</summary>
        private List<(string Surface, ulong Stem)> Telling()
        {
            var words = new List<(string Surface, ulong Stem, float Telling)>();
            var reader = new WordReader(_words, stackalloc char[WordReader.Longest]);
            while (reader.Next())
            {
                if (_index.Lexicon.Find(reader.Folded) is not { } word || words.Exists(w => w.Stem == word.StemKey)) continue;
                words.Add((_words[reader.Start..reader.End], word.StemKey, _index.Idf(word.StemKey) * word.Weight));
            }

            words.Sort((a, b) => b.Telling.CompareTo(a.Telling));
            return words.ConvertAll(w => (w.Surface, w.Stem));
        }

        private string? Nearest(int place)
        {
            var (nearest, best) = ((string?)null, NearEnoughToName);
            foreach (var (words, stems) in _index.Phrasings(place))
            {
                if (_index.Likeness(_asked, _norm, stems) is var likeness && likeness >= best) (nearest, best) = (words, likeness);
            }

            return nearest;
        }
    }
}
