using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>
/// Tells what kind of matter a mail is from words that people of every trade use. What it takes for a question may be answered by a machine, so in
/// doubt it leaves the mail to the author.
/// </summary>
internal static partial class MatterGuess
{
    private const int ThanksAtMost = 60;

    internal static Matter Of(string subject, string text, IReadOnlyList<string> questions)
    {
        var all = PlainWords.Fold($"{subject}\n{text}");
        if (Sympathy().IsMatch(all) || Family().IsMatch(all)) return Matter.Personal;
        if (Offer().IsMatch(all)) return Matter.Offer;
        if (Business().IsMatch(all)) return Matter.Business;
        if (questions.Count == 0) return WithoutQuestion(all, text);
        // Who asks only for her time, her leave or her help asks something that no post can give.
        if (questions.All(q => Favour().IsMatch(PlainWords.Fold(q)))) return Price().IsMatch(all) ? Matter.Business : Matter.Personal;
        return Mourning().IsMatch(all) ? Matter.Personal : Matter.Question;
    }

    private static Matter WithoutQuestion(string all, string text)
    {
        if (Death().IsMatch(all)) return Matter.Personal;
        if (Application().IsMatch(all)) return Matter.Offer;
        var words = text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length;
        return Thanks().IsMatch(all) && words <= ThanksAtMost ? Matter.Thanks : Matter.NothingAsked;
    }

    /// <summary>Words for somebody in grief or ill: here a machine must be silent, whatever else is asked.</summary>
    [GeneratedRegex(@"\b((mes|nos|sinceres|toutes (mes|nos)) condoleances|faire-part|prompt retablissement|(je pense|nous pensons|on pense) (bien |tres |fort |bien fort |tres fort )*a (toi|vous|ta famille|votre famille)\b(?! (quand|pour|lorsque|en))|(tu as|vous avez|t'as) perdu (ta|ton|tes|votre|vos) " + Kin + @"|(ta|ton|votre) (chere? )?" + Kin + @" (est|vient de|a ete|nous a|s'est) (mort|deced|mourir|parti|quitte|eteint|emport)|(sorry|sad) (for|about|to hear of|to hear about) (your|the) (loss|passing|death)|(our|my|deepest|heartfelt) (condolences|sympath)|thoughts are with you|get well soon|(bon|beaucoup de) courage dans (cette|ces|ton|votre)|qu'elle repose en paix|qu'il repose en paix|rest in peace)")]
    private static partial Regex Sympathy();

    /// <summary>The writer's own dead. A neighbour's or a client's is not meant: it is often how a plain question begins.</summary>
    [GeneratedRegex(@"\b((ma|mon|notre) " + Kin + @" (est|vient de|a ete|nous a|s'est) (subitement |brusquement )?(mort|deced|mourir|quitte|eteint|emport)|j'ai perdu (ma|mon) " + Kin + @"|my " + Kin + @" (just |has |recently |sadly )*(died|passed away)|i (just |have |recently )*lost my " + Kin + ")")]
    private static partial Regex Mourning();

    [GeneratedRegex(@"\b(condoleances|deces|decede|decedee|obseques|enterrement|s'est eteinte?|nous a quittes?|funeral|passed away|condolences)\b")]
    private static partial Regex Death();

    [GeneratedRegex(@"^(bonjour |salut |coucou )?(ma|mon) (cherie?|puce|poule|poulette|coeur|amour)\b|^(coucou|salut) (ma |mon )?(cherie?|poulette|poule|puce)\b|\b(maman|papa|mamie|mamy|papy|papi|ta (mere|soeur|tante|cousine)|ton (pere|frere|oncle|cousin))[ .!]*\z", RegexOptions.Multiline)]
    private static partial Regex Family();

    [GeneratedRegex(@"\b((je me permets|je vous (adresse|envoie|soumets|propose)|voici|veuillez trouver|vous trouverez|ci-joint).{0,80}(candidature|curriculum|\bcv\b|lettre de motivation)|(curriculum|\bcv\b|lettre de motivation).{0,60}(ci-joint|en piece jointe|attached)|candidature spontanee|(attached|enclosed).{0,40}(my (cv|resume)|cover letter)|my (cv|resume) is (attached|enclosed)|(cherche|recherche) (un |une )?(stage|alternance|apprentissage|contrat d'apprentissage)\b|offre de (partenariat|stage)|article (sponsorise|invite)|(guest|sponsored) (post|article|content)|backlinks?|(echange|echanger|echangeons) (de |un |des |nos |mon )?liens?|referencement (naturel )?(de|pour) votre|votre (referencement|positionnement)|seo (services?|agency|expert|package)|we (offer|specialize|specialise)|(nous|je) (vous )?propos(ons|e) (nos|mes) services|(notre|nos|une?) (agence|societe|entreprise|cabinet|equipe|studio) (se |vous )(propose|offre)|un de nos (conseillers|experts|commerciaux)|votre (commercial|conseiller commercial|charge de clientele)|saviez-vous que vous (pourriez|pouvez)|(pour|et) recevoir notre (plaquette|catalogue|brochure)|vous recevez ce (message|courriel|mail|e-mail) (car|parce)|you('re| are) receiving this (e-?mail|message) because|se desinscrire en un clic|click here to unsubscribe)|^- ?\d+ ?% sur ", RegexOptions.Multiline)]
    private static partial Regex Offer();

    [GeneratedRegex(@"\b(je (re)?cherche un (emploi|poste|travail)|mon (cv|curriculum)|ma candidature|lettre de motivation|my (cv|resume)|looking for a job)\b")]
    private static partial Regex Application();

    /// <summary>A client: somebody who wants her work, her price, or has paid for it. Questions about quotes and prices in general are not meant.</summary>
    [GeneratedRegex(@"(?<!lui |leur )\b((pouvez|pourriez|pourrais|peux|voulez|merci de|priere de|veuillez|souhaite|souhaiterais|aimerais|voudrais)( |-)?(vous |tu |que vous )?(me |nous |bien me |bien nous )(faire|faites|fassiez|etablir|envoyer|adresser|transmettre|faire parvenir|faire passer|proposer|chiffrer|donner|communiquer) (un|votre|vos|le|ton|tes) (meilleure? )?(devis|tarifs?|prix|offre de prix|grille)|(votre|vos|ton) (meilleure? )?(prix|tarifs?) pour (un|une|la|le|les|des|ce|cette|taper|faire|\d+)|avez-vous un tarif|vous (prenez|prendriez|factureriez|demanderiez) combien|combien (me |nous )?(prendriez|factureriez|demanderiez)[- ]vous|faites[- ]vous (cela|ca|ce genre|ce type)|(faire appel|recourir) a vos services|vous confier (un|une|ce|cette|mon|ma|notre|nos|mes|des|la|le)|(passer|confirmer|annuler|modifier) (ma|notre|une) commande( chez vous| aupres de vous)?|(pouvez|pourriez|peux)[- ](vous|tu) (me|nous) rembourser|facture (ci-jointe|en piece jointe|n ?°)|bon de commande|(retenez|reservez|gardez)[- ](moi|nous) |(votre|le) (devis|commande|colis|vehicule|dossier)[^.?!\n]{0,60}(est|sont) prete?s?\b|(send|give|quote) (me|us) (a|your|an) (quote|quotation|price|estimate|rates?)|your (rates|prices|fees) for|(get|request|like|need) (a|your) (quote|quotation) (from you|for my|for our)|how much would you charge (me|us|for)|i need someone to|nous (re)?cherchons une? (personne|prestataire|assistante?|collaborat)|can you refund)|^demande de devis", RegexOptions.Multiline)]
    private static partial Regex Business();

    /// <summary>A sentence that asks the author to grant, give, lend, publish, meet or call.</summary>
    [GeneratedRegex(@"\b((accepteriez|accepterez|acceptez)[- ]vous|(accepterais|acceptes)[- ]tu|seri(ez|ais)[- ](vous|tu) (d'accord|interessee?|disponible|libre|partante?|prete?)|(etes|es)[- ](vous|tu) (libre|disponible)|(m'y |m'en |nous y |me |nous |m')autoris(ez|es|eriez|erais)[- ](vous|tu)|m'y autorisez|aur(iez|ais)[- ](vous|tu) la (gentillesse|bonte|amabilite)(?! de (m'indiquer|m'expliquer|me dire|me conseiller|m'eclairer|me renseigner|nous dire))|(pourriez|pouvez|pourrais|peux|voudriez)[- ](vous|tu) (bien )?(me |nous |le |la |les )*(preter|ajouter|relayer|publier|diffuser|signaler|rappeler|recevoir|accueillir|transmettre a|transmettre au)\b|(puis-je|peut-on|pourrais-je|pourrions-nous|pouvons-nous|on peut|est-ce qu'on peut|je peux) (vous |te |se |nous |en )*(appeler|rencontrer|telephoner|voir un|inviter|interviewer|discuter|decaler|reporter|venir (chez|vous|te|au|a))|vous inviter|(vous|te|t') (conviendrait|convient|irait|arrangerait)|ca (vous|te|t') ?(dit|dirait|interesse)|avez-vous (dix|cinq|quinze|quelques|un peu|une? ).{0,12}(minutes|temps|heure)|avez-vous (deja )?(songe|pense) a|serait-il possible de (venir|vous|te|passer)|(vous|tu|te) nous (offrez|offres|pretez|pretes)|on (vous|te|t') ?(garde|reserve|attend)|would you (allow|agree|accept|be willing|be interested|be available|be free|mind)|may (i|we) (use|call|visit|interview|quote)|are you (free|available)|(could|can) (i|we) (call|visit|meet|interview))")]
    private static partial Regex Favour();

    [GeneratedRegex(@"\b((votre|ton|vos|a quel|quel) (prix|tarifs?|devis)|your (price|rates|fees))\b")]
    private static partial Regex Price();

    [GeneratedRegex(@"\b(merci|thanks|thank you|remercie|grateful)\b")]
    private static partial Regex Thanks();

    private const string Kin = "(mere|pere|maman|papa|parents|frere|soeur|tante|oncle|grand-?mere|grand-?pere|mamie|papy|mari|femme|epoux|epouse|compagnon|compagne|fils|fille|enfant|bebe|amie?|cousine?|chien|chat|mother|father|mum|mom|dad|husband|wife|son|daughter|brother|sister|aunt|uncle|grandmother|grandfather|friend)";
}
