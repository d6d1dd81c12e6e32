using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Matching;

/// <summary>What a query found of one post, before all posts are compared.</summary>
/// <param name="Question">Share of the question's weight met, 0 to 1.</param>
/// <param name="Mail">Share of the whole mail's weight met, 0 to 1.</param>
/// <param name="Phrasing">Cosine with the nearest title or phrasing.</param>
/// <param name="Nearest">That title or phrasing.</param>
internal readonly record struct RawScore(double Question, double Mail, double Phrasing, string? Nearest)
{
    // Phrasings say what people ask; the body says everything. The order was tried with labelled mail, see ConfidenceModel.
    public double Rank => Question + (0.4 * Mail) + (1.2 * Phrasing);
}

/// <summary>
/// The posts of one language, ready to be searched: BM25F (Robertson, Zaragoza, Taylor 2004) over title, phrasings, tags and text,
/// each field with its weight and its own length normalisation, and every single phrasing as a vector of its own.
/// </summary>
internal sealed class LanguageIndex
{
    private const double Saturation = 1.2;

    private static readonly (double Weight, double Normalisation)[] Fields = [(3.0, 0.5), (2.5, 0.6), (1.5, 0.3), (1.0, 0.75)];

    private readonly TextAnalysis _analysis;
    private readonly Dictionary<string, List<(int Post, double Frequency)>> _postings = [];
    private readonly List<(string Words, Dictionary<string, double> Vector, double Norm)>[] _phrasings;
    private readonly double _unseen;

    internal LanguageIndex(IReadOnlyList<Post> posts, TextAnalysis analysis)
    {
        Posts = posts;
        _analysis = analysis;
        var fields = posts.Select(p => (string[])[p.Title, string.Join('\n', p.Phrasings), string.Join('\n', p.Tags), p.Text])
            .Select(texts => texts.Select(t => analysis.Terms(t)).ToArray()).ToArray();
        AddPostings(fields);
        _unseen = Idf(0);
        _phrasings = [.. posts.Select(p => p.Phrasings.Prepend(p.Title).Select(Vector).ToList())];
    }

    internal IReadOnlyList<Post> Posts { get; }

    internal double Idf(string stem) => _postings.TryGetValue(stem, out var list) ? Idf(list.Count) : _unseen;

    internal IReadOnlyList<Term> Terms(string text) => _analysis.Terms(text);

    /// <summary>Whether the post holds the stem anywhere.</summary>
    internal bool Holds(int post, string stem) => _postings.TryGetValue(stem, out var list) && list.Exists(p => p.Post == post);

    internal RawScore[] Score(string question, string mail)
    {
        var asked = _analysis.Terms(question);
        var covered = Coverage(asked);
        var all = Coverage(_analysis.Terms(mail));
        var query = Vector(asked);
        var scores = new RawScore[Posts.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var (near, words) = Nearest(i, query.Vector, query.Norm);
            scores[i] = new(covered[i], all[i], near, words);
        }

        return scores;
    }

    /// <summary>For each post, the idf-weighted share of the terms that it meets, each saturated as BM25 does it.</summary>
    private double[] Coverage(IReadOnlyList<Term> terms)
    {
        var met = new double[Posts.Count];
        var total = 0.0;
        foreach (var stem in terms.Select(t => t.Stem).Distinct())
        {
            var idf = Idf(stem);
            total += idf;
            if (!_postings.TryGetValue(stem, out var list)) continue;
            foreach (var (post, frequency) in list) met[post] += idf * frequency / (Saturation + frequency);
        }

        if (total > 0)
        {
            for (var i = 0; i < met.Length; i++) met[i] /= total;
        }

        return met;
    }

    private (double Cosine, string? Words) Nearest(int post, Dictionary<string, double> query, double norm)
    {
        var best = (Cosine: 0.0, Words: (string?)null);
        foreach (var (words, vector, length) in _phrasings[post])
        {
            var dot = 0.0;
            foreach (var (stem, weight) in vector)
            {
                if (query.TryGetValue(stem, out var other)) dot += weight * other;
            }

            var cosine = norm * length > 0 ? dot / (norm * length) : 0;
            if (cosine > best.Cosine) best = (cosine, words);
        }

        return best;
    }

    private (string Words, Dictionary<string, double> Vector, double Norm) Vector(string words)
    {
        var (vector, norm) = Vector(_analysis.Terms(words));
        return (words, vector, norm);
    }

    private (Dictionary<string, double> Vector, double Norm) Vector(IReadOnlyList<Term> terms)
    {
        var vector = new Dictionary<string, double>();
        foreach (var term in terms) vector[term.Stem] = Idf(term.Stem);
        return (vector, Math.Sqrt(vector.Values.Sum(w => w * w)));
    }

    private void AddPostings(IReadOnlyList<Term>[][] posts)
    {
        var average = new double[Fields.Length];
        for (var f = 0; f < Fields.Length; f++) average[f] = Math.Max(1, posts.Select(p => p[f].Count).DefaultIfEmpty(0).Average());
        for (var i = 0; i < posts.Length; i++)
        {
            var frequencies = new Dictionary<string, double>();
            for (var f = 0; f < Fields.Length; f++)
            {
                var (weight, normalisation) = Fields[f];
                var length = 1 - normalisation + (normalisation * posts[i][f].Count / average[f]);
                foreach (var term in posts[i][f]) frequencies[term.Stem] = frequencies.GetValueOrDefault(term.Stem) + (weight / length);
            }

            foreach (var (stem, frequency) in frequencies)
            {
                if (!_postings.TryGetValue(stem, out var list)) _postings[stem] = list = [];
                list.Add((i, frequency));
            }
        }
    }

    private double Idf(int holding) => Math.Log(1 + ((Posts.Count - holding + 0.5) / (holding + 0.5)));
}
