using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>Cuts off how people say hello and goodbye: the line that greets, and the last lines that only thank, wish well and sign.</summary>
internal static partial class Courtesies
{
    private const int ClosingLines = 12;
    private const int LongestClosing = 400;
    private const int LongestName = 80;
    private const int LongestGreeting = 60;

    /// <summary>Cuts off a first line that does nothing but greet.</summary>
    internal static string CutGreeting(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0 || end > LongestGreeting) return text;
        var rest = text[(end + 1)..].TrimStart();
        return Greets(text[..end].Trim()) && rest.Any(char.IsLetterOrDigit) ? rest : text;
    }

    /// <summary>Cuts off how a sentence itself greets: "Bonjour Madame, faut-il…", "hello do you…".</summary>
    internal static string CutGreetingWords(string text)
    {
        // "Non, il faut…" begins as "Léa, il faut…" does: a name alone is no greeting here.
        while (Hello().IsMatch(PlainWords.Fold(text)) && text.AsSpan(0, Math.Min(text.Length, LongestGreeting)).IndexOfAny(",!.:;") is >= 0 and var mark
            && Greets(text[..(mark + 1)].Trim()) && text[(mark + 1)..].Any(char.IsLetterOrDigit))
        {
            text = text[(mark + 1)..].TrimStart(' ', '\u00A0', '\u202F', '\n', ',', '!', '.', ':', ';', ')');
        }

        var bare = BareHello().Match(text);
        return bare.Success ? text[bare.Length..] : text;
    }

    /// <summary>Cuts off the last lines that only say goodbye ("Merci d'avance", "Cordialement", a name); what is added below as a post scriptum stays.</summary>
    /// <param name="text">The writer's words.</param>
    /// <param name="names">The words of the writer's name, folded.</param>
    internal static (string Text, string Closing) CutClosing(string text, IReadOnlySet<string> names)
    {
        var lines = text.Split('\n').ToList();
        var folded = lines.ConvertAll(line => PlainWords.Fold(line).Trim());
        var (own, closing) = (text, "");
        for (var i = Math.Max(1, lines.Count - ClosingLines); i < lines.Count; i++)
        {
            if (!Closing().IsMatch(folded[i])) continue;
            var before = string.Join('\n', lines[..i]).Trim();
            // Somebody who goes on after "Merci d'avance" still has something to say.
            if (!before.Any(char.IsLetter) || !OnlyCloses(lines, folded, i, out var postscript)) continue;
            own = $"{before}\n\n{string.Join('\n', lines[postscript..])}".Trim();
            closing = string.Join('\n', lines[i..postscript]).Trim();
            break;
        }

        var (unsigned, name) = CutName(own, names);
        var (said, thanks) = CutLastSentence(unsigned);
        return (said, string.Join('\n', new[] { thanks, name, closing }.Where(part => part.Length > 0)));
    }

    private static bool OnlyCloses(List<string> lines, List<string> folded, int from, out int postscript)
    {
        postscript = from;
        while (postscript < lines.Count && !Postscript().IsMatch(folded[postscript])) postscript++;
        var after = string.Join('\n', lines[from..postscript]);
        if (after.Length > LongestClosing || QuestionFinder.Find("", after).Count > 0) return false;
        for (var i = from; i < postscript; i++)
        {
            if (!Closing().IsMatch(folded[i]) && (folded[i].Length > LongestName || Tells().IsMatch(folded[i]))) return false;
        }

        return true;
    }

    /// <summary>A name below the words, without any goodbye, and how to reach its bearer.</summary>
    private static (string Text, string Name) CutName(string text, IReadOnlySet<string> names)
    {
        var lines = text.Split('\n');
        var end = lines.Length;
        while (end > 1 && (lines[end - 1].Trim().Length == 0 || Signs(lines[end - 1], names))) end--;
        return (string.Join('\n', lines[..end]).TrimEnd(), string.Join('\n', lines[end..]).Trim());
    }

    private static bool Signs(string line, IReadOnlySet<string> names)
    {
        if (line.Length > LongestName || line.Contains('?', StringComparison.Ordinal)) return false;
        var folded = PlainWords.Fold(line).Trim();
        var words = Words().Matches(folded);
        if (words.Count is > 0 and <= 4 && names.Contains(words[0].Value) && !Sentence().IsMatch(words[^1].Value)) return true;
        return Reach().IsMatch(folded) || (folded.Count(char.IsDigit) >= 8 && folded.Count(char.IsLetter) <= 12);
    }

    /// <summary>"Faut-il un diplôme ? Merci d'avance." on one line.</summary>
    private static (string Text, string Thanks) CutLastSentence(string text)
    {
        var line = text.LastIndexOf('\n') + 1;
        if (text.Length - line > LongestClosing) line = text.Length - LongestClosing;
        var last = LastSentence().Match(text, line, text.Length - line);
        return last.Success && last.Index > 0 ? (text[..last.Index].TrimEnd(), last.Value.Trim()) : (text, "");
    }

    private static bool Greets(string line)
    {
        var folded = PlainWords.Fold(line);
        if (NameAlone().IsMatch(line)) return true;
        var hello = Hello().Match(folded);
        if (!hello.Success || QuestionFinder.Asks(line)) return false;
        var rest = folded[hello.Length..].Trim(' ', ',', '!', '.', ':', ';', '-', '…', ')', '(');
        if (rest.Length == 0) return true;
        var words = rest.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (words.All(w => Social().IsMatch(w))) return true;
        // "Bonjour Sylvie", "hi sylvie,": a name or two, and no sentence.
        return words.Length <= 4 && !words.Any(w => Sentence().IsMatch(w)) && (line[^1] is ',' or '!' || (words.Length <= 2 && EndsInName().IsMatch(line)));
    }

    [GeneratedRegex(@"^[\W_]*(re-?)?(bonjour|bonsoir|salut|coucou|hello|hi|hey|slt|bjr|bsr|good (morning|afternoon|evening|day)|dear|greetings|chere?s?|madame|monsieur|mesdames|messieurs|mademoiselle|to whom it may concern)\b")]
    private static partial Regex Hello();

    [GeneratedRegex(@"^(?i:(re-?)?(bonjour|bonsoir|hello|hi|hey|salut|coucou|bjr|slt))\s+(?=\p{Ll})")]
    private static partial Regex BareHello();

    [GeneratedRegex(@"^(a|tous|toutes?|et|and|&|all|everyone|everybody|there|team|l'equipe|madame|monsieur|mesdames|messieurs|mademoiselle|mme|mlle|mr|mrs|ms|dr|sir|sirs|madam|or|ou|chere?s?|dear|docteur|maitre|bonjour|bonsoir|hello|again|le|la|les|ami?es?|friends?|folks)$")]
    private static partial Regex Social();

    [GeneratedRegex(@"^(je|j'.*|i|i'm|i've|i'd|we|nous|on|c'est|c|voila|suite|merci|thanks|ca|comment|how|what|who|why|when|where|do|does|is|are|can|could|would|should|est|quel|quelle|faut|combien|pourquoi|qui|que|quoi|pour|for|my|mon|ma|mes|votre|vos|your|un|une|the|an?|question|suis|ai|pas|not|this|ce|cette|d'.*|l'.*)$")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\p{Lu}\p{Ll}+[\s.]*$")]
    private static partial Regex EndsInName();

    [GeneratedRegex(@"^\p{Lu}[\p{Ll}-]+( \p{Lu}[\p{Ll}-]+)?,$")]
    private static partial Regex NameAlone();

    [GeneratedRegex(@"^[-*–\s]*((en vous remerciant|en te remerciant|un (grand|immense|enorme) merci|d'avance,? merci|merci|mille mercis|grand merci|avec (tous )?mes (plus vifs |sinceres )?remerciements|(je|nous) (vous|te) (remerci|souhait|sais gre)|(tres |bien )?cordiale?ment|respectueusement|bien (a vous|a toi|respectueusement|amicalement)|(tres |bien )?sincerement|(tres |bien )?amicalement|(grosses )?bises|bisous|bizz?|a (tres )?bientot|a (tres )?vite|au plaisir|belle (journee|soiree|fin)|bonne (journee|soiree|continuation|fin|reception|semaine)|bon (week|we\b|dimanche|courage|apres-midi)|excellente? |tres (bonne|belle) (journee|soiree)|(dans|en) l'attente|en attendant|en esperant|en vous souhaitant|veuillez (agreer|recevoir|croire)|recevez|je (vous )?prie d'|sinceres salutations|meilleur(e?s)? (salutations|sentiments|voeux)|salutations|thanks|thank you|thx|ty|many thanks|big thanks|thanking you|with (many )?thanks|(kind(est)?|best|warm(est)?) (regards|wishes)|regards|cheers|(yours )?(sincerely|faithfully|truly)|yours|warmly|take care|all the best|looking forward|i look forward|have a (nice|good|great|lovely)|cdlt|cdt|crdt|bav|bàv)\b.{0,140})$|^best( regards| wishes)?[,.!]?$|^(dans l'attente|en attente) (de|d')")]
    private static partial Regex Closing();

    /// <summary>A line below a goodbye that still tells something.</summary>
    [GeneratedRegex(@"^(je|j'|nous|on|il|elle|c'est|i|i'm|i've|i'd|we|it|my|mon|ma|mes|mais|but|et|and|par contre|au fait|actuellement|currently)\b")]
    private static partial Regex Tells();

    [GeneratedRegex(@"^p\.? ?-?s\.?( ?\d)? ?[.:,-]|^(ps|nb|n\.b\.) ")]
    private static partial Regex Postscript();

    [GeneratedRegex(@"(?<=[.?!…)][\s\u00A0\u202F]+)((un grand )?merci( beaucoup| bien| infiniment)?( (d['’]avance|par avance))?( (pour|de) (votre|ta|vos|tes) (aide|réponses?|retour|conseils?|temps|attention|blog)[\w\s,’']{0,40})?|d['’]avance merci|(bien )?cordialement|bonne (journée|soirée)|belle (journée|soirée)|bien à vous|à bientôt|bises|many thanks|thanks( a lot| so much| again)?( in advance)?( for (your|any) (help|time|advice|answer|reply))?|thank you( so much| very much)?( in advance)?( for (your|any) (help|time|advice|answer|reply))?|(kind|best) regards|regards|cheers|best)[\s\u00A0\u202F]*([,.!…]+[\s\u00A0\u202F]*((\p{Lu}[\p{Ll}-]+)([\s]\p{Lu}[\p{Ll}-]+)?[.!]?)?|$)$", RegexOptions.IgnoreCase)]
    private static partial Regex LastSentence();

    [GeneratedRegex(@"^<?(https?://\S+|www\.\S+|\S+@\S+\.\w+)>?$")]
    private static partial Regex Reach();

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Words();
}
