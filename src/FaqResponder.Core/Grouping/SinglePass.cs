namespace FaqResponder.Core.Grouping;

/// <summary>One mail after the other joins the group to which it is most alike on average, or begins one. What is sure of a post comes first.</summary>
/// <remarks>
/// Groups are found by an inverted index of the mails in them. Only the rarer terms are looked up (the prefix filter of Bayardo, Ma and Srikant, 2007): the
/// common ones together cannot make mails alike that share none of the rare ones.
/// </remarks>
internal sealed class SinglePass
{
    // What the common terms may add at most, as a share of what is wanted. More of them would let more groups be looked at in vain.
    private const double Common = 0.6;

    private readonly PreparedMail[] _mails;
    private readonly MailVectors _vectors;
    private readonly List<List<int>> _groups = [];
    private readonly int[] _groupOf;
    private readonly Dictionary<(int Group, string Post), int> _fair = [];

    // For each term the mails in groups that hold it.
    private readonly (int Mail, float Value)[] _postings;
    private readonly int[] _starts;
    private readonly int[] _ends;

    // What the mail at hand shares with each group; back to zero after each.
    private readonly float[] _sums;
    private readonly List<int> _touched = [];

    private SinglePass(PreparedMail[] mails, MailVectors vectors)
    {
        (_mails, _vectors) = (mails, vectors);
        (_groupOf, _sums) = (new int[mails.Length], new float[mails.Length]);
        _starts = new int[vectors.Holding.Length + 1];
        for (var term = 0; term < vectors.Holding.Length; term++) _starts[term + 1] = _starts[term] + vectors.Holding[term];
        _ends = _starts[..^1];
        _postings = new (int, float)[_starts[^1]];
    }

    /// <summary>The groups, each as places of its mails.</summary>
    internal static List<List<int>> Run(PreparedMail[] mails, MailVectors vectors)
    {
        var pass = new SinglePass(mails, vectors);
        pass.TakeSure();
        pass.TakeOthers();
        return pass._groups;
    }

    private void TakeSure()
    {
        var byPost = new Dictionary<string, int>();
        for (var mail = 0; mail < _mails.Length; mail++)
        {
            if (PostOf(mail, Belonging.Sure) is not { } post) continue;
            if (!byPost.TryGetValue(post, out var group)) byPost[post] = group = Begin();
            Join(mail, group);
        }
    }

    private void TakeOthers()
    {
        for (var mail = 0; mail < _mails.Length; mail++)
        {
            if (PostOf(mail, Belonging.Sure) is null) Join(mail, Nearest(mail) ?? Begin());
        }
    }

    private string? PostOf(int mail, double confidence) => Belonging.PostOf(_mails[mail].Mail, confidence);

    private int Begin()
    {
        _groups.Add([]);
        return _groups.Count - 1;
    }

    private void Join(int mail, int group)
    {
        _groupOf[mail] = group;
        _groups[group].Add(mail);
        if (PostOf(mail, Belonging.Fair) is { } post) _fair[(group, post)] = _fair.GetValueOrDefault((group, post)) + 1;
        foreach (var (term, value) in _vectors.Of(mail)) _postings[_ends[term]++] = (mail, value);
    }

    private int? Nearest(int mail)
    {
        var post = PostOf(mail, Belonging.Fair);
        var left = AddRare(mail, Common * (post is null ? Belonging.Alike : Belonging.Alike - Belonging.SamePost));
        int? nearest = null;
        var most = Belonging.Alike;
        foreach (var group in _touched)
        {
            var agreeing = post is null ? 0 : Belonging.SamePost * _fair.GetValueOrDefault((group, post)) / _groups[group].Count;
            var atMost = (_sums[group] / _groups[group].Count) + left + agreeing;
            _sums[group] = 0;
            if (atMost < most) continue;
            var likeness = _groups[group].Average(other => _vectors.Likeness(mail, other)) + agreeing;
            if (likeness > most || (likeness == most && (nearest is null || group < nearest))) (nearest, most) = (group, likeness);
        }

        _touched.Clear();
        return nearest;
    }

    /// <summary>Adds up by groups what the rarer terms of a mail share with them.</summary>
    /// <returns>What the terms that were left out could add: less than a bound, since no vector is longer than 1.</returns>
    private double AddRare(int mail, double bound)
    {
        var terms = _vectors.Of(mail);
        var squares = 0.0;
        for (var i = terms.Length - 1; i >= 0; i--)
        {
            var more = squares + (terms[i].Value * terms[i].Value);
            if (more >= bound * bound) break;
            squares = more;
            terms = terms[..i];
        }

        foreach (var (term, value) in terms)
        {
            foreach (var (other, weight) in _postings.AsSpan(_starts[term].._ends[term]))
            {
                var group = _groupOf[other];
                if (_sums[group] == 0) _touched.Add(group);
                _sums[group] += value * weight;
            }
        }

        return Math.Sqrt(squares);
    }
}
