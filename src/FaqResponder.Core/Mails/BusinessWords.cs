using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>
/// How a client writes: somebody who wants the author's work, her price or her goods, or has paid for them. Questions about quotes, prices and invoices in
/// general are not meant: a client says "your price" or "for me", a colleague "my price" or "a client". All words are folded.
/// </summary>
internal static partial class BusinessWords
{
    private const string Wish = "(souhait(e|erais?|ons|erions)|voudr(ais?|ions)|aimer(ais?|ions)|desir(e|ons|erais?|erions)|veux|voulons)";
    private const string Can = "(pouvez|pourriez|pourrais|peux|voulez|voudriez)";

    internal static bool In(string all) =>
        Quote().IsMatch(all) || Price().IsMatch(all) || Hire().IsMatch(all) || Order().IsMatch(all) || Meeting().IsMatch(all) || Invoice().IsMatch(all)
        || Complaint().IsMatch(all) || Course().IsMatch(all) || English().IsMatch(all) || EnglishOrder().IsMatch(all) || EnglishCourse().IsMatch(all)
        || (Offering().IsMatch(all) && Cost().IsMatch(all));

    /// <summary>Words of price, which make a favour that is asked a matter of business.</summary>
    internal static bool NamesPrice(string all) => PriceAsked().IsMatch(all);

    [GeneratedRegex(@"^demande de devis|(?<!lui |leur )\b(" + Can + @"|merci de|priere de|veuillez|souhaite|souhaiterais|aimerais|voudrais)( |-)?(vous |tu |que vous )?(me |nous |bien me |bien nous )(faire|faites|fassiez|etablir|envoyer|adresser|transmettre|faire parvenir|faire passer|proposer|chiffrer|donner|communiquer) (un|votre|vos|le|ton|tes) (meilleure? )?(devis|tarifs?|prix|offre de prix|grille|catalogue)|\b(je|j'|nous) ?" + Wish + @" ((bien|recevoir|obtenir|avoir|vous|demander|un|une|votre|le|petit|rapide) ){0,4}(devis|chiffrage|offre de prix)\b|\b(je|nous) vous (demande|demandons|sollicite|sollicitons) (un|pour un) devis|\b(rappeler|recontacter|contacter|appeler|joindre)\b[^.?!\n]{0,40} pour (un|le|votre) devis", RegexOptions.Multiline)]
    private static partial Regex Quote();

    [GeneratedRegex(@"\b(votre|vos|ton) (meilleure? )?(prix|tarifs?) pour (un|une|la|le|les|des|ce|cette|taper|faire|\d+)|\bquels? (sont|seraient|est|serait) (donc )?(vos|votre|ton|tes) (tarifs?|prix|honoraires|delais?|disponibilites)|\b(connaitre|avoir|recevoir|obtenir|communiquer|envoyer|transmettre|indiquer) ([a-z]+ ){0,2}(vos|votre) (tarifs?|prix|disponibilites|catalogue|grille)|\bavez-vous un tarif|\b(prix|tarif|cout) d'une? [^.?!\n]{2,60} (par vos soins|sur mesure|faite? par vous)|\bvous (prenez|prendriez|factureriez|demanderiez) combien|\bcombien (me |nous )?(prendriez|factureriez|demanderiez)[- ]vous|\bcombien (me |nous )?(prenez|facturez|demandez)[- ]vous (pour|par) (un|une|la|le|les|des|ce|cette|taper|faire|\d+)")]
    private static partial Regex Price();

    [GeneratedRegex(@"\bfaites[- ]vous (cela|ca|ce genre|ce type)|\b(faire appel|recourir) a (vos services|vous)|\bbesoin de vos services|\bvous (confier (un|une|ce|cette|mon|ma|notre|nos|mes|des|la|le)|charger d[eu] (ce|cette|notre|mon|ma|nos|mes)|engager|embaucher|missionner)\b|\b(je|nous) (re)?cherch(e|ons) (actuellement |donc )?(quelqu'un|une? (personne|prestataire|professionnel(le)?|artisane?|entreprise|assistante?|collaborat(eur|rice)|independante?|freelance)) ([a-z]+ ){0,2}(pour|qui|capable|afin)\b(?!.{0,40}(renseign|expliqu|conseill|me dire|m'aider|temoign|repond|guide))|\bnous (re)?cherchons une? (personne|prestataire|assistante?|collaborat)|\binteresse(e|es|s)? par (vos|votre) (prestations?|services?|offre|stages?|formations?|produits?)|\bvous (vous )?deplace(z|riez) (a|jusqu|dans|en|chez (moi|nous))\b|\bintervenez-vous (le|la|a|en|dans|pour|chez|aussi)\b|\bdeplacez-vous (a|jusqu|dans|en|chez (moi|nous))\b|\bquand " + Can + @"[- ](vous|tu) (passer|venir|intervenir|livrer)|\b(pouvez|pourriez)[- ]vous (passer|venir|intervenir|vous deplacer|vous charger|prendre en charge|(me|nous) livrer)\b")]
    private static partial Regex Hire();

    [GeneratedRegex(@"\b(passer|confirmer|annuler|modifier) (ma|notre) commande|\bpasser une? commande (chez|aupres de) vous|\b(ma|notre) commande\b|\bou en (est|sont) (ma|mon|mes|notre|nos) |\bbon de commande|\b(vous|te) (commander|acheter|reserver|louer)\b|\b(?<!\b(a|ai|as|ont|avez|avons) )(commander|acheter|reserver) (chez vous|aupres de vous|votre|vos|l'un de vos|un de vos)\b|\bcomment (vous|te) (regler|payer|commander)\b|\b(vendez|livrez|expediez|louez)[- ]vous (encore|toujours|aussi|des|du|de la|vos|jusqu)\b|\b(avez|auriez)[- ]vous (encore|toujours) |\b(avez|auriez)[- ]vous (de la|une?|des|quelques) (places?|disponibilites?|creneaux?)\b|\breste-t-il (encore )?(de la|une|des|quelques) places?\b|\b(retenez|reservez|gardez)[- ](moi|nous) |\b(votre|le) (devis|commande|colis|vehicule|dossier)[^.?!\n]{0,60}(est|sont) prete?s?\b")]
    private static partial Regex Order();

    [GeneratedRegex(@"\b(je|j'|nous) ?" + Wish + @" ([a-z]+ ){0,2}(prendre|fixer|avoir|obtenir|convenir|reporter|deplacer|decaler|annuler) ([a-z']+ ){0,2}(rendez-vous|rdv|creneau)\b(?! (a|au|avec|chez|aupres) (la |le |l'|mon|ma|un|une|des))|\b(notre|mon) (rendez-vous|rdv) (du|de|prevu|avec vous|chez vous)\b|\brendez-vous avec vous\b")]
    private static partial Regex Meeting();

    [GeneratedRegex(@"\b(ci-joint|en piece jointe)[^.?!\n]{0,40} facture|\bfacture (ci-jointe|en piece jointe|n ?°)|\bsauf erreur (de notre part|ou omission)|\bvotre (facture|reglement|paiement|cotisation|abonnement)[^.?!\n]{0,40}(impaye|en retard|echeance|en attente|disponible)|\bregle(r|ment de) (votre|notre) facture|\bnous vous (prions|remercions) de (bien vouloir )?(regler|proceder au)")]
    private static partial Regex Invoice();

    [GeneratedRegex(@"\b(decue?s?|mecontente?s?|insatisfaite?s?) (de|par) (votre|vos) (?!reponse|blog|billet|article)|\b(je|nous) (vous )?(demand|exig|veux|voul|souhait|voudr|reclam|attend)[a-z]* (donc )?(un |le |mon |notre |etre |a etre )rembours|" + Can + @"[- ](vous|tu) (me|nous) rembourser")]
    private static partial Regex Complaint();

    /// <summary>Lessons, places and appointments that she may give herself, and what was paid for.</summary>
    [GeneratedRegex(@"\b(quel est le (prix|tarif|cout)|combien (coute|vaut|coutent)) (de )?(votre|vos|ton|tes) |\b(mon|notre) inscription (au|a votre|a la|a vos|aux) (stage|cours|formation|atelier|seance)|\b(possible d[e' ]+|puis-je |pourrais-je |peut-on |aimerais |voudrais )(avoir|reserver|prendre|bloquer) (un|une|deux|trois|quatre|\d+) (creneau|seance|places?|tables?|chambres?|rendez-vous|rdv|cours)\b|\bvotre devis [^.?!\n]{0,30}(convient|accepte|valide|interesse)|\b(paye|commande|achete|regle)e?s? [^.?!\n]{0,60}(pas|jamais|rien) (encore |toujours )?recu|\b(pas|jamais|rien) (encore |toujours )?recu [^.?!\n]{0,60}\b(paye|commande|achete|regle)e?s?\b|\brecu (le|mon|votre) colis\b")]
    private static partial Regex Course();

    [GeneratedRegex(@"\bhow much (is|are|does|do|would) your |\b(sign up|enrol|enroll|register) (for|in|on|to) your |\b(room|space|places?|spots?|availability) (left )?(in|on|for) your |\byour (estimate|quotation)\b|\b(i|we)('d| would)? (like|need|want)( to (get|have|request))? an? (free |rough |quick )?(quote|quotation|estimate) (for|on|from)\b|\bplease quote\b|\blet (us|me) have (a|an|your) ([a-z]+ )?(quotation|quote|price|estimate)|\bdo you have (an?|any) (free )?(slot|opening|appointment|vacanc)|\bwhat('s| is| are) your (availability|rates|prices|lead time|hourly rate)|\b(your )?best (price|quote) for\b|\b(paid|ordered|bought)\b[^.?!\n]{0,60}\b(never|not|nothing|n't|hasn't|haven't|didn't) [^.?!\n]{0,20}(got|get|received?|arrived?|came|come)\b|\b(bought|ordered|purchased) from you\b|\bdo you have (any )?[a-z ]{2,30} (available|left|for sale)\b")]
    private static partial Regex EnglishCourse();

    [GeneratedRegex(@"\b(vous )?(faites|donnez|proposez|realisez|organisez|fabriquez)(-vous)? (des|les|du|de la|un|une)\b|\bdo you (do|make|offer|teach|give|run|provide|organi[sz]e)\b")]
    private static partial Regex Offering();

    [GeneratedRegex(@"\b(a|pour) combien\b|\bcombien (cela|ca) (me |nous )?(ferait|couterait)|\b(cela|ca) (me |nous )?(ferait|couterait) combien|\bquel (est le|serait le) (prix|tarif)|\bhow much (for|is it|would it|do you charge)|\bwhat (is|would be) the (price|cost)")]
    private static partial Regex Cost();

    [GeneratedRegex(@"\b(send|give|quote|provide|email) (me|us) (with )?(a|your|an) (rough |free |full )?(quote|quotation|price|estimate|rates?|prices|pricing)|\byour (rates|prices|fees|price list|pricing) for|\b(get|request|like|need) (a|your) (quote|quotation) (from you|for my|for our)|\b(how much|what) (do|would|will) you charge (me |us )?(for|to)\b|\bhow much would you charge|\bi need (someone|somebody) to|\b(we|i)( are|'re| am|'m) (looking for|seeking|searching for) (somebody|someone|a (person|professional|freelancer|contractor|supplier|provider|company|specialist)) (to|who|that)\b(?!.{0,40}(explain|tell|advise|answer|guide|help me (understand|start|learn)))|\b(hire|employ|engage|commission) you\b|\bcan you (come|visit|take on|take care of|do (this|it|that) for (me|us)|make (me|us)|build (me|us))\b|\b(could|would) you (come (and|to)|visit us|take on|take care of (my|our)|do (this|it|that) for (me|us)|make (me|us)|build (me|us))\b|\b(attached|enclosed)[^.?!\n]{0,40} invoice|\b(your|our) invoice\b[^.?!\n]{0,40}(attached|enclosed|overdue|due|paid|number|no\b|#|of|for)|\bexpect (your )?payment\b|\byour (payment|account) is (over)?due")]
    private static partial Regex English();

    [GeneratedRegex(@"\b(place|make) an order (for|with you|from you)|\b(my|our) (order|parcel|booking|reservation) (has|hasn't|is|isn't|was|wasn't|never|still|number|no\b|#|from)|\bwhere is (my|our) (order|parcel|package|refund)|\bdo you (still |also |currently )?(sell|ship|deliver|rent out|take (new |on )?(clients|customers|bookings|orders|commissions))\b|\b(buy|order|book|reserve|rent) ([a-z]+ ){0,2}from you\b|\b(i|we)('d| would) (like|love) to (book|reserve|arrange|make|reschedule|cancel) (an?|my|our) (appointment|session|slot|place|visit|table|booking|reservation)\b(?! (at|with) (the|my|a))|\b(i|we)( want| would like| demand| request| expect|'d like| need| am asking for) (a|my|the|to be) (full |partial )?(refund|refunded|money back)\b|\bmy money back from you|\bcan you refund")]
    private static partial Regex EnglishOrder();

    [GeneratedRegex(@"\b((votre|ton|vos|a quel|quel|quel est le) (prix|tarifs?|devis)|your (prices?|rates|fees)|what would (it|that) cost|how much (would|will|does) (it|that|you))\b")]
    private static partial Regex PriceAsked();
}
