using System.Runtime.InteropServices;

namespace FaqResponder.Core.Matching;

/// <summary>
/// An inverted index of one <see cref="View"/> of all posts, weighed by BM25F (Robertson, Zaragoza and Taylor 2004): how often a post holds a term is
/// added up over its fields, each by its weight and length, and then saturated once.
/// </summary>
internal sealed class FieldIndex
{
    /// <summary>k1 of BM25: how soon more of the same stops counting.</summary>
    private const float Saturation = 3;

    // Where very many posts hold the words of a very long mail, the least telling ones are left out; a few hundred posts never come near it.
    private const int MostPostings = 400_000;

    private readonly Dictionary<ulong, int> _rows = [];
    private readonly List<List<Posting>?> _postings = [];
    private float[] _idf = [];
    private int _count;

    /// <summary>That a document holds a term, and how much of the most it could count.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Posting(int Document, float Share);

    /// <summary>A term of a query by its row.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Term(int Row, float Weight);

    /// <summary>How many documents there are.</summary>
    internal int Count { get; set; }

    /// <summary>Adds a document by the weighed counts of its terms.</summary>
    internal void Put(int document, Dictionary<ulong, float> terms)
    {
        foreach (var (term, count) in terms)
        {
            var row = Row(term, add: true);
            var list = _postings[row] ??= new(1);
            var posting = new Posting(document, count / (Saturation + count));
            if (list.Count == 0 || list[^1].Document < document) list.Add(posting);
            else list.Insert(~Find(list, document), posting);
        }
    }

    /// <summary>Takes a document out again.</summary>
    internal void Take(int document, IEnumerable<ulong> terms)
    {
        foreach (var term in terms)
        {
            if (Of(term) is { } list && Find(list, document) is >= 0 and var place) list.RemoveAt(place);
        }
    }

    /// <summary>Gives back what growing lists have reserved; for an index that is built.</summary>
    internal void Trim()
    {
        foreach (var list in _postings) list?.TrimExcess();
    }

    /// <summary>How much a term tells: high for rare ones, highest for those that no document holds.</summary>
    internal float Idf(ulong term) => Idf(Of(term)?.Count ?? 0);

    internal bool Holds(int document, ulong term) => Of(term) is { } list && Find(list, document) >= 0;

    /// <summary>The row of a term; -1 where it has none and none is to be added.</summary>
    internal int Row(ulong term, bool add)
    {
        if (_rows.TryGetValue(term, out var row)) return row;
        if (!add) return -1;
        _rows[term] = _postings.Count;
        _postings.Add(null);
        return _postings.Count - 1;
    }

    /// <summary>Adds up what each document holds of a query, weighed.</summary>
    /// <returns>The most that a document could reach.</returns>
    internal float Score(ReadOnlySpan<Term> query, Span<float> scores)
    {
        scores.Clear();
        float total = 0, left = MostPostings;
        foreach (var (row, _) in query) left -= _postings[row]?.Count ?? 0;
        if (left < 0) return ScoreMostTelling(query, scores);
        foreach (var (row, weight) in query)
        {
            var list = _postings[row];
            var telling = weight * Idf(list?.Count ?? 0);
            total += telling;
            if (list is not null) Add(list, telling, scores);
        }

        return total;
    }

    private float ScoreMostTelling(ReadOnlySpan<Term> query, Span<float> scores)
    {
        var terms = query.ToArray().Select(t => (Postings: _postings[t.Row], Telling: t.Weight * Idf(_postings[t.Row]?.Count ?? 0))).ToList();
        var left = MostPostings;
        foreach (var (list, telling) in terms.OrderByDescending(t => t.Telling))
        {
            if (list is null) continue;
            if ((left -= list.Count) < 0) break;
            Add(list, telling, scores);
        }

        return terms.Sum(t => t.Telling);
    }

    private static void Add(List<Posting> list, float weight, Span<float> scores)
    {
        foreach (ref readonly var posting in CollectionsMarshal.AsSpan(list)) scores[posting.Document] += weight * posting.Share;
    }

    private List<Posting>? Of(ulong term) => _rows.TryGetValue(term, out var row) ? _postings[row] : null;

    // Logarithms of small numbers, which are most of them, are looked up.
    private float Idf(int holding)
    {
        if (_count != Count) (_count, _idf) = (Count, []);
        if (holding >= _idf.Length) Array.Resize(ref _idf, Math.Min(Math.Max(64, holding * 2), Math.Max(Count, holding) + 1));
        ref var idf = ref _idf[holding];
        if (idf == 0) idf = MathF.Log(1 + ((Count - holding + 0.5f) / (holding + 0.5f)));
        return idf;
    }

    private static int Find(List<Posting> list, int document)
    {
        int low = 0, high = list.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var found = list[middle].Document;
            if (found == document) return middle;
            if (found < document) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }
}
