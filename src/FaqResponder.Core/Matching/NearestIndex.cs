using System.Runtime.InteropServices;

namespace FaqResponder.Core.Matching;

/// <summary>
/// Short texts (titles, phrasings, passages), each with the post it belongs to. For a query it gives every post's nearest one by the cosine
/// of idf-weighted terms: one phrasing that is close says more than many that are not.
/// </summary>
internal sealed class NearestIndex
{
    private readonly Dictionary<string, List<int>> _postings = [];
    private readonly List<(int Owner, double Norm, string Words)> _texts = [];
    private readonly Func<string, double> _idf;
    private readonly int _owners;

    /// <param name="texts">The texts with their owners and terms.</param>
    /// <param name="owners">How many owners there are.</param>
    /// <param name="idf">The weight of a term.</param>
    internal NearestIndex(IEnumerable<(int Owner, string Words, IReadOnlyList<string> Terms)> texts, int owners, Func<string, double> idf)
    {
        (_owners, _idf) = (owners, idf);
        foreach (var (owner, words, terms) in texts)
        {
            var distinct = terms.Distinct().ToList();
            foreach (var term in distinct)
            {
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_postings, term, out _);
                (list ??= []).Add(_texts.Count);
            }

            _texts.Add((owner, Norm(distinct), words));
        }

        // It lives as long as the posts don't change, and lists grow by doubling.
        foreach (var list in _postings.Values) list.TrimExcess();
    }

    /// <summary>For each owner, the cosine of its nearest text and that text.</summary>
    internal (double Cosine, string? Words)[] Nearest(IReadOnlyCollection<string> query)
    {
        var distinct = query.Distinct().ToList();
        var dots = new double[_texts.Count];
        foreach (var term in distinct)
        {
            if (!_postings.TryGetValue(term, out var list)) continue;
            var weight = _idf(term) * _idf(term);
            foreach (var text in CollectionsMarshal.AsSpan(list)) dots[text] += weight;
        }

        var norm = Norm(distinct);
        var nearest = new (double Cosine, string? Words)[_owners];
        for (var i = 0; i < dots.Length; i++)
        {
            var (owner, length, words) = _texts[i];
            var cosine = dots[i] > 0 ? dots[i] / (norm * length) : 0;
            if (cosine > nearest[owner].Cosine) nearest[owner] = (cosine, words);
        }

        return nearest;
    }

    private double Norm(IEnumerable<string> terms) => Math.Sqrt(terms.Sum(t => _idf(t) * _idf(t)));
}
