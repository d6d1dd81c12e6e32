using System.Text;
using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>Divides a text into sentences and finds those which ask something, in French and English, marked or not.</summary>
internal static partial class QuestionFinder
{
    private const int ShortestLetters = 8;
    private const int FewestLetters = 4;
    // People who write no full stops end their thoughts with the line; mail programs wrap further right than this.
    private const int ShortLine = 60;
    private const int BareMail = 12;

    internal static IReadOnlyList<string> Find(string subject, string text) => Find(subject, text, [.. Sentences(text)]);

    internal static IReadOnlyList<string> Find(string subject, string text, IReadOnlyList<string> sentences)
    {
        var found = sentences.Where(Asks).ToList();
        if (found.Count > 0) return found;

        // The whole question is sometimes in the subject, above a "merci d'avance" or a "tout est dans le titre".
        var plain = ReplyPrefix().Replace(subject, "").Trim();
        if (Asks(plain) || (plain.Any(char.IsLetterOrDigit) && PointsToSubject(text))) return [plain];
        // "C normal ?", "Pouvez-vous m'aider ?": what is asked stands in the words before.
        for (var i = 1; i < sentences.Count; i++)
        {
            if (LeansBack(sentences[i])) return [$"{sentences[i - 1]} {sentences[i]}"];
        }

        return [];
    }

    internal static bool Asks(string sentence)
    {
        var folded = PlainWords.Fold(sentence).Trim();
        if (Letters(folded) < ShortestLetters || Courtesy().IsMatch(folded) || HelpOnly().IsMatch(folded)) return false;
        return IsMarked(folded) || Request().IsMatch(folded) || Opening().IsMatch(folded) || InPlace().IsMatch(folded);
    }

    /// <summary>Sentences end with a mark or with a paragraph; a single line break is a hard wrap unless the line was too short to need one.</summary>
    internal static IEnumerable<string> Sentences(string text)
    {
        var sentence = new StringBuilder();
        var last = "";
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.Trim();
            if ((trimmed.Length == 0 || BeginsAnew(last, trimmed)) && Take(sentence) is { } paragraph) yield return paragraph;
            last = trimmed;

            var from = 0;
            foreach (Match end in SentenceEnd().Matches(trimmed))
            {
                sentence.Append(trimmed, from, end.Index + end.Length - from);
                from = end.Index + end.Length;
                if (Take(sentence) is { } done) yield return done;
            }

            sentence.Append(trimmed, from, trimmed.Length - from).Append(' ');
        }

        if (Take(sentence) is { } rest) yield return rest;
    }

    private static bool BeginsAnew(string last, string line)
    {
        if (Item().IsMatch(line)) return true;
        if (last.Length + line.IndexOf(' ', StringComparison.Ordinal) >= ShortLine) return false;
        return char.IsUpper(line[0]) || Greeting().IsMatch(PlainWords.Fold(last)) || Opening().IsMatch(PlainWords.Fold(line));
    }

    private static bool PointsToSubject(string text)
    {
        var folded = PlainWords.Fold(text);
        return SeeSubject().IsMatch(folded) || (folded.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length <= BareMail && AwaitsAnswer().IsMatch(folded));
    }

    private static bool LeansBack(string sentence)
    {
        var folded = PlainWords.Fold(sentence).Trim();
        if (HelpOnly().IsMatch(folded)) return true;
        return IsMarked(folded) && Letters(folded) >= FewestLetters && !Courtesy().IsMatch(folded) && !Tag().IsMatch(folded);
    }

    private static int Letters(string text) => text.Count(char.IsLetter);

    private static bool IsMarked(string folded) => folded.AsSpan().TrimEnd("!.…)\"»' ").EndsWith("?");

    private static string? Take(StringBuilder sentence)
    {
        var text = Spaces().Replace(sentence.ToString(), " ").Trim();
        sentence.Clear();
        return text.Length == 0 ? null : text;
    }

    // Numbers ("2.5"), initials and abbreviations ("M. Martin", "art. 3") don't end a sentence: a mark must be followed by a space.
    // The groups are atomic and begin a run of marks, or the time for a row of dots would grow with the square of its length.
    [GeneratedRegex(@"(?<![.!?…])(?<!\b(\p{Lu}|MM|Mme|Mlle|Me|Mr|Mrs|Ms|Dr|St|Ste|art|ex|cf|env|approx|tel|tél|n|p|e\.g|i\.e)(?=\.))(?<!\betc(?=\.\s+\p{Ll}))(?>[.!?…]+)(?>[»”"")]*)(?=\s|$)")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^([-*•–]|\d{1,2}[.)°/-])\s*\S")]
    private static partial Regex Item();

    [GeneratedRegex(@"^(bonjour|bonsoir|salut|coucou|slt|bjr|chere?|madame|monsieur|hello|hi|dear|good (morning|evening))\b")]
    private static partial Regex Greeting();

    [GeneratedRegex(@"^((bonjour|salut|coucou|hello|hi)[ ,!]*)?(comment (allez|vas)[- ](vous|tu)(?! faire)|(comment )?ca va( bien| toi| vous| chez toi| chez vous)* ?([?!.,]|$)|vous allez bien|tu vas bien|j'espere que vous allez|j'espere que tu|how are you|hope you)")]
    private static partial Regex Courtesy();

    [GeneratedRegex(@"^(pourriez|pouvez|pourrais|peux|can|could)[ -](vous|tu|you) (me |m'|nous |please )?(repondre|aider|eclairer|answer|help|rappeler|call)( me| us| rapidement| svp| s'il (vous|te) plait| au plus vite)? ?[?.! ]*$")]
    private static partial Regex HelpOnly();

    [GeneratedRegex(@"^(et |and )?(n'est-ce pas|d'accord|promis|pas vrai|tu vois|vous voyez|compris|right|hein|okay)\b")]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<!\bc')est[- ]ce qu|\bj?(v(ou)?drai[st]?|voudrions|aimeri?ons|aimerai[st]?|souhaiterai[st]?|souhaitons|souhaite|cherche a|besoin de|besoin d'|envie de|voulais?|veux|veut|voulons|veulent) ([a-z']{1,12} ){0,4}(savoir|connaitre|comprendre|demander|un avis|votre avis|ton avis|(une? )?idees?|conseils?|eclaircissements?|renseignements?)\b|\bdemand(e|ent|ons) (si|comment|combien|ou|qui|quand|quel|ce qu|pourquoi)|\b(savez|sais|auriez|avez|pouvez|pourriez|peux|pourrais)[- ](vous|tu) (si|comment|combien|ou|quel|une idee|un conseil|me dire|m'expliquer|m'indiquer|me conseiller|des conseils)|\b(pour|de) savoir (si|comment|combien|ou|quel|ce qu|quand)|\b(dites|dis|rassure[zs]?|aide[zs]?|explique[zs]?|conseille[zs]?|indique[zs]?|eclaire[zs]?)[- ](moi|nous)\b|\bmerci de (bien vouloir )?(me |m'|nous |de )*(dire|preciser|indiquer|expliquer|confirmer|eclairer|conseiller) (si|comment|combien|ou|quel|ce qu|sur|pourquoi|quand)|\bpuis-je\b|\b(dois|suis|ai|faut|peut|doit|va|est|existe|y a)-?( |-t-)(je|il|on|elle)\b|(?<!\b(aussi|sans doute|peut-etre) )\b(?!dit|dis|repond|disai|demand)[a-z]{2,}-(t-)?(ils?|elles?|on|je)\b|\bma question|\bquestion est|\bi('d| would) (like|love) to (know|understand|ask)|\b(i was |i'm |i am )?wondering (if|how|whether|what)|\b(could|can|would) you (please )?(tell|explain|let me know|advise)|\bdo you (know|have any idea|think)|\bno idea (how|what|if)|\b(aucune|pas) idee (de|si|comment|combien)|\bje (ne )?sais pas (si|comment|combien|quel|ou|ce qu|par ou|quoi)")]
    private static partial Regex Request();

    [GeneratedRegex(@"^[-*•–\d.)°/ ]*(((bonjour|bonsoir|salut|slt|bjr|et|ou|mais|alors|donc|sinon|bref|du coup|aussi|ensuite|enfin|par ailleurs|d'une part|d'autre part|and|so|but|also)\b[ ,!:]*){0,2})(comm?en[ts]?|komm?ent?|[ck]ombien|pourquoi|pk|quels?|quelles?|est[- ]ce|faut[- ]il|peut[- ]on|puis[- ]je|dois[- ]je|y a[- ]t[- ]il|(a|avec|de|dans|par|pour|sur|en|chez|sous|vers|contre) (quoi|qui est|quels?|quelles?|combien)|a qui|quand (faut|est|dois|doit|peut|puis)|what|how|when (do|should|can|is|are|does|will)|where|which|why|who|do i|can i|should i|is it|are there|is there|does)\b")]
    private static partial Regex Opening();

    /// <summary>The spoken order, where the question word stands in its place: "je fais comment pour encaisser", "tu mettrais quoi", "c'est payant ou pas".</summary>
    [GeneratedRegex(@"\b(fais|fait|faites|font|dois|doit|doivent|peux|peut|prends|prend|prenez|mets|met|mettez|mettrais|mettriez|paie|paye|coute|demande|touche|gagne|commence|vais|va|ferais|feriez|faut|aurai[st]?|choisir|c'est|c) ([ck]ombien|comment|[qk]u?oi|ou|quand)( |[?.!]|$)(?!qu)|(?<!n'importe |sais |trop |sait )\b(combien|comment|quoi|lequel|laquelle|lesquels)[ .!)]*$|\bou (pas|non)( \([^)]*\))?[ .!]*$|\b(c'est|c) (bon|grave|possible|legal|interdit|obligatoire|normal|vrai|utile) ou (je|on|il|faut|pas|c)\b|\bor not[ .!]*$")]
    private static partial Regex InPlace();

    [GeneratedRegex(@"\b(dans|ds|en|voir|cf|c'est) (le |l')?(titre|sujet|objet|intitule)\b|\b(see|as in|in) (the )?subject\b|\bsubject (line )?says it all\b")]
    private static partial Regex SeeSubject();

    [GeneratedRegex(@"\bmerci de (bien vouloir )?(me |m'|nous )*(dire|repondre|renseigner|eclairer|conseiller|l'indiquer)|\b(votre|ton|vos) (avis|reponse|conseils?)\b|\bplease (advise|answer|reply)\b")]
    private static partial Regex AwaitsAnswer();

    [GeneratedRegex(@"^((re|tr|fwd?|fw|ref|aw) ?: ?)+", RegexOptions.IgnoreCase)]
    private static partial Regex ReplyPrefix();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
