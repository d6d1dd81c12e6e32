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
            [.. Enumerable.Range(0, compared.Standing.Count).Select(i => index.At(compared.Standing.Place(i)).Post)],
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
    internal sealed record Asked(string Subject, IReadOnlyList<Sentence> Sentences)
    {
        public static Asked Of(string subject, Reading reading) =>
            new(subject, reading.Sentences.Count > 0 ? reading.Sentences : [new(reading.Text, reading.Questions.Count > 0)]);

        public float PlaceOf(int sentence)
        {
            if (Sentences[sentence].Asks) return InQuestion;
            return (sentence > 0 && Sentences[sentence - 1].Asks) || (sentence + 1 < Sentences.Count && Sentences[sentence + 1].Asks) ? BesideQuestion : Elsewhere;
        }
    }

    /// <summary>One mail beside the posts of one language.</summary>
    internal sealed class Comparison
    {
        private readonly PostIndex _index;
        private readonly MailQuery _query;
        private readonly List<(string Words, MailQuery Query, Standing Standing)> _questions = [];
        private readonly Standing _together;
        private readonly string _words;
        private readonly MailQuery _asked;
        private readonly double _norm;
        private List<(string Surface, int Stem)>? _telling;

        public Comparison(PostIndex index, Asked asked, Func<Post, bool>? keep)
        {
            _index = index;
            // Each sentence is read once, and counts in the mail as a whole, in its question, and in all questions together.
            var count = Math.Min(asked.Sentences.Count, MostSentences);
            var read = new (IndexedWord[] Words, float Place)[count + 1];
            read[0] = (index.Words.ReadMail(asked.Subject), InSubject);
            var questions = new List<(IndexedWord[] Words, float Place)>();
            for (var i = 0; i < count; i++)
            {
                read[i + 1] = (index.Words.ReadMail(asked.Sentences[i].Text), asked.PlaceOf(i));
                if (!asked.Sentences[i].Asks || questions.Count == MostQuestions) continue;
                questions.Add((read[i + 1].Words, 1));
                _questions.Add((asked.Sentences[i].Text, null!, null!));
            }

            _query = index.Read(read);
            Standing = index.Compare(_query, keep);
            for (var i = 0; i < questions.Count; i++)
            {
                var query = index.Read([questions[i]]);
                _questions[i] = (_questions[i].Words, query, index.Compare(query, keep));
            }

            _words = questions.Count > 0 ? string.Join(' ', _questions.Select(q => q.Words)) : asked.Subject.Length > 0 ? asked.Subject : string.Join(' ', asked.Sentences.Select(s => s.Text));
            _asked = questions.Count == 1 ? _questions[0].Query : index.Read(questions.Count > 0 ? [.. questions] : [(index.Words.ReadMail(_words), 1)]);
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
            var (words, query, standing) = at >= 0 ? _questions[at] : (question, _index.Read([(_index.Words.ReadMail(question), 1)]), (Standing?)null);
            standing ??= _index.Compare(query);
            return Falling(standing, number => Evidence(standing, number, standing, standing.Best[0] == number ? 1 : 0, several: false, query), query)
                .Select(c => new Match(_index.At(standing.Place(c.Number)).Post, c.Confidence, new(words, [], [], null, null)));
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
            return new(_index.At(place).Post, confidence, new(_words.ReplaceLineEndings(" "), met, unmet, Nearest(place), null));
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
        private List<(string Surface, int Stem)> Telling()
        {
            var words = new List<(string Surface, int Stem, float Telling)>();
            var reader = new WordReader(_words, stackalloc char[WordReader.Longest]);
            while (reader.Next())
            {
                if (_index.Words.FindOfMail(reader) is not { } word || words.Exists(w => w.Stem == word.Stem)) continue;
                words.Add((_words[reader.Start..reader.End], word.Stem, _index.Idf(word.Stem) * word.Weight));
            }

            words.Sort((a, b) => b.Telling.CompareTo(a.Telling));
            return words.ConvertAll(w => (w.Surface, w.Stem));
        }

        private string? Nearest(int place)
        {
            var (nearest, best) = ((string?)null, NearEnoughToName);
            foreach (var (words, stems) in _index.At(place).Phrasings)
            {
                if (_index.Likeness(_asked.Stems, _norm, stems) is var likeness && likeness >= best) (nearest, best) = (words, likeness);
            }

            return nearest;
        }
    }
}
