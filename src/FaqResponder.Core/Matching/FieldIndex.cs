using System.Runtime.InteropServices;

namespace FaqResponder.Core.Matching;

/// <summary>
/// An inverted index of one <see cref="View"/> of all posts, weighed by BM25F (Robertson, Zaragoza and Taylor 2004): how often a post holds a term is
/// added up over its fields, each by its weight and length, and then saturated once.
/// </summary>
/// <remarks>
/// All postings lie in one array, each in 32 bits: the document above, how much of the most it could count below. A row that outgrows its room moves to
/// the end; when the end is reached, all rows are laid out anew.
/// </remarks>
internal sealed class FieldIndex(View view)
{
    /// <summary>More documents than this have no number.</summary>
    internal const int MostDocuments = 1 << (32 - ShareBits);

    /// <summary>k1 of BM25: how soon more of the same stops counting.</summary>
    private const float Saturation = 3;

    // Where very many posts hold the words of a very long mail, the least telling ones are left out; a few hundred posts never come near it.
    private const int MostPostings = 300_000;

    private const int ShareBits = 12;
    private const int FullShare = (1 << ShareBits) - 1;

    // Rows that no document ever has: for words that are too many to have one of their own, and that must still count as unmet.
    private const int Nameless = 1024;

    private readonly Dictionary<ulong, int> _rows = [];
    private readonly List<int> _touched = [];
    private Row[] _lists = new Row[2 * Nameless];
    private int _rowCount = Nameless;
    private uint[] _postings = [];
    private int _used;
    private float[] _sums = [];
    private float[] _idf = [];
    private int _told = -1;

    /// <summary>A term of a query by its row.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Term(int Row, float Weight);

    /// <summary>A word of a document and how often it stands there, weighed by the fields.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Counted(IndexedWord Word, float Times);

    /// <summary>How many documents there are.</summary>
    internal int Count { get; set; }

    /// <summary>Adds the documents 0, 1, 2, … to an index that is empty.</summary>
    internal void Fill(IReadOnlyList<Counted[]> documents)
    {
        foreach (var document in documents)
        {
            Sum(document);
            foreach (var row in _touched) (_lists[row].Count, _sums[row]) = (_lists[row].Count + 1, 0);
        }

        foreach (ref var list in _lists.AsSpan(0, _rowCount))
        {
            list = new() { Start = _used, Room = list.Count };
            _used += list.Room;
        }

        _postings = new uint[_used];
        for (var document = 0; document < documents.Count; document++)
        {
            Sum(documents[document]);
            foreach (var row in _touched)
            {
                ref var list = ref _lists[row];
                _postings[list.Start + list.Count++] = Pack(document, row);
            }
        }

        Count = documents.Count;
        _told = -1;
    }

    /// <summary>Adds a document.</summary>
    internal void Put(int document, ReadOnlySpan<Counted> words)
    {
        Sum(words);
        foreach (var row in _touched) Insert(row, Pack(document, row));
    }

    /// <summary>Takes a document out again.</summary>
    internal void Take(int document, ReadOnlySpan<Counted> words)
    {
        Sum(words);
        foreach (var row in _touched)
        {
            _sums[row] = 0;
            if (Find(row, document) is not (>= 0 and var place)) continue;
            var list = Postings(row);
            list[(place + 1)..].CopyTo(list[place..]);
            _lists[row].Count--;
            _told = -1;
        }
    }

    /// <summary>How much a row tells: much if few documents hold it, most if none does.</summary>
    internal float Idf(int row)
    {
        if (_told != Count) Tell();
        return _lists[row].Idf;
    }

    /// <summary>Whether any document holds a row.</summary>
    internal bool Knows(int row) => _lists[row].Count > 0;

    internal bool Holds(int document, int row) => Find(row, document) >= 0;

    /// <summary>The row of a term. Where it has none and none is to be added, one of those that no document has.</summary>
    internal int RowOf(ulong term, bool add)
    {
        if (_rows.TryGetValue(term, out var row)) return row;
        if (!add) return (int)(term % Nameless);
        row = _rowCount++;
        _rows[term] = row;
        if (row == _lists.Length) Array.Resize(ref _lists, row * 2);
        _lists[row].Idf = IdfOf(0);
        return row;
    }

    /// <summary>Adds up what each document holds of a query, weighed.</summary>
    /// <returns>The most that a document could reach.</returns>
    internal float Score(ReadOnlySpan<Term> query, Span<float> scores)
    {
        scores.Clear();
        if (_told != Count) Tell();
        if ((long)Count * query.Length > MostPostings && Postings(query) > MostPostings) return ScoreMostTelling(query, scores);
        var total = 0f;
        foreach (var (row, weight) in query)
        {
            ref var list = ref _lists[row];
            var telling = weight * list.Idf;
            total += telling;
            Add(_postings.AsSpan(list.Start, list.Count), telling, scores);
        }

        return total;
    }

    private long Postings(ReadOnlySpan<Term> query)
    {
        var sum = 0L;
        foreach (var (row, _) in query) sum += _lists[row].Count;
        return sum;
    }

    private float ScoreMostTelling(ReadOnlySpan<Term> query, Span<float> scores)
    {
        var terms = new (int Row, float Telling)[query.Length];
        for (var i = 0; i < terms.Length; i++) terms[i] = (query[i].Row, query[i].Weight * Idf(query[i].Row));
        var left = MostPostings;
        foreach (var (row, telling) in terms.OrderByDescending(t => t.Telling))
        {
            if ((left -= _lists[row].Count) < 0) break;
            Add(Postings(row), telling, scores);
        }

        return terms.Sum(t => t.Telling);
    }

    private static void Add(ReadOnlySpan<uint> postings, float telling, Span<float> scores)
    {
        telling /= FullShare;
        foreach (var posting in postings) scores[(int)(posting >> ShareBits)] += telling * (int)(posting & FullShare);
    }

    private Span<uint> Postings(int row) => _postings.AsSpan(_lists[row].Start, _lists[row].Count);

    private void Sum(ReadOnlySpan<Counted> words)
    {
        if (_sums.Length < _rowCount) Array.Resize(ref _sums, _lists.Length);
        _touched.Clear();
        foreach (var (word, times) in words)
        {
            foreach (var row in word.In(view))
            {
                ref var sum = ref _sums[row];
                if (sum == 0) _touched.Add(row);
                sum += times;
            }
        }
    }

    private uint Pack(int document, int row)
    {
        var sum = _sums[row];
        _sums[row] = 0;
        return ((uint)document << ShareBits) | (uint)MathF.Max(1, MathF.Round(FullShare * sum / (Saturation + sum)));
    }

    private void Insert(int row, uint posting)
    {
        var place = ~Find(row, (int)(posting >> ShareBits));
        if (_lists[row].Count == _lists[row].Room) Grow(row);
        ref var list = ref _lists[row];
        _told = -1;
        var all = _postings.AsSpan(list.Start, ++list.Count);
        all[place..^1].CopyTo(all[(place + 1)..]);
        all[place] = posting;
    }

    private void Grow(int row)
    {
        var room = _lists[row].Count + 2 + (_lists[row].Count / 4);
        if (_used + room > _postings.Length) LayOut(room);
        Postings(row).CopyTo(_postings.AsSpan(_used));
        _lists[row].Start = _used;
        _lists[row].Room = room;
        _used += room;
    }

    private void LayOut(int more)
    {
        var old = _postings;
        var rows = _lists.AsSpan(0, _rowCount);
        var rooms = 0;
        foreach (var list in rows) rooms += list.Room;
        _postings = new uint[rooms + (rooms / 8) + more + 256];
        _used = 0;
        foreach (ref var list in rows)
        {
            old.AsSpan(list.Start, list.Count).CopyTo(_postings.AsSpan(_used));
            list.Start = _used;
            _used += list.Room;
        }
    }

    // Most rows are short, so that the logarithms of small numbers serve again and again.
    private void Tell()
    {
        _idf = [];
        foreach (ref var list in _lists.AsSpan(0, _rowCount)) list.Idf = IdfOf(list.Count);
        _told = Count;
    }

    private float IdfOf(int holding)
    {
        if (holding >= _idf.Length) Array.Resize(ref _idf, Math.Min(Math.Max(64, holding * 2), Math.Max(Count, holding) + 1));
        ref var idf = ref _idf[holding];
        if (idf == 0) idf = MathF.Log(1 + ((Count - holding + 0.5f) / (holding + 0.5f)));
        return idf;
    }

    private int Find(int row, int document)
    {
        var list = Postings(row);
        int low = 0, high = list.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var found = (int)(list[middle] >> ShareBits);
            if (found == document) return middle;
            if (found < document) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    private struct Row
    {
        public int Start;
        public int Count;
        public int Room;
        public float Idf;
    }
}
