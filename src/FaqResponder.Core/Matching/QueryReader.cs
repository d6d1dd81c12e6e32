namespace FaqResponder.Core.Matching;

/// <summary>
/// Reads mails for one index. A word is looked up once; its terms are rows of the index from then on, and adding up is done in arrays. A term counts once
/// in each sentence.
/// </summary>
internal sealed class QueryReader(Lexicon lexicon, FieldIndex[] views)
{
    private const int MostKept = 60_000;

    private readonly Dictionary<Word, int[][]> _rows = [];
    private readonly Sums[] _sums = [new(), new(), new()];
    private int _sentence;

    /// <summary>Reads sentences, each with what its place counts.</summary>
    internal MailQuery Read(IEnumerable<(string Text, float Weight)> sentences)
    {
        var stems = new HashSet<ulong>();
        var words = 0;
        foreach (var sums in _sums) sums.Begin();
        Span<char> buffer = stackalloc char[WordReader.Longest];
        foreach (var (text, weight) in sentences)
        {
            _sentence++;
            var reader = new WordReader(text, buffer);
            while (reader.Next())
            {
                if (lexicon.Find(reader.Folded) is not { } word) continue;
                words++;
                stems.Add(word.StemKey);
                var rows = RowsOf(word);
                for (var view = 0; view < rows.Length; view++) _sums[view].Add(rows[view], _sentence, weight, word.Weight);
            }
        }

        return new([.. _sums.Select(s => s.Take())], stems, words);
    }

    private int[][] RowsOf(Word word)
    {
        if (_rows.TryGetValue(word, out var known)) return known;
        var keep = _rows.Count < MostKept;
        var rows = new int[views.Length][];
        for (var view = 0; view < rows.Length; view++)
        {
            var keys = word.In((View)view);
            rows[view] = new int[keys.Length];
            for (var i = 0; i < keys.Length; i++) rows[view][i] = views[view].Row(keys[i], keep);
        }

        if (keep) _rows[word] = rows;
        return rows;
    }

    /// <summary>Adds up by row; what earlier queries left is told apart by its number, not cleared.</summary>
    private sealed class Sums
    {
        private readonly List<int> _touched = [];
        private Cell[] _cells = [];
        private int _query;

        public void Begin()
        {
            _touched.Clear();
            _query++;
        }

        public void Add(int[] rows, int sentence, float place, float word)
        {
            foreach (var row in rows)
            {
                if (row < 0) continue;
                if (row >= _cells.Length) Array.Resize(ref _cells, Math.Max(1024, (row + 1) * 2));
                ref var cell = ref _cells[row];
                if (cell.Query != _query)
                {
                    cell = new() { Query = _query };
                    _touched.Add(row);
                }

                cell.Word = Math.Max(cell.Word, word);
                if (cell.Sentence == sentence) continue;
                cell.Sentence = sentence;
                cell.Places += place;
            }
        }

        public FieldIndex.Term[] Take()
        {
            var terms = new FieldIndex.Term[_touched.Count];
            for (var i = 0; i < terms.Length; i++)
            {
                ref var cell = ref _cells[_touched[i]];
                terms[i] = new(_touched[i], MathF.Log(1 + cell.Places) * cell.Word);
            }

            return terms;
        }

        private struct Cell
        {
            public int Query;
            public int Sentence;
            public float Places;
            public float Word;
        }
    }
}
