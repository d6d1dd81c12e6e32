using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>Reads a mail as a person would: the writer's own words first, and what they ask.</summary>
public static partial class MailReader
{
    private const int ThanksAtMost = 60;

    /// <summary>Reads one mail. If nothing is left once quotation and signature are cut off, the original stands.</summary>
    public static Reading Read(IncomingMail mail)
    {
        var body = BodyOf(mail);
        var parts = QuotedText.Split(body);
        // When nothing is left, the cut was wrong, or the mail is a bare quotation: better too much than nothing.
        var kept = parts.Own.Any(char.IsLetterOrDigit) ? parts : new(body.Trim(), "", "", parts.Forwarded);
        var (text, closing) = CutClosing(kept.Own);
        var questions = QuestionFinder.Find(mail.Subject, text);
        return new()
        {
            Text = text,
            Quoted = kept.Quoted,
            Signature = $"{closing}\n{kept.Signature}".Trim(),
            Forwarded = kept.Forwarded,
            Language = LanguageGuess.Of($"{mail.Subject}\n{text}"),
            Questions = questions,
            Matter = MatterOf(mail.Subject, text, questions),
        };
    }

    // An HTML twin is chosen only where the plain part is missing or says nothing, as some newsletters' "view online" does.
    private static string BodyOf(IncomingMail mail)
    {
        if (!string.IsNullOrWhiteSpace(mail.Text)) return mail.Text;
        return string.IsNullOrWhiteSpace(mail.Html) ? "" : HtmlText.Of(mail.Html);
    }

    /// <summary>Cuts the last lines off that only say goodbye: "Merci d'avance", "Cordialement", a name.</summary>
    private static (string Text, string Closing) CutClosing(string text)
    {
        var lines = text.Split('\n');
        for (var i = Math.Max(1, lines.Length - 8); i < lines.Length; i++)
        {
            if (!Closing().IsMatch(PlainWords.Fold(lines[i]).Trim())) continue;
            var before = string.Join('\n', lines[..i]).Trim();
            var after = lines[i..];
            // Somebody who goes on after "Merci d'avance" still has something to say.
            if (!before.Any(char.IsLetter) || after.Any(QuestionFinder.Asks)) continue;
            return (before, string.Join('\n', after).Trim());
        }

        return (text, "");
    }

    private static Matter MatterOf(string subject, string text, IReadOnlyList<string> questions)
    {
        var all = PlainWords.Fold($"{subject}\n{text}");
        if (Personal().IsMatch(all)) return Matter.Personal;
        if (Offer().IsMatch(all)) return Matter.Offer;
        if (Business().IsMatch(all)) return Matter.Business;
        if (questions.Count > 0) return Matter.Question;
        var words = text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length;
        return Thanks().IsMatch(all) && words <= ThanksAtMost ? Matter.Thanks : Matter.NothingAsked;
    }

    [GeneratedRegex(@"^((en vous remerciant|merci|mille mercis|avec (tous )?mes remerciements|je vous remercie|cordiale?ment|bien (cordialement|a vous|a toi)|sincerement|amicalement|bises|a bientot|belle journee|bonne (journee|soiree|continuation)|dans l'attente|veuillez (agreer|recevoir)|je vous prie|thanks|thank you|many thanks|best( regards| wishes)?|kind regards|regards|cheers|sincerely|yours|cdlt|cdt|bav|salutations)\b.{0,140})$")]
    private static partial Regex Closing();

    [GeneratedRegex(@"\b(condoleances|deces|decede|obseques|sincerely sorry for your loss|sympathy|funeral|passed away|vous nous avez quittes|faire-part|prompt retablissement|get well)\b")]
    private static partial Regex Personal();

    [GeneratedRegex(@"\b(ma candidature|candidature spontanee|lettre de motivation|curriculum|mon cv|my (cv|resume)|je recherche un (emploi|poste|stage)|offre de (partenariat|stage)|article sponsorise|guest post|backlinks?|referencement (naturel|de votre site)|seo|we offer|nous proposons nos services|sponsored)\b")]
    private static partial Regex Offer();

    [GeneratedRegex(@"\b((me|nous) (faire|etablir|envoyer|adresser|transmettre|faire parvenir|proposer) (un|votre|vos) (meilleur )?(devis|tarifs?)|^demande de devis|vos tarifs pour|combien (me )?(prendriez|factureriez|demanderiez)[- ]vous|(pouvez|pourriez)[- ]vous (me |nous )?(taper|saisir|retranscrire|transcrire|prendre en charge|traiter)|facture ci-jointe|ci-joint notre bon de commande|(a|your|get a) quote|quotation|i need someone to|nous cherchons une (secretaire|assistante|personne)|besoin d'une (secretaire|assistante))\b")]
    private static partial Regex Business();

    [GeneratedRegex(@"\b(merci|thanks|thank you|remercie|grateful)\b")]
    private static partial Regex Thanks();
}
