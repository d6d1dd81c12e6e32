using System.Runtime.InteropServices;

using FaqResponder.Core.Matching;

namespace FaqResponder.Core.Grouping;

/// <summary>A mail with its words read and weighed, ready to be grouped. It never changes, so it can be kept: reading is the dear part.</summary>
public sealed class PreparedMail
{
    // Half of what a word counts is its stem, half its pieces, by which it is found although it is misspelt.
    private const float Half = 0.5f;

    private PreparedMail(AskedMail mail, WeighedTerm[] terms) => (Mail, Terms) = (mail, terms);

    /// <summary>What was prepared.</summary>
    public AskedMail Mail { get; }

    /// <summary>Its stems and pieces, each once. Those of different languages never meet.</summary>
    internal WeighedTerm[] Terms { get; }

    /// <summary>Prepares a mail.</summary>
    public static PreparedMail Of(AskedMail mail)
    {
        var language = mail.Language ?? Language.French;
        var lexicon = Lexicon.For(language);
        var weights = new Dictionary<ulong, float>();
        Read(mail.Subject);
        foreach (var text in mail.Asked) Read(text);
        return new(mail, [.. weights.OrderBy(w => w.Key).Select(w => new WeighedTerm(w.Key, w.Value))]);

        void Read(string text)
        {
            var reader = new WordReader(text, stackalloc char[WordReader.Longest]);
            while (reader.Next())
            {
                if (lexicon.Find(reader.Folded) is not { } word) continue;
                Add(word, View.Stems);
                Add(word, View.Pieces);
            }
        }

        // However often it is said, and whatever its length, a word counts by its weight: its squares add up to that of the weight.
        void Add(Word word, View view)
        {
            var keys = word.In(view);
            var each = word.Weight * MathF.Sqrt(Half / keys.Length);
            foreach (var key in keys)
            {
                ref var weight = ref CollectionsMarshal.GetValueRefOrAddDefault(weights, Salted(key, view, language), out _);
                weight = MathF.Max(weight, each);
            }
        }
    }

    private static ulong Salted(ulong key, View view, Language language) => (key ^ ((ulong)view << 2) ^ ((ulong)language + 1)) * 0x9E3779B97F4A7C15UL;

    /// <summary>A stem or piece and what it counts, before it is known how common it is.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct WeighedTerm(ulong Key, float Weight);
}
