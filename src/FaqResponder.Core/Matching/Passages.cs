namespace FaqResponder.Core.Matching;

/// <summary>Short texts of a post, its phrasings or its sentences, in which the one nearest to a question can be found.</summary>
internal sealed class Passages
{
    private readonly string[] _texts;

    // Each stem with each passage that holds it, by stems: a question knows few of them.
    private readonly int[] _stems;
    private readonly ushort[] _holders;
    private readonly float[] _lengths;
    private int _measured = -1;

    internal Passages(IReadOnlyList<(string Text, IndexedWord[] Words)> passages)
    {
        _texts = [.. passages.Select(p => p.Text)];
        _lengths = new float[_texts.Length];
        (_stems, _holders) = ([], []);
        var stems = new List<int>();
        var holders = new List<ushort>();
        for (var i = 0; i < passages.Count; i++)
        {
            stems.AddRange(Rows.Of(passages[i].Words));
            while (holders.Count < stems.Count) holders.Add((ushort)i);
        }

        (_stems, _holders) = ([.. stems], [.. holders]);
        Array.Sort(_stems, _holders);
    }

    /// <summary>More than these have no number.</summary>
    internal static int Most => ushort.MaxValue;

    /// <summary>The nearest passage with its cosine, words weighed by how much they tell, if one comes as near as wanted.</summary>
    /// <param name="asked">The stems of the question, each once.</param>
    /// <param name="norm">The length of the question as a vector.</param>
    /// <param name="wanted">The least cosine.</param>
    /// <param name="index">Tells what stems tell.</param>
    internal (string? Text, double Likeness) Nearest(ReadOnlySpan<int> asked, double norm, double wanted, PostIndex index)
    {
        const int few = 256;
        var shared = (_texts.Length <= few ? stackalloc float[few] : new float[_texts.Length])[.._texts.Length];
        shared.Clear();
        foreach (var stem in asked)
        {
            var at = LowerBound(stem);
            if (at == _stems.Length || _stems[at] != stem) continue;
            var tells = index.Idf(stem);
            for (; at < _stems.Length && _stems[at] == stem; at++) shared[_holders[at]] += tells * tells;
        }

        Measure(index);
        string? nearest = null;
        for (var i = 0; i < _texts.Length; i++)
        {
            if (shared[i] == 0) continue;
            var likeness = shared[i] / (norm * _lengths[i]);
            if (likeness >= wanted) (nearest, wanted) = (_texts[i], likeness);
        }

        return (nearest, nearest is null ? 0 : wanted);
    }

    private int LowerBound(int stem)
    {
        int low = 0, high = _stems.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_stems[middle] < stem) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    // What stems tell changes with the posts.
    private void Measure(PostIndex index)
    {
        if (_measured == index.Version) return;
        _measured = index.Version;
        Array.Clear(_lengths);
        for (var i = 0; i < _stems.Length; i++)
        {
            var tells = index.Idf(_stems[i]);
            _lengths[_holders[i]] += tells * tells;
        }

        foreach (ref var length in _lengths.AsSpan()) length = MathF.Sqrt(length);
    }
}
