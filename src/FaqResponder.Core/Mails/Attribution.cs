using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>
/// Knows how mail programs announce an earlier mail: a sentence ("Le 3 mars 2026 à 10:12, Sylvie a écrit :"), a heading between dashes, or lines
/// copied from its header. All lines come folded and trimmed.
/// </summary>
internal static partial class Attribution
{
    // An attribution is broken over a few lines at most: "Le lundi 3 mars 2026 à 10:12, Sylvie Marchetti\n<…> a écrit :".
    private const int MostLines = 4;
    private const int Longest = 300;

    /// <summary>"---------- Forwarded message ---------" and its like.</summary>
    internal static bool StartsForward(string[] lines, int at) => Forward().IsMatch(lines[at]);

    /// <summary>"-----Message d'origine-----", or the block of "De : … Envoyé : …" lines that Outlook sets above the mail it answers.</summary>
    internal static bool StartsThread(string[] lines, int at)
    {
        var line = lines[at];
        if (line.Length == 0) return false;
        if (OriginalMessage().IsMatch(line)) return true;
        if (Underline().IsMatch(line)) return HeadersAfter(lines, at) >= 2;
        // A heading between dashes in a language that is not known here still has the header lines below it.
        if (Heading().IsMatch(line)) return HeadersAfter(lines, at) >= 3;
        if (HeaderFrom().IsMatch(line)) return HeadersAfter(lines, at) >= 2;
        // Some begin with "envoyé :" or "Date:"; the sender must be among the lines that follow.
        return HeaderLine().IsMatch(line) && HeadersAfter(lines, at) >= 3 && Next(lines, at).Any(HeaderFrom().IsMatch);
    }

    /// <summary>How many lines the sentence takes that names the writer of the quotation; 0 when none begins here.</summary>
    internal static int LinesAt(string[] lines, int at)
    {
        var dated = Start().IsMatch(lines[at]);
        if (!dated && lines[at].AsSpan().IndexOfAny('@', '<') < 0) return 0;
        var joined = "";
        for (var count = 1; count <= MostLines && at + count <= lines.Length; count++)
        {
            var line = lines[at + count - 1];
            // A telephone number above "Le 3 mars …" looks like a date, but the sentence begins below it.
            if (count > 1 && SaysWhen().IsMatch(line)) return 0;
            joined = $"{joined} {line}".Trim();
            if (joined.Length > Longest) return 0;
            if (Ends(joined, dated, count)) return count;
        }

        return 0;
    }

    /// <summary>
    /// Whether a sentence is surely a program's, so that all below it may go although no line is marked: it names an address, or stands apart with the
    /// time of day. "Le 12 mars 2026, la mairie a écrit :" is how people tell a story.
    /// </summary>
    internal static bool IsSureOf(string[] lines, int at, int count)
    {
        var joined = string.Join(' ', lines[at..(at + count)]);
        return NamesAddress().IsMatch(joined) || ((at == 0 || lines[at - 1].Length == 0) && TimeOfDay().IsMatch(joined));
    }

    /// <summary>Whether a line above a sentence that begins with an address belongs to it: "pe 20. lokakuuta 2026 klo 17.50 Sylvie".</summary>
    internal static bool IsDateAbove(string above, string line) =>
        line.StartsWith('<') && above.Length <= Longest && !QuestionFinder.Asks(above) && StartsWithTime().IsMatch(above);

    // "Léa <lea@example.org> a écrit :" needs no date; "Léa a écrit :" and "Le 12, Léa m'a écrit :" are prose.
    private static bool Ends(string joined, bool dated, int count)
    {
        if (StartsWithTime().IsMatch(joined) && EndsInAddress().IsMatch(joined)) return true;
        if (dated && GoesOn().IsMatch(joined)) return true;
        if (!dated) return count <= 2 && Wrote().IsMatch(joined) && NamesAddress().IsMatch(joined);
        return Wrote().IsMatch(joined) ? Moment().IsMatch(joined) : WroteWithoutColon().IsMatch(joined) && TimeOfDay().IsMatch(joined);
    }

    private static int HeadersAfter(string[] lines, int at) => Next(lines, at).Count(HeaderLine().IsMatch);

    private static IEnumerable<string> Next(string[] lines, int at) => lines.Skip(at + 1).Where(l => l.Length > 0).Take(4);

    [GeneratedRegex(@"^(>+ ?)?([-_=]+ ?(message transfere|forwarded message|message reexpedie|message suivi|mail transfere|courriel transfere|debut du message (transfere|reexpedie)|fwd|tr) ?[-_=]*|debut du message (transfere|reexpedie) ?:|begin forwarded message ?:)")]
    private static partial Regex Forward();

    [GeneratedRegex(@"^(>+ ?)?\*?[-_]{2,} ?(message d'origine|message original|courriel original|mail original|mail d'origine|e-?mail d'origine|courrier original|message initial|message precedent|message recu|original message|original e?-?mail|reply message|mensaje original|mensagem original|messaggio originale|ursprungliche nachricht|reponse au message) ?[-_]{2,}\*?|^message du ?:? ?\d\d?/\d\d?/\d\d")]
    private static partial Regex OriginalMessage();

    [GeneratedRegex("^_{20,}$")]
    private static partial Regex Underline();

    [GeneratedRegex(@"^\*?[-_]{2,} ?\p{L}[\p{L}' ]{3,40}? ?[-_]{2,}\*?$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(>+ ?)?\*?(de|from|expediteur|von|da|fra|fran|van) ?:\*? ?\S")]
    private static partial Regex HeaderFrom();

    [GeneratedRegex(@"^(>+ ?)?\*?(de|from|expediteur|von|da|fra|fran|van|envoye|date|a|to|cc|copie|copie a|destinataires?|repondre a|reply-to|objet|sujet|subject|sent|pour|gesendet|an|betreff|datum|data|oggetto|risposta|inviato|para|assunto|asunto|enviado|fecha|til|till|emne|sendt|dato|skickat|amne|verzonden|aan|onderwerp)( le)? ?:\*?")]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"^(le|on|am|op|el|em|il) .{0,40}\d")]
    private static partial Regex SaysWhen();

    [GeneratedRegex(@"^-* ?(((le|on|am|the|at|op|el|em|il|in data|den) .{0,40}\d)|\d{4}[-/]\d\d?[-/]\d\d? |\d\d?[-/.: ]|(mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)[a-z.]*,? \d)")]
    private static partial Regex Start();

    [GeneratedRegex(@"\b((?<!m'|nous |vous |lui |leur )a ecrit|wrote|ecrivait|schrieb|schreef|skrev|escribio|escreveu|ha scritto|napisa[lł](\(a\))?|написал|пише|kirjoitti)( (.{0,60}<[^<>]*@[^<>]*>|.{0,40} um [\d:]+ uhr))? ?(:|-{2,})$|het volgende geschreven ?:$")]
    private static partial Regex Wrote();

    [GeneratedRegex(@"<[^<>]*@[^<>]*> (a ecrit|wrote)$")]
    private static partial Regex WroteWithoutColon();

    /// <summary>Yahoo's program for Android sets the earlier mail on the same line.</summary>
    [GeneratedRegex(@"<[^<>]*@[^<>]*> (a ecrit|wrote) ?: ")]
    private static partial Regex GoesOn();

    /// <summary>Programs write the time, the year or the address of what they quote; people telling a story rarely do.</summary>
    [GeneratedRegex(@"\d\d?[:.h] ?\d\d|\b(19|20)\d\d\b|@")]
    private static partial Regex Moment();

    [GeneratedRegex(@"\d\d?[:.h] ?\d\d")]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"^\d{4}[-/]\d|^.{0,40}\d\d?[:.h]\d\d")]
    private static partial Regex StartsWithTime();

    [GeneratedRegex(@"<[^<>@]*@[^<>]*> ?:$")]
    private static partial Regex EndsInAddress();

    [GeneratedRegex(@"<[^<>@]*@[^<>]*>|\S@\S+\.\S")]
    private static partial Regex NamesAddress();
}
