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
        var found = sentences.Where(AsksOutright).ToList();
        if (found.Count > 0) return found;

        // The whole question is sometimes in the subject, above a "merci d'avance" or a "tout est dans le titre". That of a reply is what was asked before.
        var plain = Replies().IsMatch(subject) && text.Length > 0 && !SeeSubject().IsMatch(PlainWords.Fold(text)) ? "" : ReplyPrefix().Replace(subject, "").Trim();
        if (AsksOutright(plain)) return [plain];
        // "J'ai une question sur l'assurance" only announces what is asked, and is the question where nothing follows.
        found = [.. sentences.Where(Asks)];
        if (found.Count > 0) return found;
        if (Asks(plain) || (plain.Any(char.IsLetterOrDigit) && PointsToSubject(text))) return [plain];
        // "C normal ?", "Pouvez-vous m'aider ?": what is asked stands in the words before.
        for (var i = 1; i < sentences.Count; i++)
        {
            if (LeansBack(sentences[i])) return [$"{sentences[i - 1]} {sentences[i]}"];
        }

        return [];
    }

    /// <summary>Whether a sentence asks something, or announces that it will.</summary>
    internal static bool Asks(string sentence) => IsQuestion(sentence, outright: false);

    private static bool AsksOutright(string sentence) => IsQuestion(sentence, outright: true);

    private static bool IsQuestion(string sentence, bool outright)
    {
        var folded = PlainWords.Fold(sentence).Trim();
        if (Letters(folded) < ShortestLetters || Courtesy().IsMatch(folded) || HelpOnly().IsMatch(folded)) return false;
        if (IsMarked(folded) || Request().IsMatch(folded) || EnglishRequest().IsMatch(folded) || InPlace().IsMatch(folded)) return true;
        return (Opening().IsMatch(folded) && !Exclamation().IsMatch(folded)) || (!outright && (Announcement().IsMatch(folded) || EnglishAnnouncement().IsMatch(folded)));
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

    [GeneratedRegex(@"^(bonjour|bonsoir|salut|coucou|slt|bjr|chere?|madame|monsieur|hello|hi|hey|dear|good (morning|evening))\b")]
    private static partial Regex Greeting();

    [GeneratedRegex(@"^((bonjour|bonsoir|salut|coucou|hello|hi|hey|dear|chere?)( [a-z-]+){0,3}[ ,!.]*)?(comment (allez|vas)[- ](vous|tu)(?! (faire|proceder))|(comment )?ca va( bien| toi| vous| chez toi| chez vous)* ?([?!.,]|$)|vous allez bien|tu vas bien|j'espere que (vous allez|tu)|quoi de (neuf|beau)|how are (you|u|things)( doing| today| keeping| all| both| these days)*( [a-z]+)? ?([?!.,]|$)|how (have you been|do you do) ?([?!.,]|$)|how('s| is| s) (it going|everything|life)|what's (up|new) ?([?!.,]|$)|(i )?(hope|trust) (that )?(you|this|all)|merci (d'avance|de (bien vouloir )?(me |nous )?(repondre|votre (reponse|aide|attention)))( rapidement| au plus vite| vite)? ?[?!. ]*$)")]
    private static partial Regex Courtesy();

    [GeneratedRegex(@"^(pourriez|pouvez|pourrais|peux|can|could)[ -](vous|tu|you) (me |m'|nous |please )?(repondre|aider|eclairer|answer|help|rappeler|call)( me| us| rapidement| svp| s'il (vous|te) plait| au plus vite)? ?[?.! ]*$")]
    private static partial Regex HelpOnly();

    [GeneratedRegex(@"^(et |and )?(n'est-ce pas|d'accord|promis|pas vrai|tu vois|vous voyez|compris|right|hein|okay)\b")]
    private static partial Regex Tag();

    private const string What = "(si\\b|s'ils?\\b|comment|combien|ou\\b|qui\\b|quand|(a |de |dans |pour |avec )?quel(le)?s?\\b|lequel|laquelle|ce qu|pourquoi|quoi|d'ou)";
    private const string EnglishWhat = "(if|whether|how|what|which|when|where|who|why)\\b";

    [GeneratedRegex(@"(?<!\bc')est[- ]ce (qu|k)|\bj?v(ou)?dr(ai[st]?|e[rsz]?)\b ([a-z']{1,12} ){0,4}savoir\b|\bj?(v(ou)?drai[st]?|voudrions|aimeri?ons|aimerai[st]?|souhaiterai[st]?|souhaitons|souhaite|cherche a|besoin de|besoin d'|envie de|voulais?|veux|veut|voulons|veulent) ([a-z']{1,12} ){0,4}(savoir|connaitre|comprendre|demander|un avis|votre avis|ton avis|(une? )?idees?|conseils?|eclaircissements?|renseignements?)\b|\b(aimer|voudr|souhaiter)(ais|ions) que (vous|tu) (m'|me |nous )(expli|dis|indi|conseil|precis|eclair)|\bdemand(e|ent|ons|ais|ions) " + What + @"|\b(savez|sais|auriez|avez|pouvez|pourriez|peux|pourrais)[- ](vous|tu) ((svp|stp|bien|me|nous|s'il (vous|te) plait) |m'){0,3}(si |s'il|comment|combien|ou |quel|une idee|un conseil|dire|expliquer|indiquer|conseiller|preciser|confirmer|eclairer sur|renseigner|des conseils)|\b(pour|de) savoir " + What + @"|\b(dites|dis|rassure[zs]?|aide[zs]?|explique[zs]?|conseille[zs]?|indique[zs]?|eclaire[zs]?)[- ](moi|nous)\b|\bmerci de (bien vouloir )?(me |m'|nous |de )*(dire|preciser|indiquer|expliquer|confirmer|eclairer|conseiller) (" + What + @"|sur)|\bpuis-je\b|\b(dois|suis|ai|faut|fo|peut|doit|va|est|existe|y ?a)-?( ?|-t-|t |t-| t )(je|il|on|elle)\b|(?<!\b(aussi|sans doute|peut-etre) )\b(?!dit|dis|repond|disai|demand)[a-z]{2,}-(t-)?(ils?|elles?|on|je)\b|\bma question|\bquestion est|\b(aucune|pas) idee (de|si|comment|combien)|\bje (ne )?sais (vraiment )?pas (si|comment|combien|quel|ou|ce qu|par ou|quoi)|\bquid d[eu]|\btu (c|sais|sai) (cb|combien|comment|si)\b")]
    private static partial Regex Request();

    [GeneratedRegex(@"\bi('d| would) (like|love) to (know|understand|ask|find out)|\b(wants?|need|wanted|trying)( also)? to (know|understand|find out|ask|learn|figure out) (more )?(about|" + EnglishWhat + @")|\bwonder(ing|ed)? (if|how|whether|what|which|when|where|why)\b|\b(could|can|would|will) (you|u|anyone|somebody|someone) (please |kindly |perhaps |possibly )*(tell|explain|let me know|advise|clarify|confirm|recommend|suggest|point me|help me (understand|choose|find|decide|with))|\bdo (you|u) (know|have any idea|think)|\bno idea (how|what|if|where|which)|\blet me know (about|" + EnglishWhat + @")(?! (you('d| would| need| have| want| are)|there('s| is)|anything))|\bany (idea|advice|tips?|suggestions?|thoughts?|recommendations?|guidance|pointers?) (on|about|for|regarding|as to|" + EnglishWhat + @")|\b(tell|advise|show) (me|us) (about|" + EnglishWhat + @")")]
    private static partial Regex EnglishRequest();

    [GeneratedRegex(@"\b(je|nous) (re)?cherch(e|ons|ais) ((des|un|une|quelques|plus|de|d') ?){0,2}(informations?|infos?|renseignements?|conseils?|avis|reponses?|explications?|precisions?)\b|\bm'interroge (sur|quant|si)|\bhesit(e|ons) (encore )?entre\b|\bquestions? (sur|concernant|a propos|quant|au sujet|relative)|\b(comprends|comprenons|trouve|vois|saisis) (pas|plus|toujours pas|pas (bien|trop|tres bien|vraiment)) " + What + @"|\barrive (pas|plus) a [a-z]+ ([a-z]+ )?" + What + @"")]
    private static partial Regex Announcement();

    [GeneratedRegex(@"\b(my|a|one|another|two|three|some|few) ([a-z]+ )?questions? (is|are|about|regarding|on|concerning)\b|\b(don't|dont|do not|cannot|can't|cant|couldn't|didn't) (really |quite |fully )?(know|understand|see|find|figure out|work out) (out )?" + EnglishWhat + @"|\bnot (quite |really |entirely )?sure (about|" + EnglishWhat + @")|\b(some|your) (advice|guidance|tips) (on|about|regarding|as to)\b|\b(i'm|i am|we are|we're)? ?looking for (some |any )?(advice|information|info|tips|guidance|recommendations?)\b|\bconfused (about|by|as to)\b|\bwonder(ing)? about\b")]
    private static partial Regex EnglishAnnouncement();

    [GeneratedRegex(@"^[-*•–\d.)°/ ]*(((bonjour|bonsoir|salut|slt|bjr|et|ou|mais|alors|donc|sinon|bref|du coup|aussi|ensuite|enfin|par ailleurs|d'une part|d'autre part|and|so|but|also|hi|hello|hey|please|ok|okay|well|then|plus|first(ly)?|second(ly)?|finally|lastly)\b[ ,!:]*){0,2})(comm?en[ts]?|[ck]om+en?t?|koman|coman|[ck]ombien|cb|pourquoi|pk|[qk]ue?ls?|[qk]uelles?|kel(le)?s?|[ck] koi|est[- ]ce|faut[- ]il|fo[- ]t?[- ]?il|peut[- ]on|puis[- ]je|dois[- ]je|y ?a[- ]?t[- ]?il|(a|avec|de|dans|par|pour|sur|en|chez|sous|vers|contre) (quoi|qui est|quels?|quelles?|combien)|a qui|quand (faut|est|dois|doit|peut|puis)|what('?s|'?re)?|how('?s)?|when (do|should|can|is|are|does|will)|where('?s)?|which|why|who|(am|are|is|was|do|does|did|can|could|should|would|will) (i|we|you|u|he|she|it|they|there|this|that|these|those|my|the|an?|people|anyone|someone)|has (anyone|it|he|she)|have (you|i|we|they)|does)\b")]
    private static partial Regex Opening();

    /// <summary>What begins like a question and asks nothing, unless it bears the mark.</summary>
    [GeneratedRegex(@"^((mais|et|but|and|oh) )?(quel(le)?s? (belles?|beaux?|bons?|bonnes?|jolie?s?|plaisir|joie|bonheur|chance|surprise|honneur|dommage|galere|travail|talent)\b|what an? |what (i|we) (did|do|like|love|mean)\b|how (wonderful|lovely|nice|kind|great|sad|funny|true|sweet|beautiful)\b|who (knew|would have thought)\b|which (is why|brings|means|was|made)\b|where i (live|work)\b|(should|could|would) you (need|have|require|wish)\b|can (i|we) (just )?(say|thank)|[^?]*!$(?<=^(who|what|quel|quelle|how)\b[^?]*))")]
    private static partial Regex Exclamation();

    /// <summary>The spoken order, where the question word stands in its place: "je fais comment pour encaisser", "tu mettrais quoi", "c'est payant ou pas".</summary>
    [GeneratedRegex(@"\b(fais|fait|faites|font|dois|doit|doivent|peux|peut|prends|prend|prenez|mets|met|mettez|mettrais|mettriez|paie|paye|coute|demande|touche|gagne|commence|vais|va|ferais|feriez|faut|aurai[st]?|choisir|c'est|c) ([ck]ombien|comment|[qk]u?oi|ou|quand)( |[?.!]|$)(?!qu)|(?<!n'importe |sais |trop |sait )\b(combien|comment|quoi|lequel|laquelle|lesquels)[ .!)]*$|\bou (pas|non)( \([^)]*\))?[ .!]*$|\b(c'est|c) (bon|grave|possible|legal|interdit|obligatoire|normal|vrai|utile) ou (je|on|il|faut|pas|c)\b|\bor not[ .!]*$|\bwhat (do|should|can|shall|would) (i|we|you) (do|use|need|try|put|say|buy|get)[ .!]*$|\b(un|une|des|quelques?) (truc|conseil|astuce|idee|solution|avis|combine)s?\b[^.?!]{0,40}\b(svp|s'il (vous|te) plait|stp)[ .!]*$")]
    private static partial Regex InPlace();

    [GeneratedRegex(@"\b(dans|ds|en|voir|cf|c'est) (le |l')?(titre|sujet|objet|intitule)\b|\b(see|as in|in) (the )?subject\b|\bsubject (line )?says it all\b")]
    private static partial Regex SeeSubject();

    [GeneratedRegex(@"\bmerci de (bien vouloir )?(me |m'|nous )*(dire|repondre|renseigner|eclairer|conseiller|l'indiquer)|(?<!\bpour )\b(votre|ton|vos) (avis|reponse|conseils?)\b|\bplease (advise|answer|reply)\b")]
    private static partial Regex AwaitsAnswer();

    [GeneratedRegex(@"^((re|tr|fwd?|fw|ref|aw) ?: ?)+", RegexOptions.IgnoreCase)]
    private static partial Regex ReplyPrefix();

    [GeneratedRegex(@"^\s*(re|ref|aw|sv)(\[\d+\])? ?:", RegexOptions.IgnoreCase)]
    private static partial Regex Replies();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
