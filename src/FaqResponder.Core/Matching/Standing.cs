namespace FaqResponder.Core.Matching;

/// <summary>
/// Where all posts stand for one query. Sums of long and short mails can't be compared, so each view is told in standard deviations from the mean of
/// the posts that are not its best: how far a post stands out.
/// </summary>
internal sealed class Standing(MailQuery query, int[] places, ConfidenceModel model, bool keepViews = false)
{
    // With few posts their spread is chance: it is taken for these shares of the mean and of the most until as many posts as this speak against it.
    private const float UsualSpread = 0.45f;
    private const float LeastSpread = 0.01f;
    private const float Doubt = 4;

    private const int MostOnStack = 2048;

    // Beyond this a post adds nothing to the sum of chances.
    private const float FarBehind = 16;

    private readonly float[] _ranks = new float[places.Length];
    private readonly float[] _stemRanks = new float[places.Length];
    private readonly float[] _met = new float[places.Length];
    private int[] _order = [];
    private float _most;
    private float _total;

    /// <summary>The best posts first, as numbers from 0.</summary>
    internal ReadOnlySpan<int> Best => _order;

    /// <summary>What was compared.</summary>
    internal MailQuery Query => query;

    internal int Count => places.Length;

    internal int Place(int number) => places[number];

    internal float Rank(int number) => _ranks[number];

    /// <summary>The share of what the mail says that the post meets, 0 to 1.</summary>
    internal float Share(int number) => _most > 0 ? _met[number] / _most : 0;

    /// <summary>How much the words tell that the post meets.</summary>
    internal float Met(int number) => _met[number];

    /// <summary>How far the post stands out by the stems alone.</summary>
    internal float StemRank(int number) => _stemRanks[number];

    /// <summary>For the program that fits the weights: what each view says of each post.</summary>
    internal List<float[]> Views { get; } = [];

    internal void Add(View view, ReadOnlySpan<float> scores, float most)
    {
        var own = places.Length <= MostOnStack ? stackalloc float[places.Length] : new float[places.Length];
        float sum = 0, squares = 0, best = 0;
        for (var i = 0; i < own.Length; i++)
        {
            var score = own[i] = scores[places[i]];
            sum += score;
            squares += score * score;
            best = Math.Max(best, score);
        }

        var others = own.Length - 1;
        var mean = others > 0 ? (sum - best) / others : 0;
        var spread = Math.Max(0, squares - (best * best) - (others * mean * mean));
        var usual = (UsualSpread * mean) + (LeastSpread * most);
        var deviation = MathF.Sqrt((spread + (Doubt * usual * usual)) / (others + Doubt)) + 1e-6f;
        if (best <= 0) deviation = 1;
        if (view is View.Stems)
        {
            _most = most;
            own.CopyTo(_met);
        }

        var weight = model.RankWeights[(int)view];
        for (var i = 0; i < own.Length; i++)
        {
            own[i] = (own[i] - mean) / deviation;
            _ranks[i] += weight * own[i];
        }

        if (view is View.Stems) own.CopyTo(_stemRanks);

        if (keepViews) Views.Add(own.ToArray());
    }

    internal void Order()
    {
        const int Most = 5;
        Span<int> best = stackalloc int[Most];
        var count = 0;
        for (var i = 0; i < _ranks.Length; i++)
        {
            var rank = _ranks[i];
            if (count == Most && rank <= _ranks[best[Most - 1]]) continue;
            var at = count < Most ? count++ : Most - 1;
            for (; at > 0 && _ranks[best[at - 1]] < rank; at--) best[at] = best[at - 1];
            best[at] = i;
        }

        _order = best[..count].ToArray();
    }

    /// <summary>The probability that the order alone gives a post, 0 to 1.</summary>
    internal double Chance(int number)
    {
        var top = _ranks[_order[0]];
        if (_total == 0)
        {
            foreach (var rank in _ranks)
            {
                if (top - rank < FarBehind) _total += MathF.Exp(rank - top);
            }
        }

        return MathF.Exp(_ranks[number] - top) / _total;
    }
}
