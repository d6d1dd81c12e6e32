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
    // Below this the rest of the mail doesn't make a question sure of its post, and needs no looking at; among very many posts it takes too long.
    private const double WorthALook = 0.15;
    private const int TooManyForALook = 2000;

    private const int MostWordsNamed = 6;
    private const int FewestMet = 2;

    // What weighs less is in most mail, whatever it asks.
    private const float WorthNaming = 0.5f;

    // The cosines from which two texts are worth setting side by side, and from which two mails ask much the same.
    private const double NearEnoughToName = 0.15;
    private const double MuchTheSame = 0.25;

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
    private readonly ConfidenceModel _model;
    private readonly SortedDictionary<Language, PostIndex> _indexes = [];

    /// <summary>Prepares the posts.</summary>
    public Matcher(IEnumerable<Post> posts)
        : this(posts, [])
    {
    }

    /// <summary>Prepares the posts with what past mails teach about them.</summary>
    public Matcher(IEnumerable<Post> posts, IReadOnlyCollection<PastMail> past)
        : this(posts, past, ConfidenceModel.Shipped)
    {
    }

    /// <summary>The same with other weights; for the program that fits them.</summary>
    internal Matcher(IEnumerable<Post> posts, IReadOnlyCollection<PastMail> past, ConfidenceModel model)
    {
        _model = model;
        foreach (var group in posts.GroupBy(p => p.Language))
        {
            _indexes[group.Key] = new(group.Key, model, [.. group], [.. past.Where(p => p.Language == group.Key || p.Posts.Count > 0)]);
        }
    }

    /// <summary>How many posts there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _indexes.Values.Sum(i => i.Count);
        }
    }

    /// <summary>Adds a post, or exchanges the one with its id.</summary>
    public void Put(Post post)
    {
        lock (_gate)
        {
            foreach (var (language, other) in _indexes)
            {
                if (language != post.Language) other.Remove(post.Id);
            }

            if (!_indexes.TryGetValue(post.Language, out var index)) _indexes[post.Language] = index = new(post.Language, _model, [], []);
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
            return Rank(Compare(new("", [new(question, Asks: true)], Marked: true)), LanguageGuess.Of(question), isQuestion: true);
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
            if (reading.Questions.Count < 2) return new(best, []);
            // Who asks more than that is for the author: what wasn't looked at stays open.
            return new(best, [.. reading.Questions.Select((q, i) => i < MostQuestions ? Alone(compared, q, reading.Language) : new(q, []))]);
        }
    }

    /// <summary>What is measured of a mail; for the program that fits the weights.</summary>
    /// <param name="subject">Its subject.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="keep">The posts that take part.</param>
    internal Measured? Measure(string subject, Reading reading, Func<Post, bool>? keep = null)
    {
        var index = _indexes.GetValueOrDefault(reading.Language ?? Language.French) ?? _indexes.Values.First();
        var compared = new Comparison(index, _model, Asked.Of(subject, reading), keep);
        return compared.Standing.Best.IsEmpty ? null : new(
            [.. Enumerable.Range(0, compared.Standing.Count).Select(i => index.At(compared.Standing.Place(i)).Post)],
            compared.Standing.Views, [.. compared.Standing.Best], compared.Evidence(compared.Standing.Best[0]));
    }

    internal sealed record Measured(IReadOnlyList<Post> Posts, IReadOnlyList<float[]> Views, IReadOnlyList<int> Best, Evidence Evidence);

    private List<(Language Language, Comparison Comparison)> Compare(Asked asked) =>
        [.. _indexes.Where(i => i.Value.Count > 0).Select(i => (i.Key, new Comparison(i.Value, _model, asked, keep: null)))];

    private static List<Match> Rank(List<(Language Language, Comparison Comparison)> compared, Language? language, bool isQuestion)
    {
        var all = new List<(double Confidence, Comparison Comparison, int Number)>();
        foreach (var (indexLanguage, comparison) in compared)
        {
            var factor = (language is null || language == indexLanguage ? 1 : OtherLanguage) * (isQuestion ? 1 : ConfidenceModel.NotAsked);
            all.AddRange(comparison.Confidences().Select(c => (c.Confidence * factor, comparison, c.Number)));
        }

        var best = all.OrderByDescending(m => m.Confidence).Take(Most).Select(m => m.Comparison.Explain(m.Number, m.Confidence)).ToList();
        if (best.Count > 1) best[0] = best[0] with { Explanation = best[0].Explanation with { RunnerUp = best[1].Post.Title, Lead = best[0].Confidence - best[1].Confidence } };
        return best;
    }

    // Each question by itself: a subject speaks for the mail as a whole.
    private static QuestionMatches Alone(List<(Language Language, Comparison Comparison)> compared, string question, Language? language) =>
        new(question, [.. compared
            .SelectMany(c => c.Comparison.Alone(question).Select(m => m with { Confidence = m.Confidence * (language is null || language == c.Language ? 1 : OtherLanguage) }))
            .OrderByDescending(m => m.Confidence).Take(Most)]);

    /// <summary>The words of a mail by their places.</summary>
    private sealed record Asked(string Subject, IReadOnlyList<Sentence> Sentences, bool Marked)
    {
        public static Asked Of(string subject, Reading reading) => new(
            subject, reading.Sentences.Count > 0 ? reading.Sentences : [new(reading.Text, reading.Questions.Count > 0)], reading.Questions.Any(IsMarked));

        public static bool IsMarked(string question) => question.Contains('?', StringComparison.Ordinal);

        public float PlaceOf(int sentence)
        {
            if (Sentences[sentence].Asks) return InQuestion;
            return (sentence > 0 && Sentences[sentence - 1].Asks) || (sentence + 1 < Sentences.Count && Sentences[sentence + 1].Asks) ? BesideQuestion : Elsewhere;
        }
    }

    /// <summary>One mail beside the posts of one language.</summary>
    private sealed class Comparison
    {
        private readonly PostIndex _index;
        private readonly ConfidenceModel _model;
        private readonly List<(int Sentence, Standing Standing)> _questions = [];
        private readonly Standing _together;
        private readonly Asked _mail;
        private readonly (IndexedWord[] Words, float Place)[] _read;
        private readonly AskedWords?[] _said;

        public Comparison(PostIndex index, ConfidenceModel model, Asked asked, Func<Post, bool>? keep)
        {
            (_index, _model, _mail) = (index, model, asked);
            // Each sentence is read once, and counts in the mail as a whole, in its question, and in all questions together.
            var count = Math.Min(asked.Sentences.Count, MostSentences);
            _said = new AskedWords?[count + 1];
            var read = _read = new (IndexedWord[] Words, float Place)[count + 1];
            read[0] = (index.Words.ReadMail(asked.Subject), InSubject);
            var questions = new List<(IndexedWord[] Words, float Place)>();
            for (var i = 0; i < count; i++)
            {
                read[i + 1] = (index.Words.ReadMail(asked.Sentences[i].Text), asked.PlaceOf(i));
                if (!asked.Sentences[i].Asks || questions.Count == MostQuestions) continue;
                questions.Add((read[i + 1].Words, 1));
                _questions.Add((i + 1, null!));
            }

            Standing = index.Compare(read, keep);
            for (var i = 0; i < questions.Count; i++) _questions[i] = (_questions[i].Sentence, index.Compare([questions[i]], keep));

            _together = questions.Count switch { 0 => Standing, 1 => _questions[0].Standing, _ => index.Compare([.. questions], keep) };
        }

        public Standing Standing { get; }

        /// <summary>The best posts with their confidence, falling.</summary>
        public IEnumerable<(int Number, double Confidence)> Confidences() => Falling(Standing, Evidence, Standing.Query);

        /// <summary>
        /// The best posts for one of the questions by itself, the first of them explained. Which they are, the question alone says; how sure, the mail without its
        /// other questions, since the story and the subject belong to each of them.
        /// </summary>
        public IEnumerable<Match> Alone(string question)
        {
            var at = _questions.FindIndex(q => TextOf(q.Sentence) == question);
            if (at < 0) return [];
            var (sentence, alone) = _questions[at];
            if (alone.Best is not [var top, ..] || _index.Count > TooManyForALook || _model.Confidence(Evidence(alone, top, alone, Asked.IsMarked(question))) < WorthALook)
            {
                return Falling(alone, number => Evidence(alone, number, alone, Asked.IsMarked(question)), alone.Query)
                    .Select(c => new Match(_index.At(alone.Place(c.Number)).Post, c.Confidence, new(question, [], [], null, null)));
            }

            var within = _index.Compare([.. _read.Where((_, i) => i == sentence || !_questions.Exists(q => q.Sentence == i))]);
            return Falling(alone, number => Evidence(within, number, alone, Asked.IsMarked(question)) with { First = alone.Best[0] == number ? 1 : 0, Weakest = alone.Rank(number) }, within.Query)
                .Select((c, place) => place == 0 ? Explain(c.Number, c.Confidence) : new Match(_index.At(alone.Place(c.Number)).Post, c.Confidence, new(question, [], [], null, null)));
        }

        public Evidence Evidence(int number)
        {
            var evidence = Evidence(Standing, number, _together, _mail.Marked);
            if (_questions.Count == 0) return evidence with { First = 0.5, Weakest = 0 };
            return evidence with
            {
                Several = _questions.Count > 1,
                First = _questions.Count(q => q.Standing.Best is [var best, ..] && best == number) / (double)_questions.Count,
                Weakest = _questions.Min(q => q.Standing.Rank(number)),
            };
        }

        /// <summary>A match with its explanation: the question that the post comes nearest to, and what of the post does.</summary>
        public Match Explain(int number, double confidence)
        {
            var place = Standing.Place(number);
            var entry = _index.At(place);
            var asked = AskedOf(number, place);
            var (met, unmet) = Words(asked, place);
            var phrasing = entry.Phrasings.Nearest(asked.Stems, asked.Norm, NearEnoughToName, _index);
            var sentence = entry.Sentences(_index.Words).Nearest(asked.Stems, asked.Norm, NearEnoughToName, _index);
            List<string> near = [.. entry.Past.Where(p => _index.Likeness(Standing.Query, p.Stems, MuchTheSame) > 0).Select(p => p.Id)];
            return new(entry.Post, confidence, new(asked.Text, met, unmet, phrasing.Likeness >= sentence.Likeness ? phrasing.Text : null, null)
            {
                ClosestSentence = sentence.Text,
                AnsweredBefore = near.Count,
                LearnedFrom = near,
            });
        }

        private Evidence Evidence(Standing standing, int number, Standing asked, bool marked) => new()
        {
            Rank = standing.Rank(number),
            Chance = standing.Chance(number),
            Share = standing.Share(number),
            AskedShare = asked.Share(number),
            First = standing.Best[0] == number ? 1 : 0,
            Words = standing.Query.Words,
            Experience = _index.Experience(standing.Place(number), standing.Query),
            Met = asked.Met(number) / _index.MostTelling,
            Marked = marked,
            Phrasings = _index.At(standing.Place(number)).Post.Phrasings.Count,
            StemRank = standing.StemRank(number),
            Weakest = standing.Rank(number),
        };

        private IEnumerable<(int Number, double Confidence)> Falling(Standing standing, Func<int, Evidence> evidence, MailQuery query)
        {
            var before = 1.0;
            foreach (var number in standing.Best.ToArray())
            {
                if (standing.Share(number) <= 0 && standing.Rank(number) <= 0) yield break;
                before = Math.Min(before, _model.Confidence(evidence(number)));
                if (_index.FirmShare(standing.Place(number), query) < FirmEnough) before = Math.Min(before, OnOneMailOnly);
                yield return (number, before);
            }
        }

        // The question that the post comes nearest to; where it hardly meets one ("Comment faire ?"), the sentence that it meets most.
        private AskedWords AskedOf(int number, int place)
        {
            var best = -1;
            for (var i = 0; i < _questions.Count; i++)
            {
                if (best < 0 || _questions[i].Standing.Rank(number) > _questions[best].Standing.Rank(number)) best = i;
            }

            var at = best < 0 ? 0 : _questions[best].Sentence;
            var (words, most) = best < 0 ? (0, -1f) : Met(at, place);
            for (var i = 0; i < _read.Length && words < FewestMet; i++)
            {
                if (Met(i, place).Tells is var tells && tells > most) (at, most) = (i, tells);
            }

            return _said[at] ??= new(_index, TextOf(at));
        }

        /// <summary>How many words of a sentence the post meets that are worth naming, and how much they tell.</summary>
        private (int Words, float Tells) Met(int sentence, int place)
        {
            var (words, tells) = (0, 0f);
            foreach (var word in _read[sentence].Words)
            {
                if (word.Weight < WorthNaming || !_index.Holds(place, word.Stem)) continue;
                words++;
                tells += word.Weight * _index.Idf(word.Stem);
            }

            return (words, tells);
        }

        // The subject stands before the first sentence.
        private string TextOf(int sentence) => sentence == 0 ? _mail.Subject : _mail.Sentences[sentence - 1].Text;

        private (IReadOnlyList<string> Met, IReadOnlyList<string> Unmet) Words(AskedWords asked, int place)
        {
            List<string> met = new(MostWordsNamed), unmet = new(MostWordsNamed);
            foreach (var (surface, stem, _) in asked.Telling)
            {
                var some = _index.Holds(place, stem) ? met : unmet;
                if (some.Count < MostWordsNamed) some.Add(surface);
            }

            return (met, unmet);
        }
    }

    /// <summary>A sentence of a mail that asks, by its words.</summary>
    private sealed class AskedWords
    {
        public AskedWords(PostIndex index, string text)
        {
            Text = text.ReplaceLineEndings(" ");
            // Most sentences have no more.
            const int usual = 16;
            var (words, stems) = (new List<(string Surface, int Stem, float Tells)>(usual), new List<int>(usual));
            var reader = new WordReader(text, stackalloc char[WordReader.Longest]);
            while (reader.Next())
            {
                if (index.Words.FindOfMail(reader) is not { } word || stems.Contains(word.Stem)) continue;
                stems.Add(word.Stem);
                if (word.Weight >= WorthNaming && reader.End - reader.Start > 1) words.Add((text[reader.Start..reader.End], word.Stem, index.Idf(word.Stem) * word.Weight));
            }

            stems.Sort();
            words.Sort((a, b) => b.Tells.CompareTo(a.Tells));
            stems.RemoveAll(s => !index.Knows(s));
            Stems = [.. stems];
            (Norm, Telling) = (index.Norm(Stems), words);
        }

        public string Text { get; }

        /// <summary>The rows of its stems that some post holds, each once, rising.</summary>
        public int[] Stems { get; }

        public double Norm { get; }

        /// <summary>Its words that are worth naming, the most telling first.</summary>
        public IReadOnlyList<(string Surface, int Stem, float Tells)> Telling { get; }
    }
}
