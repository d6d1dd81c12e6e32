using System.Runtime.InteropServices;

namespace FaqResponder.Core.Grouping;

/// <summary>
/// Mails as vectors: each term weighed by how few mails have it (TF-IDF, Salton and Buckley 1988). The product of two vectors is how alike the mails are,
/// 0 to 1: their cosine, as if each mail had one more rare word that no other has, so that a single word in common doesn't make two mails alike.
/// </summary>
internal sealed class MailVectors
{
    // As if there were so many other mails: among three mails that ask the same, a word that all of them have still tells something.
    private const int Background = 100;

    private readonly int[] _starts;
    private readonly Entry[] _entries;

    internal MailVectors(ReadOnlySpan<PreparedMail> mails)
    {
        var (terms, counts) = Number(mails);
        // Terms of a single mail meet nothing, and only make its vector longer. The others are numbered anew, the rarest first.
        var ranks = Rank(counts, mails.Length, out var holding);
        Holding = holding;
        var values = Weigh(mails, terms, counts);
        _starts = new int[mails.Length + 1];
        _entries = new Entry[holding.Sum()];
        Fill(mails, terms, ranks, values);
    }

    /// <summary>How many mails hold each term, rising.</summary>
    internal int[] Holding { get; }

    /// <summary>The terms that a mail shares with any other, the rarest first.</summary>
    internal ReadOnlySpan<Entry> Of(int mail) => _entries.AsSpan(_starts[mail].._starts[mail + 1]);

    /// <summary>How alike two mails are, 0 to 1.</summary>
    internal float Likeness(int one, int other)
    {
        var some = Of(one);
        var others = Of(other);
        var (i, j, sum) = (0, 0, 0f);
        while (i < some.Length && j < others.Length)
        {
            if (some[i].Term < others[j].Term) i++;
            else if (some[i].Term > others[j].Term) j++;
            else sum += some[i++].Value * others[j++].Value;
        }

        return sum;
    }

    /// <summary>The terms of all mails as numbers, mail after mail, and how many mails hold each.</summary>
    private static (int[] Terms, int[] Counts) Number(ReadOnlySpan<PreparedMail> mails)
    {
        var all = 0;
        foreach (var mail in mails) all += mail.Terms.Length;
        var (terms, counts, at) = (new int[all], new int[all], 0);
        var numbers = new Dictionary<ulong, int>(all / 4);
        foreach (var mail in mails)
        {
            foreach (var (key, _) in mail.Terms)
            {
                ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key, out var met);
                if (!met) number = numbers.Count - 1;
                counts[number]++;
                terms[at++] = number;
            }
        }

        return (terms, counts[..numbers.Count]);
    }

    /// <summary>The place of each term among those that several mails hold, by how many do; -1 for the others.</summary>
    private static int[] Rank(int[] counts, int mails, out int[] holding)
    {
        // A counting sort: how many terms stand before those that so many mails hold.
        var before = new int[mails + 2];
        foreach (var count in counts)
        {
            if (count > 1) before[count + 1]++;
        }

        for (var i = 1; i < before.Length; i++) before[i] += before[i - 1];
        holding = new int[before[^1]];
        var ranks = new int[counts.Length];
        for (var term = 0; term < counts.Length; term++)
        {
            ranks[term] = counts[term] > 1 ? before[counts[term]]++ : -1;
            if (ranks[term] >= 0) holding[ranks[term]] = counts[term];
        }

        return ranks;
    }

    private static float[] Weigh(ReadOnlySpan<PreparedMail> mails, int[] terms, int[] counts)
    {
        var idf = new float[mails.Length + 1];
        for (var i = 1; i < idf.Length; i++) idf[i] = MathF.Log(1 + ((mails.Length + Background - i + 0.5f) / (i + 0.5f)));
        var values = new float[terms.Length];
        var at = 0;
        foreach (var mail in mails)
        {
            var from = at;
            var squares = idf[1] * idf[1];
            foreach (var (_, weight) in mail.Terms)
            {
                var value = values[at] = weight * idf[counts[terms[at++]]];
                squares += value * value;
            }

            var length = MathF.Sqrt(squares);
            foreach (ref var value in values.AsSpan(from..at)) value /= length;
        }

        return values;
    }

    // By terms first and then by mails, so that the terms of each mail come to lie in their order without being sorted.
    private void Fill(ReadOnlySpan<PreparedMail> mails, int[] terms, int[] ranks, float[] values)
    {
        var ends = new int[Holding.Length];
        for (var term = 1; term < ends.Length; term++) ends[term] = ends[term - 1] + Holding[term - 1];
        var byTerm = new (int Mail, float Value)[_entries.Length];
        var at = 0;
        for (var mail = 0; mail < mails.Length; mail++)
        {
            _starts[mail + 1] = _starts[mail];
            for (var i = 0; i < mails[mail].Terms.Length; i++, at++)
            {
                if (ranks[terms[at]] is not (>= 0 and var rank)) continue;
                byTerm[ends[rank]++] = (mail, values[at]);
                _starts[mail + 1]++;
            }
        }

        var places = _starts[..^1];
        for (int term = 0, from = 0; term < ends.Length; from = ends[term++])
        {
            foreach (var (mail, value) in byTerm.AsSpan(from..ends[term])) _entries[places[mail]++] = new(term, value);
        }
    }

    /// <summary>A term of a mail and what it counts.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Entry(int Term, float Value);
}
