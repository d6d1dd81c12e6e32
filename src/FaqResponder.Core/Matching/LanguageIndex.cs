using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Matching;

/// <summary>The posts of one language, ready to be compared with mails.</summary>
internal sealed class LanguageIndex
{
    private readonly TextAnalysis _analysis;
    private readonly CoverageIndex _text;
    private readonly CoverageIndex _head;
    private readonly CoverageIndex _textPieces;
    private readonly CoverageIndex _headPieces;
    private readonly NearestIndex _phrasings;
    private readonly NearestIndex _passages;

    internal LanguageIndex(IReadOnlyList<Post> posts, TextAnalysis analysis)
    {
        Posts = posts;
        _analysis = analysis;
        var texts = posts.Select(p => analysis.Terms(p.Text)).ToList();
        var heads = posts.Select(p => analysis.Terms(string.Join('\n', [p.Title, .. p.Tags, .. p.Phrasings]))).ToList();
        _text = new(Stems(texts.Zip(heads, (text, head) => (IReadOnlyList<Term>)[.. text, .. head])), lengthCounts: 0.6);
        _head = new(Stems(heads), lengthCounts: 0.4);
        _textPieces = new([.. texts.Zip(heads, (text, head) => WordPieces.Of([.. text, .. head]))], lengthCounts: 0.6);
        _headPieces = new([.. heads.Select(WordPieces.Of)], lengthCounts: 0.4);
        _phrasings = new(Pieces(p => p.Phrasings.Prepend(p.Title)), posts.Count, _text.Idf);
        // Passages are compared, never named: their words aren't kept a second time.
        _passages = new(Pieces(p => p.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)).Select(p => (p.Item1, "", p.Item3)), posts.Count, _text.Idf);
    }

    internal IReadOnlyList<Post> Posts { get; }

    internal IReadOnlyList<Term> Terms(string text) => _analysis.Terms(text);

    internal double Idf(string stem) => _text.Idf(stem);

    /// <summary>Whether the post holds the stem anywhere.</summary>
    internal bool Holds(int post, string stem) => _text.Holds(post, stem);

    /// <summary>What is measured of each post, and its title or phrasing that is nearest to the question.</summary>
    internal (Signals Signals, double Near, string? Nearest)[] Compare(string question, string mail)
    {
        var asked = _analysis.Terms(question);
        var all = _analysis.Terms(mail);
        List<string> q = [.. asked.Select(t => t.Stem)], m = [.. all.Select(t => t.Stem)];
        double[] qText = _text.Coverage(q), mText = _text.Coverage(m), qHead = _head.Coverage(q), mHead = _head.Coverage(m);
        double[] mPieces = _textPieces.Coverage(WordPieces.Of(all)), qPieces = _headPieces.Coverage(WordPieces.Of(asked));
        (double Cosine, string? Words)[] near = _phrasings.Nearest(q), mailNear = _phrasings.Nearest(m), passage = _passages.Nearest(q);
        return [.. Enumerable.Range(0, Posts.Count).Select(i => (
            new Signals([qText[i], mText[i], qHead[i], mHead[i], near[i].Cosine, mailNear[i].Cosine, passage[i].Cosine, mPieces[i], qPieces[i]]),
            near[i].Cosine, near[i].Words))];
    }

    private static List<IReadOnlyList<string>> Stems(IEnumerable<IReadOnlyList<Term>> documents) =>
        [.. documents.Select(terms => (IReadOnlyList<string>)[.. terms.Select(t => t.Stem)])];

    private IEnumerable<(int, string, IReadOnlyList<string>)> Pieces(Func<Post, IEnumerable<string>> texts) =>
        Posts.SelectMany((post, i) => texts(post).Select(words => (i, words, (IReadOnlyList<string>)[.. _analysis.Terms(words).Select(t => t.Stem)])));
}
