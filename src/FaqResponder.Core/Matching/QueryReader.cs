namespace FaqResponder.Core.Matching;

/// <summary>Adds up the words of mails, row by row. A term counts once in each sentence.</summary>
internal sealed class QueryReader
{
    private readonly Sums[] _sums = [new(), new(), new()];
    private int _sentence;

    /// <summary>What the last query looks for in a view.</summary>
    internal ReadOnlySpan<FieldIndex.Term> In(View view) => _sums[(int)view].Terms;

    /// <summary>Adds up sentences, each with what its place counts.</summary>
    internal MailQuery Read(ReadOnlySpan<(IndexedWord[] Words, float Place)> sentences)
    {
        var count = 0;
        foreach (var sums in _sums) sums.Begin(_sentence);
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

        foreach (var sums in _sums) sums.End();
        return new(_sums[0].Rows(), count);
    }

    /// <summary>Adds up by row; what earlier queries left is told apart by its sentences, not cleared.</summary>
    private sealed class Sums
    {
        private readonly List<int> _touched = [];
        private Cell[] _cells = [];
        private FieldIndex.Term[] _terms = [];
        private int _before;

        public ReadOnlySpan<FieldIndex.Term> Terms => _terms.AsSpan(0, _touched.Count);

        /// <summary>Begins a query after a sentence.</summary>
        public void Begin(int sentence)
        {
            _touched.Clear();
            _before = sentence;
        }

        public void Add(ReadOnlySpan<int> rows, int sentence, float place, float word)
        {
            foreach (var row in rows)
            {
                if (row >= _cells.Length) Array.Resize(ref _cells, Math.Max(1024, (row + 1) * 2));
                ref var cell = ref _cells[row];
                if (cell.Sentence <= _before)
                {
                    cell = new() { Sentence = sentence, Word = word, Places = place };
                    _touched.Add(row);
                    continue;
                }

                if (cell.Word < word) cell.Word = word;
                if (cell.Sentence == sentence) continue;
                cell.Sentence = sentence;
                cell.Places += place;
            }
        }

        public void End()
        {
            if (_terms.Length < _touched.Count) _terms = new FieldIndex.Term[_touched.Count * 2];
            // Most stand in one place only, beside others of it.
            var (places, log) = (0f, 0f);
            for (var i = 0; i < _touched.Count; i++)
            {
                ref var cell = ref _cells[_touched[i]];
                if (cell.Places != places) (places, log) = (cell.Places, MathF.Log(1 + cell.Places));
                _terms[i] = new(_touched[i], log * cell.Word);
            }
        }

        public int[] Rows() => [.. _touched];

        private struct Cell
        {
            public int Sentence;
            public float Word;
            public float Places;
        }
    }
}
