using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>How people write who offer something: their work, their services, links, partnerships, whole newsletters. All words are folded.</summary>
internal static partial class OfferWords
{
    internal static bool In(string all) => Job().IsMatch(all) || Links().IsMatch(all) || Selling().IsMatch(all) || Newsletter().IsMatch(all) || English().IsMatch(all) || EnglishSelling().IsMatch(all);

    /// <summary>Words of somebody who looks for work: an offer only if nothing is asked, for people out of work ask too.</summary>
    internal static bool SeeksWork(string all) => Application().IsMatch(all);

    [GeneratedRegex(@"\b((je me permets|je vous (adresse|envoie|soumets|propose)|voici|veuillez trouver|vous trouverez|ci-joint).{0,80}(candidature|curriculum|\bcv\b|lettre de motivation)|(curriculum|\bcv\b|lettre de motivation).{0,60}(ci-joint|en piece jointe|attached)|mon cv est joint|candidature spontanee|(cherche|recherche) (actuellement )?(un |une )?(stage|alternance|apprentissage|contrat d'apprentissage)\b|offre de stage|(prenez|accueillez|recherchez|acceptez|recrutez|embauchez|cherchez)[- ]vous (encore |actuellement )?(des |un |une |de nouveaux )?(stagiaires?|apprentie?s?|alternante?s?|collaborat[a-z]+|salaries?|personnel)\b|(poste|emploi)s? a pourvoir|disposition pour un entretien|(poste|emploi)s? [^.?!\n]{0,20}dans votre (equipe|entreprise|societe|structure))")]
    private static partial Regex Job();

    [GeneratedRegex(@"\b(offre de partenariat|(article|billet|contenu) (sponsorise|invite)s?|(guest|sponsored) (post|article|content|link)|backlinks?|(echange|echanger|echangeons) (de |d'|un |des |nos |mon )?(liens?|articles?|visibilite)|(collaborer|nous associer) avec (vous|votre)|referencement (naturel )?(de|pour) votre|votre (referencement|positionnement)|(publier|proposer|rediger|placer|soumettre) (un |des |notre |nos |mon )?(articles?|contenus?|liens?|billets?|textes?) (sur|pour|dans) votre (blog|site)|(nous|je) (vous |souhaitons |aimerions |souhaiterions |voudrions |souhaite |souhaiterais |aimerais |voudrais )*(propos[a-z]+|envisag[a-z]+|etablir|mettre en place|nouer) (un |une |des )?(partenariat|collaboration))")]
    private static partial Regex Links();

    [GeneratedRegex(@"\b((nous|je) (vous )?propos(ons|e) (nos|mes) services|(notre|nos|une?) (agence|societe|entreprise|cabinet|equipe|studio|logiciel|solution|plateforme|application) (se |vous )(propose|offre|permet|accompagne|aide)|notre (agence|societe|entreprise|cabinet|equipe|studio|logiciel|solution|plateforme|application) (accompagne|aide|conseille|permet a)|un de nos (conseillers|experts|commerciaux)|votre (commercial|conseiller commercial|charge de clientele)|saviez-vous que vous (pourriez|pouvez)|(pour|et) recevoir notre (plaquette|catalogue|brochure)|(demonstration|demo|audit|diagnostic) gratuite?|(souhaitez|voulez|desirez|aimeriez)[- ]vous (recevoir |planifier |voir )?(une |un )?(demonstration|demo|presentation|plus de (visiteurs|clients|visibilite|trafic))|votre (site|blog|page)( web| internet)?[^?!.\n]{0,60}(premiere page|google|visiteurs|referenc|trafic|classement)|decouvrez (nos|notre|la nouvelle|le nouveau|l'offre|en avant)|offre (speciale|exclusive|limitee|exceptionnelle)|(boostez|optimisez|augmentez|dopez|multipliez|developpez) (votre|vos)|(aimeriez|souhaiteriez|voudriez)[- ]vous (l'|la |le |en )?(tester|essayer|recevoir|decouvrir|beneficier)|\d+ mois (offerts?|gratuits?)|votre (nom de domaine|compte|abonnement|mot de passe|boite mail|hebergement)[^.?!\n]{0,40}(expir|suspend|bloqu|renouvel|verifi))")]
    private static partial Regex Selling();

    [GeneratedRegex(@"\b(vous recevez ce (message|courriel|mail|e-mail) (car|parce)|se desinscrire en un clic|(pour|cliquez ici pour) (vous|se) (desabonner|desinscrire)|ne plus recevoir (nos|ces|cette|ce)|you('re| are) receiving this (e-?mail|message|newsletter) because|(click here|link below|link) to unsubscribe|unsubscribe (here|at any time|instantly|in one click)|view (this e-?mail )?in your browser|profitez (de|d'|vite|en|-)|save (up to )?\d+ ?%|\d+ ?% off\b|code promo|promo code)|^(to|you can|you may) unsubscribe\b|^- ?\d+ ?% sur ", RegexOptions.Multiline)]
    private static partial Regex Newsletter();

    [GeneratedRegex(@"\b((attached|enclosed).{0,40}(my (cv|resume)|cover letter)|my (cv|resume) is (attached|enclosed)|(apply|applying|application) for (a|an|the|any) ([a-z]+ ){0,3}(position|job|role|vacancy|internship)|do you (take|hire|accept|need) (on )?(any )?(interns?|trainees?|apprentices?)|are you (hiring|recruiting)|(vacanc(y|ies)|openings?|positions?|jobs?) (in|at|with|on) your (team|company|firm|shop|business)|do you have (any )?(vacanc|openings|job openings)|seo (services?|agency|expert|package)|we (offer|specialize|specialise) |our (company|agency|firm|team|software|platform|product|solution|tool) (helps?|offers?|provides?|specializes|specialises|enables?|can help)|(get|rank|put|bring|push|boost) (your|you) [^.?!\n]{0,40}(google|first page|rankings?|traffic)|(schedule|arrange|jump on|set up|hop on) a (quick |short |brief )?(call|demo)|(propose|discuss|explore|suggest|offer) (a |an )?(partnership|collaboration|cooperation) with (you|your)|(propose|offer) (you )?(a |an )?(partnership|collaboration)\b|(link|links|article|post) on your (blog|website|site)|link exchange|exchange links)")]
    private static partial Regex English();

    [GeneratedRegex(@"\b(work experience with|take me on\b|(apply|applying) for the post|cv attached|we are (a|an|the|one of the) ([a-z]+ ){0,2}(supplier|manufacturer|agency|provider|exporter|wholesaler)|our (catalogue|catalog|brochure|price list)\b|open to a? ?(collaborat|partnership|cooperat)|(adding|add) (our|my|a) (link|site|website)|link to your (resources?|page|site|blog)|exclusive offer|special offer|limited[- ]time offer|\d+ (months?|weeks?) free|would you like (a free|us to|me to|to (try|test|receive|see a demo))|free (audit|demo|consultation)\b|your (domain( name)?|account|password|mailbox|hosting)[^.?!\n]{0,40}(expir|suspend|renew|verif|locked))")]
    private static partial Regex EnglishSelling();

    [GeneratedRegex(@"\b(je (re)?cherche un (emploi|poste|travail)|a la recherche d'un (emploi|poste|travail)|mon (cv|curriculum)|ma candidature|lettre de motivation|my (cv|resume)|looking for a job)\b")]
    private static partial Regex Application();
}
