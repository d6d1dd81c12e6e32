using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>Finds where in a mail the quotation of an earlier one begins, and where the writer signs off.</summary>
internal static partial class QuotedText
{
    // An attribution is broken over a few lines at most: "Le lundi 3 mars 2026 à 10:12, Sylvie Marchetti\n<…> a écrit :".
    private const int AttributionLines = 4;
    private const int LongestAttribution = 300;
    private const int LongestFooter = 80;
    private const int SignatureLines = 12;

    /// <summary>The parts of a body.</summary>
    /// <param name="Own">What the writer wrote.</param>
    /// <param name="Quoted">The quotation.</param>
    /// <param name="Signature">Signature and footers.</param>
    /// <param name="Forwarded">Whether a forwarded mail is part of <paramref name="Own"/>.</param>
    internal sealed record Parts(string Own, string Quoted, string Signature, bool Forwarded);

    internal static Parts Split(string body)
    {
        var lines = body.ReplaceLineEndings("\n").Split('\n');
        var folded = Array.ConvertAll(lines, line => PlainWords.Fold(line).Trim());
        var own = new List<string>();
        var quoted = new List<string>();
        var forwarded = false;
        for (var i = 0; i < lines.Length; i++)
        {
            // A forwarded mail is what the writer wants to show: content, not quotation.
            forwarded |= Forward().IsMatch(folded[i]);
            var attribution = forwarded ? 0 : AttributionAt(folded, i);
            if (!forwarded && (StartsThread(folded, i) || (attribution > 0 && own.Exists(SaysSomething) && !IsQuoted(folded, i + attribution))))
            {
                // What follows is not marked line by line: all of it is the earlier mail, unless the writer answers below it.
                quoted.AddRange(lines[i..]);
                break;
            }

            if (attribution > 0)
            {
                quoted.AddRange(lines[i..(i + attribution)]);
                i += attribution - 1;
            }
            else
            {
                (folded[i].StartsWith('>') ? quoted : own).Add(lines[i]);
            }
        }

        var cut = SignatureAt(own);
        return new(
            string.Join('\n', own[..cut]).Trim(), string.Join('\n', quoted).Trim(), string.Join('\n', own[cut..]).Trim(), forwarded);
    }

    /// <summary>"-----Message d'origine-----", or the block of "De : … Envoyé : …" lines that Outlook sets above the mail it answers.</summary>
    private static bool StartsThread(string[] lines, int at)
    {
        if (OriginalMessage().IsMatch(lines[at])) return true;
        // A heading between dashes in a language that is not known here still has the header lines below it.
        return Heading().IsMatch(lines[at]) ? HeadersAfter(lines, at) >= 3 : HeaderFrom().IsMatch(lines[at]) && HeadersAfter(lines, at) >= 2;
    }

    private static int HeadersAfter(string[] lines, int at) => lines.Skip(at + 1).Where(l => l.Length > 0).Take(4).Count(HeaderLine().IsMatch);

    /// <summary>How many lines the sentence takes that names the writer of the quotation; 0 when none begins here.</summary>
    private static int AttributionAt(string[] lines, int at)
    {
        var dated = AttributionStart().IsMatch(lines[at]);
        if (!dated && lines[at].AsSpan().IndexOfAny('@', '<') < 0) return 0;
        var joined = "";
        for (var count = 1; count <= AttributionLines && at + count <= lines.Length; count++)
        {
            var line = lines[at + count - 1];
            // A telephone number above "Le 3 mars …" looks like a date, but the sentence begins below it.
            if (count > 1 && SaysWhen().IsMatch(line)) return 0;
            joined = $"{joined} {line}".Trim();
            if (joined.Length > LongestAttribution) return 0;
            if (dated ? EndsDated(joined) : count <= 2 && Wrote().IsMatch(joined) && NamesAddress().IsMatch(joined)) return count;
        }

        return 0;
    }

    // "Léa <lea@example.org> a écrit :" needs no date; "Léa a écrit :" and "Le 12, Léa m'a écrit :" are prose.
    private static bool EndsDated(string joined) =>
        Wrote().IsMatch(joined) ? Moment().IsMatch(joined) : StartsWithTime().IsMatch(joined) && EndsInAddress().IsMatch(joined);

    /// <summary>Whether the next line that says something is marked as a quotation.</summary>
    private static bool IsQuoted(string[] lines, int from)
    {
        var next = from;
        while (next < lines.Length && lines[next].Length == 0) next++;
        return next >= lines.Length || lines[next].StartsWith('>');
    }

    private static int SignatureAt(List<string> lines)
    {
        var sign = lines.IndexOf("-- ");
        var last = sign >= 0 ? sign : lines.Count;
        for (var i = FewLinesFromEnd(lines); i < last; i++)
        {
            // RFC 3676, section 4.3, has "-- ". Some strip its space, but a bare rule also divides what people write.
            if (Rule().IsMatch(lines[i]) && AsksNothing(lines[(i + 1)..])) return i;
            if (lines[i].Length <= LongestFooter && MobileFooter().IsMatch(PlainWords.Fold(lines[i]).Trim()) && AsksNothing(lines[i..])) return i;
        }

        return last;
    }

    private static bool SaysSomething(string line) => line.Any(char.IsLetterOrDigit);

    private static bool AsksNothing(List<string> lines) => !lines.Exists(QuestionFinder.Asks);

    /// <summary>Where the last lines begin that are few enough to be a signature.</summary>
    private static int FewLinesFromEnd(List<string> lines)
    {
        var from = lines.Count;
        for (var few = 0; from > 0 && few <= SignatureLines; from--)
        {
            if (lines[from - 1].Trim().Length > 0) few++;
        }

        return from;
    }

    [GeneratedRegex(@"^([-_]+ ?(message transfere|forwarded message|message reexpedie|mail transfere|debut du message (transfere|reexpedie)|fwd|tr) ?[-_]*|debut du message (transfere|reexpedie) ?:|begin forwarded message ?:)")]
    private static partial Regex Forward();

    [GeneratedRegex(@"^(>+ ?)?\*?[-_]{2,} ?(message d'origine|message original|courriel original|message initial|message precedent|original message|original e?-?mail|mensaje original|mensagem original|messaggio originale|ursprungliche nachricht|reponse au message) ?[-_]{2,}\*?|^_{20,}$")]
    private static partial Regex OriginalMessage();

    [GeneratedRegex(@"^\*?[-_]{2,} ?\p{L}[\p{L}' ]{3,40}? ?[-_]{2,}\*?$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\*?(de|from|expediteur|von|da|fra|fran|van) ?:\*? ?\S")]
    private static partial Regex HeaderFrom();

    [GeneratedRegex(@"^\*?(de|from|von|da|fra|fran|van|envoye|date|a|to|cc|objet|sujet|subject|sent|pour|gesendet|an|betreff|datum|data|oggetto|risposta|inviato|para|assunto|asunto|enviado|fecha|til|till|emne|sendt|dato|skickat|amne|verzonden|aan|onderwerp)( le)? ?:\*?")]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"^(le|on|am|op|el|em|il) .{0,40}\d")]
    private static partial Regex SaysWhen();

    [GeneratedRegex(@"^-* ?(((le|on|am|the|at|op|el|em|il|in data|den) .{0,40}\d)|\d{4}[-/]\d\d?[-/]\d\d? |\d\d?[-/. ]|(mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)[a-z.]*,? \d)")]
    private static partial Regex AttributionStart();

    [GeneratedRegex(@"\b((?<!m'|nous |vous |lui |leur )a ecrit|wrote|ecrivait|schrieb|schreef|skrev|escribio|escreveu|ha scritto|napisa[lł](\(a\))?|написал|пише|kirjoitti)( (.{0,60}<[^<>]*@[^<>]*>|.{0,40} um [\d:]+ uhr))? ?(:|-{2,})$|het volgende geschreven ?:$")]
    private static partial Regex Wrote();

    /// <summary>Programs write the time, the year or the address of what they quote; people telling a story rarely do.</summary>
    [GeneratedRegex(@"\d\d?[:.h] ?\d\d|\b(19|20)\d\d\b|@")]
    private static partial Regex Moment();

    [GeneratedRegex(@"^\d{4}[-/]\d|^.{0,40}\d\d?[:.h]\d\d")]
    private static partial Regex StartsWithTime();

    [GeneratedRegex(@"<[^<>@]*@[^<>]*> ?:$")]
    private static partial Regex EndsInAddress();

    [GeneratedRegex(@"<[^<>@]*@[^<>]*>|\S@\S+\.\S")]
    private static partial Regex NamesAddress();

    [GeneratedRegex(@"^(--|_{4,}|-{4,}|—) *$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^<?(envoye (de|depuis|avec|via|a partir de) (mon|ma|l'app|mes|orange|yahoo|outlook|proton|gmail|free|sfr|la ?poste|mail|courrier|windows|samsung|iphone|ipad|bluemail|blue mail|typeapp)|sent (from|via|with) (my|yahoo|outlook|mail|proton|gmail|windows|samsung|typeapp|bluemail|an?\b)|telechargez? outlook|get outlook|provenance ?: courrier|obtenir outlook|obtenez outlook|gesendet (von|mit) |sendt fra min|inviato (da|dal) (mio|iphone)|enviado (desde|do) |verzonden (vanaf|met) )")]
    private static partial Regex MobileFooter();
}
