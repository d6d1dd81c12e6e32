namespace FaqResponder.Core.Matching;

/// <summary>Adds up the words of mails, row by row. A term counts once in each sentence.</summary>
internal sealed class QueryReader
{
    private readonly Sums[] _sums = [new(), new(), new()];
    private int _sentence;

    /// <summary>Adds up sentences, each with what its place counts.</summary>
    internal MailQuery Read(ReadOnlySpan<(IndexedWord[] Words, float Place)> sentences)
    {
        var count = 0;
        foreach (var sums in _sums) sums.Begin();
        foreach (var (words, place) in sentences)
        {
            _sentence++;
            count += words.Length;
            foreach (var word in words)
            {
                _sums[0].Add(word.In(View.Stems), _sentence, place, word.Weight);
                _sums[1].Add(word.In(View.Pieces), _sentence, place, word.Weight);
                _sums[2].Add(word.In(View.Senses), _sentence, place, word.Weight);
            }
        }

        return new([.. _sums.Select(s => s.Take())], _sums[0].Rows(), count);
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

        public void Add(ReadOnlySpan<int> rows, int sentence, float place, float word)
        {
            foreach (var row in rows)
            {
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
            // Most stand in one place only, beside others of it.
            var (places, log) = (0f, 0f);
            for (var i = 0; i < terms.Length; i++)
            {
                ref var cell = ref _cells[_touched[i]];
                if (cell.Places != places) (places, log) = (cell.Places, MathF.Log(1 + cell.Places));
                terms[i] = new(_touched[i], log * cell.Word);
            }

            return terms;
        }

        public int[] Rows()
        {
            int[] rows = [.. _touched];
            Array.Sort(rows);
            return rows;
        }

        private struct Cell
        {
            public int Query;
            public int Sentence;
            public float Word;
            public float Places;
        }
    }
}
