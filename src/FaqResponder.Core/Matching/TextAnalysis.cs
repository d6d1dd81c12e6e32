using FaqResponder.Core.Mails;

using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Util;

namespace FaqResponder.Core.Matching;

/// <summary>
/// Turns text into comparable terms: words (Unicode UAX 29), elision ("l'assurance"), lower case, no accents, no stop words, light stems
/// (Savoy's for French, Porter's for English). Accents go before stems, so that mail typed without them meets the same stems.
/// </summary>
public sealed class TextAnalysis
{
    // Analyzers keep their buffers per thread; one for each language serves the whole program.
    private static readonly Lazy<TextAnalysis> FrenchAnalysis = new(() => new(French()));
    private static readonly Lazy<TextAnalysis> EnglishAnalysis = new(() => new(English()));

    private readonly Analyzer _analyzer;

    private TextAnalysis(Analyzer analyzer) => _analyzer = analyzer;

    /// <summary>The analysis for a language.</summary>
    public static TextAnalysis For(Language language) => language switch
    {
        Language.French => FrenchAnalysis.Value,
        Language.English => EnglishAnalysis.Value,
    };

    /// <summary>The terms of a text, in order, repeated as often as they stand there.</summary>
    public IReadOnlyList<Term> Terms(string text)
    {
        var terms = new List<Term>();
        using var stream = _analyzer.GetTokenStream("", new StringReader(text));
        var stem = stream.GetAttribute<ICharTermAttribute>();
        var place = stream.GetAttribute<IOffsetAttribute>();
        stream.Reset();
        while (stream.IncrementToken()) terms.Add(new(stem.ToString(), text[place.StartOffset..place.EndOffset]));
        stream.End();
        return terms;
    }

    private static Analyzer French()
    {
        var stops = Folded(FrenchAnalyzer.DefaultStopSet, "bonjour", "bonsoir", "merci", "cordialement", "madame", "monsieur", "cela", "ca", "est-ce", "tres", "bien", "plus", "comme", "si", "aussi", "donc", "alors", "faire", "fait", "etre", "avoir", "peut", "peux", "faut", "savoir", "puis", "aujourd", "hui", "jusqu", "lorsqu", "puisqu", "quelqu", "quoiqu");
        return Analyzer.NewAnonymous((_, reader) =>
        {
            var words = new StandardTokenizer(LuceneVersion.LUCENE_48, reader);
            TokenStream stream = new ElisionFilter(words, FrenchAnalyzer.DEFAULT_ARTICLES);
            stream = new ASCIIFoldingFilter(new LowerCaseFilter(LuceneVersion.LUCENE_48, stream));
            stream = new StopFilter(LuceneVersion.LUCENE_48, stream, stops);
            return new TokenStreamComponents(words, new FrenchLightStemFilter(stream));
        });
    }

    private static Analyzer English()
    {
        var stops = Folded(EnglishAnalyzer.DefaultStopSet, "i", "you", "he", "she", "we", "my", "your", "me", "have", "has", "do", "does", "did", "can", "could", "would", "should", "am", "what", "which", "who", "how", "from", "so", "any", "hello", "hi", "dear", "thanks", "thank", "please", "know", "when", "about", "been", "just", "get", "don", "doesn", "didn", "isn", "won", "ll", "ve", "re");
        return Analyzer.NewAnonymous((_, reader) =>
        {
            var words = new StandardTokenizer(LuceneVersion.LUCENE_48, reader);
            TokenStream stream = new EnglishPossessiveFilter(LuceneVersion.LUCENE_48, words);
            stream = new ASCIIFoldingFilter(new LowerCaseFilter(LuceneVersion.LUCENE_48, stream));
            stream = new StopFilter(LuceneVersion.LUCENE_48, stream, stops);
            return new TokenStreamComponents(words, new PorterStemFilter(stream));
        });
    }

    private static CharArraySet Folded(CharArraySet stops, params string[] more)
    {
        var folded = new CharArraySet(LuceneVersion.LUCENE_48, stops.Count * 2, ignoreCase: false);
        foreach (var stop in stops) folded.Add(PlainWords.Fold(stop));
        foreach (var stop in more) folded.Add(stop);
        return folded;
    }
}
