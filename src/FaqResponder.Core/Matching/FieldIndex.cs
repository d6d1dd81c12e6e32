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

    private readonly Dictionary<ulong, List<Posting>> _postings = [];

    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Posting(int Document, float Share);

    /// <summary>How many documents there are.</summary>
    internal int Count { get; set; }

    /// <summary>Adds a document by the weighed counts of its terms.</summary>
    internal void Put(int document, Dictionary<ulong, float> terms)
    {
        foreach (var (term, count) in terms)
        {
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_postings, term, out _);
            list ??= new(1);
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
            if (!_postings.TryGetValue(term, out var list)) continue;
            if (Find(list, document) is >= 0 and var place) list.RemoveAt(place);
            if (list.Count == 0) _postings.Remove(term);
        }
    }

    /// <summary>Gives back what growing lists have reserved; for an index that is built.</summary>
    internal void Trim()
    {
        foreach (var list in _postings.Values) list.TrimExcess();
    }

    /// <summary>How much a term tells: high for rare ones, highest for those that no document holds.</summary>
    internal float Idf(ulong term) => Idf(_postings.TryGetValue(term, out var list) ? list.Count : 0);

    internal bool Holds(int document, ulong term) => _postings.TryGetValue(term, out var list) && Find(list, document) >= 0;

    /// <summary>Adds up what each document holds of a query, weighed.</summary>
    /// <returns>The most that a document could reach.</returns>
    internal float Score(IReadOnlyList<(ulong Term, float Weight)> query, Span<float> scores)
    {
        scores.Clear();
        var total = 0f;
        var met = new List<(float Weight, List<Posting> Postings)>(query.Count);
        var postings = 0;
        foreach (var (term, weight) in query)
        {
            var list = _postings.GetValueOrDefault(term);
            var telling = weight * Idf(list?.Count ?? 0);
            total += telling;
            if (list is null) continue;
            met.Add((telling, list));
            postings += list.Count;
        }

        if (postings > MostPostings) met.Sort((a, b) => b.Weight.CompareTo(a.Weight));
        var left = MostPostings;
        foreach (var (weight, list) in met)
        {
            if ((left -= list.Count) < 0) break;
            foreach (ref readonly var posting in CollectionsMarshal.AsSpan(list)) scores[posting.Document] += weight * posting.Share;
        }

        return total;
    }

    private float Idf(int holding) => MathF.Log(1 + ((Count - holding + 0.5f) / (holding + 0.5f)));

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
