using System.Buffers;
using System.Collections.Concurrent;

namespace FaqResponder.Core.Matching;

/// <summary>A word by its rows in the three indexes: what it is looked up by is worked out once.</summary>
internal sealed class IndexedWord(float weight)
{
    private int[] _rows = [];
    private int _pieces;

    /// <summary>What it counts in a question, 0 to 1: little when all mail is full of it.</summary>
    public float Weight => weight;

    /// <summary>The row of its stem.</summary>
    public int Stem => _rows[0];

    /// <summary>What it is made of, until its rows are known.</summary>
    public Word? Unplaced { get; set; }

    /// <summary>For whoever counts words: how often it was met. Zero when nobody counts.</summary>
    public float Times { get; set; }

    public ReadOnlySpan<int> In(View view) => view switch
    {
        View.Stems => _rows.AsSpan(0, 1),
        View.Pieces => _rows.AsSpan(1, _pieces),
        View.Senses => _rows.AsSpan(1 + _pieces),
    };

    /// <summary>Tells its rows: one of its stem, some of its pieces, the rest of its senses.</summary>
    public void Place(int[] rows, int pieces) => (_rows, _pieces, Unplaced) = (rows, pieces, null);
}

/// <summary>
/// The words that an index has met, in posts and in mails. Those of posts stay, as they are as many as the posts have; of those of mails, which anybody
/// can write, a bounded number is kept.
/// </summary>
internal sealed class Vocabulary
{
    private const int MostOfMails = 60_000;

    private readonly Lexicon _lexicon;
    private readonly FieldIndex[] _views;
    private readonly Dictionary<ulong, IndexedWord?> _words = [];
    private int _ofMails;

    private delegate IndexedWord? Finder(in WordReader reader);

    internal Vocabulary(Lexicon lexicon, FieldIndex[] views)
    {
        _lexicon = lexicon;
        _views = views;
    }

    /// <summary>Reads many things at once, on all processors, by a function that reads their texts.</summary>
    internal List<TRead> ReadAll<T, TRead>(IReadOnlyList<T> things, Func<T, Func<string, IndexedWord[]>, TRead> read)
    {
        var met = new ConcurrentDictionary<ulong, IndexedWord?>(_words);
        var all = things.AsParallel().AsOrdered().Select(t => read(t, text => Words(text, Find))).ToList();
        foreach (var (key, word) in met)
        {
            _words[key] = word;
            if (word is not null) Place(word, add: true);
        }

        return all;

        IndexedWord? Find(in WordReader reader) => met.TryGetValue(reader.Key, out var word) ? word : met.GetOrAdd(reader.Key, Make(reader.Folded));
    }

    /// <summary>The words of a text of ours, in order.</summary>
    internal IndexedWord[] Read(string text) => Words(text, FindOfPost);

    /// <summary>The words of a text that somebody sent, in order.</summary>
    internal IndexedWord[] ReadMail(string text) => Words(text, FindOfMail);

    /// <summary>A single word of a mail; <see langword="null"/> for stop words.</summary>
    internal IndexedWord? FindOfMail(in WordReader reader)
    {
        if (_words.TryGetValue(reader.Key, out var word)) return word;
        word = Make(reader.Folded);
        var keep = _ofMails < MostOfMails;
        if (word is not null) Place(word, keep);
        if (!keep) return word;
        _ofMails++;
        _words.TryAdd(reader.Key, word);
        return word;
    }

    private IndexedWord? FindOfPost(in WordReader reader)
    {
        if (_words.TryGetValue(reader.Key, out var word)) return word;
        word = Make(reader.Folded);
        if (word is not null) Place(word, add: true);
        _words[reader.Key] = word;
        return word;
    }

    private static IndexedWord[] Words(string text, Finder find)
    {
        var words = ArrayPool<IndexedWord>.Shared.Rent((text.Length / 2) + 1);
        var count = 0;
        var reader = new WordReader(text, stackalloc char[WordReader.Longest]);
        while (reader.Next())
        {
            if (find(reader) is { } word) words[count++] = word;
        }

        var read = words[..count];
        ArrayPool<IndexedWord>.Shared.Return(words);
        return read;
    }

    private void Place(IndexedWord indexed, bool add)
    {
        if (indexed.Unplaced is not { } word) return;
        var pieces = word.In(View.Pieces);
        var senses = word.In(View.Senses);
        var rows = new int[1 + pieces.Length + senses.Length];
        rows[0] = _views[(int)View.Stems].RowOf(word.StemKey, add);
        for (var i = 0; i < pieces.Length; i++) rows[1 + i] = _views[(int)View.Pieces].RowOf(pieces[i], add);
        for (var i = 0; i < senses.Length; i++) rows[1 + pieces.Length + i] = _views[(int)View.Senses].RowOf(senses[i], add);
        indexed.Place(rows, pieces.Length);
    }

    private IndexedWord? Make(ReadOnlySpan<char> folded) => _lexicon.Find(folded) is { } word ? new(word.Weight) { Unplaced = word } : null;
}
