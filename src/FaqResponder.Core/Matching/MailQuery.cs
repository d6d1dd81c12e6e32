using System.Runtime.InteropServices;

namespace FaqResponder.Core.Matching;

/// <summary>
/// The words of a mail, weighed by where they stand and by how much they say. Sentences are added one by one; a term counts once in each.
/// </summary>
internal sealed class MailQuery(Lexicon lexicon)
{
    private readonly Dictionary<ulong, Entry>[] _terms = [[], [], []];
    private int _sentences;

    /// <summary>How many words were read, stop words apart.</summary>
    internal int Words { get; private set; }

    /// <summary>Adds a sentence.</summary>
    /// <param name="sentence">Its words.</param>
    /// <param name="weight">What the place counts where it stands.</param>
    internal void Add(string sentence, float weight)
    {
        _sentences++;
        var reader = new WordReader(sentence, stackalloc char[WordReader.Longest]);
        while (reader.Next())
        {
            if (lexicon.Find(reader.Folded) is not { } word) continue;
            Words++;
            for (var view = 0; view < Lexicon.Views; view++)
            {
                foreach (var key in word.In((View)view)) Add(_terms[view], key, weight, word.Weight);
            }
        }
    }

    /// <summary>The terms of one view with their weights.</summary>
    internal List<(ulong Term, float Weight)> In(View view)
    {
        var terms = _terms[(int)view];
        var list = new List<(ulong, float)>(terms.Count);
        foreach (var (key, entry) in terms) list.Add((key, MathF.Log(1 + entry.Places) * entry.Word));
        return list;
    }

    internal bool Holds(ulong stem) => _terms[(int)View.Stems].ContainsKey(stem);

    internal IReadOnlyCollection<ulong> Stems => _terms[(int)View.Stems].Keys;

    private void Add(Dictionary<ulong, Entry> terms, ulong key, float place, float word)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(terms, key, out _);
        entry.Word = Math.Max(entry.Word, word);
        if (entry.Sentence == _sentences) return;
        entry.Sentence = _sentences;
        entry.Places += place;
    }

    private struct Entry
    {
        public float Places;
        public float Word;
        public int Sentence;
    }
}
