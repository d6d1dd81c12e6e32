using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>
/// Tells French from English, and both from anything else, by counting function words: the handful of words that make up
/// nearly half of any running text. Neighbours share some of them (Spanish "la", "que"), so their own ones count against.
/// </summary>
public static partial class LanguageGuess
{
    // A text with fewer function words than this share is taken for another language, if it is long enough to tell.
    private const double LeastShare = 0.12;
    private const int EnoughWords = 12;

    private static readonly HashSet<string> French =
    [
        "le", "la", "les", "des", "du", "un", "une", "et", "est", "ce", "que", "qui", "quel", "quelle", "je", "j", "il", "elle", "on",
        "nous", "vous", "tu", "mon", "ma", "mes", "votre", "vos", "ne", "pas", "pour", "dans", "sur", "avec", "sans", "par", "au", "aux",
        "mais", "si", "suis", "ai", "sont", "avez", "etes", "faut", "peut", "comment", "combien", "merci", "bonjour", "d", "l", "qu", "c", "n", "y",
        "cela", "ca", "etre", "avoir", "faire", "chez", "moi", "en", "de", "ou", "plus", "bien",
    ];

    private static readonly HashSet<string> English =
    [
        "the", "a", "an", "and", "is", "are", "was", "of", "to", "in", "that", "it", "i", "you", "he", "she", "we", "they", "my", "your",
        "not", "for", "with", "without", "by", "at", "but", "if", "am", "have", "has", "do", "does", "did", "can", "could", "would", "should",
        "how", "what", "which", "who", "thanks", "thank", "hello", "hi", "dear", "this", "be", "from", "as", "there", "any", "need", "or",
    ];

    // Spanish, Italian, Portuguese, German, Dutch: words that are neither French nor English.
    private static readonly HashSet<string> Other =
    [
        "los", "las", "una", "por", "para", "como", "pero", "muy", "yo", "usted", "gracias", "hola", "del", "quiero", "puedo", "soy", "mi", "el", "es", "lo",
        "di", "che", "sono", "della", "gli", "grazie", "ciao", "questo", "ho", "vorrei", "posso", "nao", "voce", "obrigado", "obrigada", "os", "eu", "um", "meu",
        "der", "das", "und", "ist", "nicht", "ich", "sie", "ein", "eine", "fur", "mit", "auf", "wie", "ob", "wir", "het", "een", "niet", "ik", "voor", "wil", "mijn",
    ];

    /// <summary>The language of a text, or <see langword="null"/> when it is neither French nor English, or says too little.</summary>
    public static Language? Of(string text)
    {
        int words = 0, french = 0, english = 0, other = 0;
        foreach (Match word in Word().Matches(PlainWords.Fold(text)))
        {
            words++;
            if (French.Contains(word.Value)) french++;
            if (English.Contains(word.Value)) english++;
            if (Other.Contains(word.Value)) other++;
        }

        var best = Math.Max(french, english);
        if (best <= other || (words >= EnoughWords && best < words * LeastShare)) return null;
        return french >= english ? Language.French : Language.English;
    }

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Word();
}
