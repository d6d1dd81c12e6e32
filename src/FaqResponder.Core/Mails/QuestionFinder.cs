using System.Text;
using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>Divides a text into sentences and finds those which ask something, in French and English, marked or not.</summary>
internal static partial class QuestionFinder
{
    private const int ShortestLetters = 8;

    internal static IReadOnlyList<string> Find(string subject, string text)
    {
        var found = Sentences(text).Where(Asks).ToList();
        if (found.Count > 0) return found;
        // The whole question is sometimes in the subject, above a "merci d'avance".
        var plain = ReplyPrefix().Replace(subject, "").Trim();
        return Asks(plain) ? [plain] : [];
    }

    internal static bool Asks(string sentence)
    {
        var folded = PlainWords.Fold(sentence).Trim();
        if (folded.Count(char.IsLetter) < ShortestLetters || Courtesy().IsMatch(folded)) return false;
        return folded.TrimEnd('!', ')', '"', '»', ' ').EndsWith('?') || Request().IsMatch(folded) || Opening().IsMatch(folded);
    }

    /// <summary>Sentences end with a mark or with a paragraph; a single line break is a hard wrap unless the next line begins an item.</summary>
    internal static IEnumerable<string> Sentences(string text)
    {
        var sentence = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.Trim();
            if (trimmed.Length == 0 || Item().IsMatch(trimmed))
            {
                if (Take(sentence) is { } done) yield return done;
            }

            var from = 0;
            foreach (Match end in SentenceEnd().Matches(trimmed))
            {
                sentence.Append(trimmed, from, end.Index + end.Length - from);
                from = end.Index + end.Length;
                if (Take(sentence) is { } done) yield return done;
            }

            sentence.Append(trimmed, from, trimmed.Length - from).Append(' ');
            // A short line that ends in a comma or in nothing ("Bonjour Sylvie,") stands alone.
            if (trimmed.Length is > 0 and < 30 && from == 0 && Greeting().IsMatch(PlainWords.Fold(trimmed)) && Take(sentence) is { } greeting) yield return greeting;
        }

        if (Take(sentence) is { } last) yield return last;
    }

    private static string? Take(StringBuilder sentence)
    {
        var text = Spaces().Replace(sentence.ToString(), " ").Trim();
        sentence.Clear();
        return text.Length == 0 ? null : text;
    }

    // Numbers ("2.5"), times and abbreviations ("M. Martin", "art. 3") don't end a sentence: a mark must be followed by a space.
    [GeneratedRegex(@"(?<!\b(M|Mme|Mr|Mrs|Dr|art|etc|ex|cf|n))[.!?…]+[»"")]*(?=\s|$)|\s\?(?=\s|$)")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^([-*•–]|\d{1,2}[.)°/-])\s*\S")]
    private static partial Regex Item();

    [GeneratedRegex(@"^(bonjour|bonsoir|salut|coucou|chere?|madame|monsieur|hello|hi|dear|good (morning|evening))\b")]
    private static partial Regex Greeting();

    [GeneratedRegex(@"^(comment (allez|vas|ca va)|ca va|vous allez bien|tu vas bien|j'espere que vous allez|j'espere que tu|how are you|hope you)|^(pourriez|pouvez|peux|can|could)[ -](vous|tu|you) (me |m'|nous |please )?(repondre|aider|answer|help|rappeler|call)( me| rapidement| svp| s'il (vous|te) plait| au plus vite)? ?[?.!]*$")]
    private static partial Regex Courtesy();

    [GeneratedRegex(@"est[- ]ce qu|\b(voudrai[st]?|aimerai[st]?|souhaiterai[st]?|souhaite|cherche a|besoin de|envie de|voulais?) (bien |aussi |juste )?(savoir|connaitre|comprendre|demander)|\bme demande (si|comment|combien|ou|quel|ce qu)|\b(savez|sais|auriez|avez|pouvez|pourriez|peux|pourrais)[- ](vous|tu) (si|comment|combien|ou|quel|une idee|un conseil|me dire|m'expliquer|m'indiquer|me conseiller|des conseils)|\b(dois|puis|suis|ai|faut|peut|doit|va|est|existe|y a)-?( |-t-)(je|il|on|elle)\b|\bma question|\bquestion est|\bi('d| would) (like|love) to (know|understand|ask)|\b(i was |i'm |i am )?wondering (if|how|whether|what)|\b(could|can|would) you (please )?(tell|explain|let me know|advise)|\bdo you (know|have any idea|think)|\bno idea (how|what|if)|\b(aucune|pas) idee (de|si|comment|combien)|\bje (ne )?sais pas (si|comment|combien|quel|ou|ce qu|par ou)")]
    private static partial Regex Request();

    [GeneratedRegex(@"^[-*•–\d.)° ]*(et |ou |mais |alors |donc |sinon |and |so |but |also )?(comment|combien|pourquoi|quels?|quelles?|faut[- ]il|peut[- ]on|puis[- ]je|dois[- ]je|y a[- ]t[- ]il|a quel|de quel|avec quel|dans quel|par quel|quand|what|how|when|where|which|why|who|do i|can i|should i|is it|are there|is there|does)\b")]
    private static partial Regex Opening();

    [GeneratedRegex(@"^((re|tr|fwd?|fw|ref|aw) ?: ?)+", RegexOptions.IgnoreCase)]
    private static partial Regex ReplyPrefix();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
