using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>Finds what stands below the words of a writer without being theirs: signatures, the advertising of mail programs, disclaimers, virus scanners.</summary>
internal static partial class Footers
{
    private const int SignatureLines = 12;
    // A disclaimer in two languages, wrapped, below a signature.
    private const int FooterLines = 60;
    private const int LongestFooter = 160;
    private const int LongestOpening = 500;

    /// <summary>Divides lines into what was written and what stands below.</summary>
    internal static (string Note, string Signature) Cut(List<string> lines)
    {
        var folded = lines.ConvertAll(line => PlainWords.Fold(line).Trim());
        var footers = new HashSet<int>();
        for (var i = LastLines(folded, FooterLines); i < lines.Count; i++) footers.UnionWith(FooterAt(folded, i));
        // Below a question of the writer's own nothing is cut but what is surely a footer.
        var lastQuestion = lines.Count - 1;
        while (lastQuestion >= 0 && (footers.Contains(lastQuestion) || !QuestionFinder.Asks(lines[lastQuestion]))) lastQuestion--;
        var cut = SignatureAt(lines, lastQuestion);
        if (footers.Count > 0 && footers.Where(f => f > lastQuestion).DefaultIfEmpty(int.MaxValue).Min() is var first && first < cut) cut = first;
        var note = Enumerable.Range(0, cut).Where(i => !footers.Contains(i)).Select(i => lines[i]).ToList();
        while (note.Count > 0 && Ornament().IsMatch(note[^1])) note.RemoveAt(note.Count - 1);
        var below = Enumerable.Range(0, lines.Count).Where(i => i >= cut || footers.Contains(i)).Select(i => lines[i]);
        return (string.Join('\n', note).Trim(), string.Join('\n', below).Trim());
    }

    private static int SignatureAt(List<string> lines, int lastQuestion)
    {
        var sign = lines.IndexOf("-- ");
        // RFC 3676, section 4.3, has "-- ". Its signature may ask ("Un projet ?"), as long as it is as short as one.
        var last = sign >= 0 && (sign > lastQuestion || sign >= LastLines(lines, SignatureLines)) ? sign : lines.Count;
        for (var i = Math.Max(LastLines(lines, SignatureLines), lastQuestion + 1); i < last; i++)
        {
            // Some strip its space, but a bare rule also divides what people write.
            if (Rule().IsMatch(lines[i])) return i;
        }

        return last;
    }

    /// <summary>The lines of the footer that begins at a line; none when there is none.</summary>
    private static IEnumerable<int> FooterAt(List<string> lines, int at)
    {
        if (lines[at].Length == 0) return [];
        if (lines[at].Length <= LongestFooter && (MobileFooter().IsMatch(lines[at]) || Scanner().IsMatch(lines[at]))) return [at];
        var end = at + 1;
        while (end < lines.Count && lines[end].Length > 0) end++;
        var joined = string.Join(' ', lines.Skip(at).Take(Math.Min(3, end - at)));
        joined = joined[..Math.Min(joined.Length, LongestOpening)];
        if (Advertising().IsMatch(joined)) return Enumerable.Range(at, end - at);
        return Disclaimer().IsMatch(joined) && !lines[at..end].Exists(l => l.Contains('?', StringComparison.Ordinal)) ? Enumerable.Range(at, end - at) : [];
    }

    /// <summary>Where the last lines begin that say something.</summary>
    private static int LastLines(List<string> lines, int most)
    {
        var from = lines.Count;
        for (var few = 0; from > 0 && few <= most; from--)
        {
            if (lines[from - 1].Trim().Length > 0) few++;
        }

        return from;
    }

    [GeneratedRegex(@"^(--|_{2,}|-{4,}|={4,}|—) *$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^[\s\-_=*~+#\u1427]*$")]
    private static partial Regex Ornament();

    [GeneratedRegex(@"^[<[(*_ ]{0,4}(envoye (de|depuis|a partir de|avec|via|sur) (mon|ma|mes|un|une|l'app(lication)?( mobile)?)( [^.,;!?:]{1,60})?[.!]?( ?<[^>]*>)?[\])*_ ]*$|envoye (de|depuis|a partir de|avec|via) .{0,40}k-9|envoye (de|depuis|a partir d[e']|avec|via|par|gratuitement (avec|depuis)) ?(la |le |l'|the )?(messagerie|application|webmail|courrier|e?-?mail|orange|yahoo|outlook|proton|gmail|free|sfr|red by|la ?poste|windows|samsung|galaxy|iphone|ipad|blue ?mail|typeapp|boxer|workspace one|spark|fairemail|thunderbird|android|airmail|bouygues|bbox|zimbra|icloud|hotmail|mailo|infomaniak|blackberry|huawei|tutanota|canary|edison)\b|(this (e-?mail|message) was )?sent (from|via|with|using|by) (my|an?|the)( [^.,;!?:]{1,60})?[.!]?( ?<[^>]*>)?[\])*_ ]*$|sent from .{0,40}k-9|sent (from|via|with|using) (yahoo|outlook|mail|proton|gmail|windows|samsung|galaxy|iphone|ipad|typeapp|blue ?mail|boxer|vmware|workspace one|spark|fairemail|aol|superhuman|hey|airmail|fastmail|mobile|android|thunderbird|canary|edison|blackberry|icloud)\b|from my (iphone|ipad|android|phone|samsung)|(telecharge[rz]?|get|obtenir|obtenez|installez) (outlook|blue ?mail|typeapp) |provenance ?: ?(courrier|mail|outlook)|yahoo mail ?: ?(recherch|search|organi)|gesendet (von|mit) |von meinem .{0,30} gesendet|sendt fra min|inviato (da|dal) (mio|iphone)|enviado (desde|do) |verzonden (vanaf|met) |<?https?://(aka\.ms/|overview\.mail\.yahoo|mail\.onelink\.me|more\.att\.com)\S*>?$)")]
    private static partial Regex MobileFooter();

    /// <summary>Virus scanners and providers that vouch for a mail.</summary>
    [GeneratedRegex(@"^[<[(*_ ]{0,4}(garanti( sans virus.*)?$|sans virus[. ]*(www|<http|$)|virus-free\b|l'absence de virus dans ce|cet? (e-?mail|courriel|courrier electronique|courrier|message) (a ete|est) (verifie|controle|analyse|garanti|protege|scanne)|cet? (e-?mail|courriel|courrier electronique|message) ne contient (aucun|pas de) (virus|logiciel)|this (e-?mail|message) (has been|was|is) (checked|scanned|verified|protected|free)|no virus(es)? found|aucun virus (connu|trouve|detecte)|(orange|wanadoo|sfr|free) vous informe que|(checked|scanned|verified) by (avg|avast|norton|mcafee|eset|bitdefender)|<?(https?://)?(www|s-install)\.av(ast|g)\.com|<#[0-9a-f-]{30,}>)")]
    private static partial Regex Scanner();

    /// <summary>What providers and printers add, questions included.</summary>
    [GeneratedRegex(@"^[<[(*_ ]{0,4}(une messagerie gratuite,? garantie|je cree ma boite mail|creez votre adresse (electronique|e-?mail|mail)|\W{0,4}(pensez a|avant d'imprimer|n'imprimez|merci de ne pas imprimer|merci de n'imprimer|devez-vous (vraiment )?imprimer|avez-vous (vraiment )?besoin d'imprimer|afin de preserver l'environnement|pour la planete|preservons (l'environnement|la planete)|(please )?(consider|think of|think about) the environment|before printing|(please )?(do not|don't|only) print this|do you (really )?need to print|(please )?save (paper|a tree)).{0,80}(imprim|print|environ|tree|paper|planet|$))")]
    private static partial Regex Advertising();

    [GeneratedRegex(@"^[<[(*_ ]{0,4}(((ce|cet|le present|les presents?) (message|e-?mail|mail|courriel|courrier)( electronique)?\b.{0,160}|((les|l'|toutes les) ?informations? (contenues?|figurant|transmises?)|le contenu) .{0,30}(message|e-?mail|mail|courriel).{0,160})\b(confidenti|destine|destinataire|exclusi|privileg|a l'intention|a l'attention|par erreur)|(avis|clause|mention|note|avertissement|avertissements?)( importante?)?( de| relative a la| sur la)? ?(confidentialite|legal|juridique)|si vous (n'etes pas|avez recu|recevez) .{0,60}(destinataire|par erreur)|(this|the present) (e-?mail|message|communication|transmission)\b.{0,160}\b(confidential|intended|privileged|recipient)|the (information|contents?) .{0,40}\b(e-?mail|message|communication)\b.{0,160}\b(confidential|intended|privileged|recipient)|confidentiality (notice|note|statement)|(legal )?(disclaimer|notice) ?:|disclaimer$|if you (are not|have received|received) (the (intended|named)|this (e-?mail|message|communication)))")]
    private static partial Regex Disclaimer();
}
