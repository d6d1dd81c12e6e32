using System.Globalization;

namespace FaqResponder.Core.Matching;

/// <summary>One way a word of a text is looked at, so that different spellings, forms and words for one thing can meet.</summary>
internal enum View
{
    /// <summary>Its stem: "factures" meets "facturer".</summary>
    Stems,

    /// <summary>Its overlapping pieces of five letters, of four where it is short: "factration" still meets "facture".</summary>
    Pieces,

    /// <summary>What it turns around: "loyer" meets "bail".</summary>
    Senses,
}

/// <summary>A word as it is compared.</summary>
internal sealed class Word(string stem, ulong[] pieces, ulong[] senses, float weight)
{
    private readonly ulong[] _stem = [Lexicon.Key(stem)];

    /// <summary>What it counts in a question, 0 to 1: little when all mail is full of it.</summary>
    public float Weight { get; } = weight;

    public ulong StemKey => _stem[0];

    /// <summary>The keys that it is found by.</summary>
    public ReadOnlySpan<ulong> In(View view) => view switch
    {
        View.Stems => _stem,
        View.Pieces => pieces,
        View.Senses => senses,
    };
}

/// <summary>
/// The words of a language: knows the stem, the pieces and the senses of each. It keeps nothing; <see cref="Vocabulary"/> does.
/// </summary>
internal sealed class Lexicon
{
    internal const int Views = 3;
    private const int ShortWord = 5;
    private const int ShortPiece = 4;
    private const int LongPiece = 5;

    private static readonly Lazy<Lexicon> French = new(() => new(Language.French));
    private static readonly Lazy<Lexicon> English = new(() => new(Language.English));

    private readonly TextAnalysis _analysis;
    private readonly Dictionary<string, ulong[]> _senses = [];
    private readonly Dictionary<string, float> _common = [];

    private Lexicon(Language language)
    {
        _analysis = TextAnalysis.For(language);
        ReadSenses($"senses-{language.Code()}.txt");
        ReadCommon($"common-{language.Code()}.txt");
    }

    internal static Lexicon For(Language language) => language switch
    {
        Language.French => French.Value,
        Language.English => English.Value,
    };

    internal static ulong Key(ReadOnlySpan<char> text)
    {
        // FNV-1a: the keys need to differ, not to resist anybody.
        var hash = 14695981039346656037UL;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }

    /// <summary>A word by its folded letters; <see langword="null"/> for stop words.</summary>
    internal Word? Find(ReadOnlySpan<char> folded)
    {
        if (folded.Length < 2 && !(folded.Length == 1 && char.IsDigit(folded[0]))) return null;
        var stem = Stem(folded);
        return stem is null ? null : new(stem, Pieces(folded), _senses.GetValueOrDefault(stem, []), _common.GetValueOrDefault(stem, 1));
    }

    private string? Stem(ReadOnlySpan<char> folded)
    {
        var terms = _analysis.Terms(folded.ToString());
        return terms.Count > 0 ? terms[0].Stem : null;
    }

    private static ulong[] Pieces(ReadOnlySpan<char> folded)
    {
        Span<char> word = stackalloc char[WordReader.Longest + 1];
        word[0] = '^';
        folded.CopyTo(word[1..]);
        word = word[..(folded.Length + 1)];
        if (word.Length <= ShortPiece) return [Pack(word)];
        var length = folded.Length <= ShortWord ? ShortPiece : LongPiece;
        var pieces = new HashSet<ulong>();
        for (var i = 0; i + length <= word.Length; i++) pieces.Add(Pack(word.Slice(i, length)));
        return [.. pieces];
    }

    private static ulong Pack(ReadOnlySpan<char> piece)
    {
        var packed = 0UL;
        foreach (var c in piece) packed = (packed << 12) | (c & 0xFFFUL);
        return packed;
    }

    private void ReadSenses(string name)
    {
        var senses = new Dictionary<string, List<ulong>>();
        var number = 0UL;
        foreach (var line in Lines(name))
        {
            number++;
            foreach (var stem in Stems(line))
            {
                if (!senses.TryGetValue(stem, out var list)) senses[stem] = list = [];
                list.Add(number);
            }
        }

        foreach (var (stem, list) in senses) _senses[stem] = [.. list];
    }

    private void ReadCommon(string name)
    {
        var weight = 1f;
        foreach (var line in Lines(name))
        {
            if (line.StartsWith("= ", StringComparison.Ordinal))
            {
                weight = float.Parse(line.AsSpan(2), CultureInfo.InvariantCulture);
                continue;
            }

            foreach (var stem in Stems(line)) _common.TryAdd(stem, weight);
        }
    }

    private HashSet<string> Stems(string line)
    {
        var stems = new HashSet<string>();
        var reader = new WordReader(line, stackalloc char[WordReader.Longest]);
        while (reader.Next())
        {
            if (reader.Folded.Length > 1 && Stem(reader.Folded) is { } stem) stems.Add(stem);
        }

        return stems;
    }

    private static IEnumerable<string> Lines(string name)
    {
        using var reader = new StreamReader(typeof(Lexicon).Assembly.GetManifestResourceStream($"words/{name}")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#') yield return line;
        }
    }
}
