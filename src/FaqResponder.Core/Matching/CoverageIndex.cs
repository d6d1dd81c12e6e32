using System.Runtime.InteropServices;

namespace FaqResponder.Core.Matching;

/// <summary>
/// An inverted index over one field of all posts. It tells which share of a query's weight each document meets: the BM25 sum (Robertson
/// and Zaragoza 2009, with k1 = 1.2) divided by the largest one that this query could reach. The share lies between 0 and 1 however long the
/// query is, so that mails of all lengths can be compared.
/// </summary>
internal sealed class CoverageIndex
{
    private const double Saturation = 1.2;

    private readonly Dictionary<string, List<(int Document, float Weight)>> _postings = [];
    private readonly int _count;

    /// <param name="documents">The terms of each document.</param>
    /// <param name="lengthCounts">How much a document's length counts against it (the b of BM25), 0 to 1.</param>
    internal CoverageIndex(IReadOnlyList<IReadOnlyList<string>> documents, double lengthCounts)
    {
        _count = documents.Count;
        var average = Math.Max(1, documents.Select(d => d.Count).DefaultIfEmpty(0).Average());
        for (var i = 0; i < documents.Count; i++)
        {
            var normal = Saturation * (1 - lengthCounts + (lengthCounts * documents[i].Count / average));
            foreach (var term in documents[i].CountBy(t => t))
            {
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_postings, term.Key, out _);
                (list ??= []).Add((i, (float)(term.Value / (term.Value + normal))));
            }
        }

        // It lives as long as the posts don't change, and lists grow by doubling.
        foreach (var list in _postings.Values) list.TrimExcess();
    }

    /// <summary>How much a term tells: high for rare ones, highest for those that no document holds.</summary>
    internal double Idf(string term)
    {
        var holding = _postings.TryGetValue(term, out var list) ? list.Count : 0;
        return Math.Log(1 + ((_count - holding + 0.5) / (holding + 0.5)));
    }

    internal bool Holds(int document, string term) => _postings.TryGetValue(term, out var list) && list.Exists(p => p.Document == document);

    /// <summary>The share that each document meets.</summary>
    internal double[] Coverage(IReadOnlyCollection<string> query)
    {
        var met = new double[_count];
        var total = 0.0;
        foreach (var term in query.Distinct())
        {
            var idf = Idf(term);
            total += idf;
            if (!_postings.TryGetValue(term, out var list)) continue;
            foreach (var (document, weight) in CollectionsMarshal.AsSpan(list)) met[document] += idf * weight;
        }

        if (total > 0)
        {
            for (var i = 0; i < met.Length; i++) met[i] /= total;
        }

        return met;
    }
}
