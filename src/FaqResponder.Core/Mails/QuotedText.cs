using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>Finds where in a mail the quotation of an earlier one begins, and where the writer signs off.</summary>
internal static partial class QuotedText
{
    // An attribution is broken over a few lines at most: "Le lundi 3 mars 2026 à 10:12, Sylvie Marchetti\n<…> a écrit :".
    private const int AttributionLines = 4;

    /// <summary>The parts of a body.</summary>
    /// <param name="Own">What the writer wrote.</param>
    /// <param name="Quoted">The quotation.</param>
    /// <param name="Signature">Signature and footers.</param>
    /// <param name="Forwarded">Whether a forwarded mail is part of <paramref name="Own"/>.</param>
    internal sealed record Parts(string Own, string Quoted, string Signature, bool Forwarded);

    internal static Parts Split(string body)
    {
        var lines = body.ReplaceLineEndings("\n").Split('\n');
        var own = new List<string>();
        var quoted = new List<string>();
        var forwarded = false;
        for (var i = 0; i < lines.Length; i++)
        {
            // A forwarded mail is what the writer wants to show: content, not quotation.
            if (Forward().IsMatch(PlainWords.Fold(lines[i]))) forwarded = true;
            if (!forwarded && StartsThread(lines, i))
            {
                quoted.AddRange(lines[i..]);
                break;
            }

            var attribution = AttributionAt(lines, i);
            if (!forwarded && attribution > 0)
            {
                quoted.AddRange(lines[i..(i + attribution)]);
                i += attribution - 1;
            }
            else if (lines[i].TrimStart().StartsWith('>'))
            {
                quoted.Add(lines[i]);
            }
            else
            {
                own.Add(lines[i]);
            }
        }

        var cut = SignatureAt(own);
        return new(
            string.Join('\n', own[..cut]).Trim(), string.Join('\n', quoted).Trim(), string.Join('\n', own[cut..]).Trim(), forwarded);
    }

    /// <summary>"-----Message d'origine-----", or the block of "De : … Envoyé : …" lines that Outlook sets above the mail it answers.</summary>
    private static bool StartsThread(string[] lines, int at)
    {
        var line = PlainWords.Fold(lines[at]).Trim();
        if (OriginalMessage().IsMatch(line)) return true;
        if (!HeaderFrom().IsMatch(line)) return false;
        return lines.Skip(at + 1).Where(l => l.Trim().Length > 0).Take(4).Count(l => HeaderOther().IsMatch(PlainWords.Fold(l))) >= 2;
    }

    private static int AttributionAt(string[] lines, int at)
    {
        if (!AttributionStart().IsMatch(PlainWords.Fold(lines[at]).TrimStart())) return 0;
        var joined = "";
        for (var count = 1; count <= AttributionLines && at + count <= lines.Length; count++)
        {
            joined += ' ' + PlainWords.Fold(lines[at + count - 1]).Trim();
            if (AttributionEnd().IsMatch(joined)) return count;
        }

        return 0;
    }

    private static int SignatureAt(List<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] is "-- " or "--" || lines[i].StartsWith("____", StringComparison.Ordinal)) return i;
            if (MobileFooter().IsMatch(PlainWords.Fold(lines[i]).Trim())) return i;
        }

        return lines.Count;
    }

    [GeneratedRegex(@"^\s*(-+ ?(message transfere|forwarded message|message reexpedie|debut du message (transfere|reexpedie)) ?-*|debut du message (transfere|reexpedie) ?:|begin forwarded message ?:)")]
    private static partial Regex Forward();

    [GeneratedRegex(@"^(>+ ?)?-{2,} ?(message d'origine|message original|original message|mensaje original|reponse au message) ?-{2,}|^_{20,}$")]
    private static partial Regex OriginalMessage();

    [GeneratedRegex(@"^\*?(de|from|expediteur) ?:\*? ?\S")]
    private static partial Regex HeaderFrom();

    [GeneratedRegex(@"^\s*\*?(envoye|date|a|to|cc|objet|subject|sent|pour)( le)? ?:\*?")]
    private static partial Regex HeaderOther();

    [GeneratedRegex(@"^(le|on|am|the) .{0,40}\d")]
    private static partial Regex AttributionStart();

    [GeneratedRegex(@"(a ecrit|wrote|ecrivait|schrieb) ?: ?$")]
    private static partial Regex AttributionEnd();

    [GeneratedRegex(@"^(envoye (de|depuis|a partir de) (mon|ma|l'application|orange|yahoo|outlook|proton)|sent from (my|yahoo|outlook|mail)|telechargez? outlook|get outlook|provenance : courrier|obtenir outlook)")]
    private static partial Regex MobileFooter();
}
