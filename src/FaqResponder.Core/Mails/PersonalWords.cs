using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>What people write to the author as a person: grief, illness, births, invitations, the press, requests for a favour. All words are folded.</summary>
internal static partial class PersonalWords
{
    private const string Kin = "(mere|pere|maman|papa|parents|frere|soeur|tante|oncle|grand-?mere|grand-?pere|mamie|papy|mari|femme|epoux|epouse|compagnon|compagne|fils|fille|enfant|bebe|amie?|cousine?|chien|chat|mother|father|mum|mom|dad|husband|wife|son|daughter|brother|sister|aunt|uncle|grandmother|grandfather|friend)";
    private const string HumanKin = "(mere|pere|maman|papa|parents|frere|soeur|tante|oncle|grand-?mere|grand-?pere|mamie|papy|mari|femme|epoux|epouse|compagnon|compagne|fils|fille|enfant|bebe|mother|father|mum|mom|dad|husband|wife|son|daughter|brother|sister|aunt|uncle|grandmother|grandfather|grandma|grandpa|granny)";
    private const string Day = "(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|ce soir|demain|ce week-end|on (monday|tuesday|wednesday|thursday|friday|saturday|sunday)|tonight|tomorrow|this weekend)";

    /// <summary>Here a machine must be silent, whatever else is asked.</summary>
    internal static bool In(string all) =>
        Sympathy().IsMatch(all) || EnglishSympathy().IsMatch(all) || Illness().IsMatch(all) || Despair().IsMatch(all) || Joy().IsMatch(all) || Press().IsMatch(all)
        || Family().IsMatch(all);

    /// <summary>The writer's own dead. A neighbour's or a client's is not meant: it is often how a plain question begins.</summary>
    internal static bool Mourns(string all) => Mourning().IsMatch(all);

    internal static bool NamesDeath(string all) => Death().IsMatch(all);

    /// <summary>Whether a question asks the author to grant, lend, publish, meet, call, or how she and hers are: nothing that a post can give.</summary>
    internal static bool AsksFavour(string question) => Favour().IsMatch(question) || Deed().IsMatch(question) || Social().IsMatch(question);

    [GeneratedRegex(@"\b((mes|nos|sinceres|toutes (mes|nos)) condoleances|faire-part|prompt retablissement|(je pense|nous pensons|on pense) (bien |tres |fort |bien fort |tres fort )*a (toi|vous|ta famille|votre famille)\b(?! (quand|pour|lorsque|en))|de tout coeur avec (toi|vous)|(tu as|vous avez|t'as) perdu (ta|ton|tes|votre|vos) " + Kin + @"|(ta|ton|votre) (chere? )?" + Kin + @" (est|vient de|a ete|nous a|s'est) (mort|deced|mourir|parti|quitte|eteint|emport)|le (deces|depart|disparition) de (votre|ton|ta|vos|tes) |(appris|apprends|apprenons)[^.?!\n]{0,30} (avec (une )?([a-z]+ )?(tristesse|peine|emotion|douleur)|pour (ton|ta|votre) " + Kin + @")|dans (ces|ce|cette) (terribles? |tristes? )?(moments? (si |tres )?(difficiles?|douloureux|penibles?)|deuil|epreuve|dures epreuves)|(votre|ton) deuil\b|(triste|terrible|affreuse) nouvelle|partage(ons)? (votre|ta) (peine|douleur|chagrin)|(bon|beaucoup de) courage dans (cette|ces|ton|votre)|qu'(il|elle) repose en paix)")]
    private static partial Regex Sympathy();

    [GeneratedRegex(@"\b((sorry|sad|saddened) (for|about|to (hear|learn|read) (of|about)) (your|the) (loss|passing|death|" + Kin + @")|(our|my|deepest|heartfelt|sincere) (condolences|sympath)|thoughts (and prayers )?are with you|thinking of you\b|get well soon|rest in peace|(in|during|at|through) (this|such a|these) (very )?(difficult|hard|sad|trying) (times?|moments?)|(holding up|coping)\b|(sad|terrible|awful|devastating) news|shares? your grief)")]
    private static partial Regex EnglishSympathy();

    [GeneratedRegex(@"\b(comment (te sens|vous sentez|te portes|vous portez)[- ](tu|vous)|(tu|vous) (es|etes|etais|etiez|as ete|avez ete) (encore |toujours )?(a l'hopital|hospitalisee?|souffrante?|malade)|(votre|ton) (operation|convalescence|hospitalisation|retablissement)|bon retablissement|(remets-toi|remettez-vous|retablis-toi|retablissez-vous)|you (were|are|have been|had been) (in (the )?hospital|unwell|taken ill)|you're (in (the )?hospital|unwell)|how are you feeling|(m'annoncer|m'a annonce|diagnostique|decouvert|diagnosed with)[^.?!\n]{0,20} (cancer|tumeur|leucemie|tumou?r|leuka?emia)|" + HumanKin + @"('s| is| a ete| est|'s been| was)? (encore |toujours |again |still |back )?(in (the )?hospital|a l'hopital|hospitalisee?|operee?)|(your|a) (speedy|quick) recovery|your (surgery|operation))\b")]
    private static partial Regex Illness();

    [GeneratedRegex(@"\b((plus|pas) envie de (vivre|continuer a vivre)|envie (de mourir|d'en finir avec la vie|de me tuer)|me suicider|gout a (rien|la vie)|mettre fin a mes jours|(don't|do not) want to (live|be alive)|want to (die|kill myself|end my life)|end my life|killing myself|can't go on( like this)?|(mari|femme|compagne|compagnon|conjointe?|copain|copine) (m'a|vient de me) quitt[a-z]*|my (wife|husband|partner|boyfriend|girlfriend) (has )?(just )?left me)\b")]
    private static partial Regex Despair();

    [GeneratedRegex(@"\b((felicitations|bravo)[^.?!\n]{0,30} (naissance|mariage|fiancailles|bebe|grossesse)|(joyeux|bon|tres bon|bel|tres bel) anniversaire|congratulations on (your|the) (new )?(baby|birth|wedding|marriage|engagement|arrival|newborn|pregnancy)|happy (birthday|anniversary)|venir a (mon|notre) mariage|(invited|invite you) to (my|our) (wedding|party|birthday|christening))\b")]
    private static partial Regex Joy();

    [GeneratedRegex(@"\b((vous|t'|te) ?interview(er)?\b|journaliste (a|au|pour|chez|aux) |(pour|dans) (notre|mon) (journal|magazine|emission|podcast|radio|revue)\b|(prepare|ecris|realise|tourne) (actuellement )?une? (reportage|documentaire|emission)|i('m| am) a (journalist|reporter)|interview you\b|(writing|preparing|working on) an? (article|piece|feature|documentary|story|broadcast) (about|on|for)|demande d'interview|interview request)")]
    private static partial Regex Press();

    [GeneratedRegex(@"\b((ma|mon|notre) " + HumanKin + @" (est|vient de|a ete|nous a|s'est) (subitement |brusquement )?(mort|deced|mourir|quitte|eteint|emport)|j'ai perdu (ma|mon) " + HumanKin + @"\b|(ma|mon|notre) (chien|chienne|chat|chatte) vient de (mourir|nous quitter)|my " + HumanKin + @" (just |has |recently |sadly )*(died|passed away)|i (just |have |recently )*lost my " + HumanKin + @"\b)")]
    private static partial Regex Mourning();

    [GeneratedRegex(@"\b(condoleances|deces|decede|decedee|obseques|enterrement|s'est eteinte?|nous a quittes?|funeral|passed away|condolences|deuil)\b")]
    private static partial Regex Death();

    [GeneratedRegex(@"^(bonjour |salut |coucou )?(ma|mon) (cherie?|puce|poule|poulette|coeur|amour)\b|^(coucou|salut) (ma |mon )?(cherie?|poulette|poule|puce)\b|\bc'est (mamie|maman|papa|papy|tatie|tonton)\b|\b(ton|ta|tes) " + HumanKin + @"\b|\b(maman|papa|mamie|mamy|papy|papi|ta (mere|soeur|tante|cousine)|ton (pere|frere|oncle|cousin)|(love,?|xxx?|hugs,?|your (loving )?) ?(mum|mom|dad|granny|grandma|grandpa|aunt|auntie|uncle))[ .!]*\z", RegexOptions.Multiline)]
    private static partial Regex Family();

    [GeneratedRegex(@"\b((accepteriez|accepterez|acceptez)[- ]vous|(accepterais|acceptes)[- ]tu|seri(ez|ais)[- ](vous|tu) (d'accord|interessee?|disponible|libre|partante?|prete?)|(etes|es)[- ](vous|tu) (libre|disponible)|(m'y |m'en |nous y |me |nous |m')autoris(ez|es|eriez|erais)[- ](vous|tu)|m'y autorisez|si vous (l'|nous y )?autorisez|aur(iez|ais)[- ](vous|tu) (la (gentillesse|bonte|amabilite|delicatesse)|l'obligeance)(?! de (m'indiquer|m'expliquer|me dire|me conseiller|m'eclairer|me renseigner|nous dire))|(pourriez|pouvez|pourrais|peux|voudriez)[- ](vous|tu) (bien )?(me |nous |le |la |les )*(preter|ajouter|relayer|publier|diffuser|signaler|rappeler|recevoir|accueillir|transmettre a|transmettre au)\b|(puis-je|peut-on|pourrais-je|pourrions-nous|pouvons-nous|on peut|est-ce qu'on peut|je peux) (vous |te |se |nous |en )*(appeler|rencontrer|telephoner|voir un|inviter|interviewer|discuter|decaler|reporter|venir (chez|vous|te|(a|dans) (votre|ton|ta)))|vous inviter|(vous|te|t') (conviendrait|convient|irait|arrangerait)|ca (vous|te|t') ?(dit|dirait|interesse)|avez-vous (dix|cinq|quinze|quelques|un peu|une? ).{0,12}(minutes|temps|heure)|avez-vous (deja )?(songe|pense) a|serait-il possible de (venir|vous|te|passer)|(vous|tu|te) nous (offrez|offres|pretez|pretes)|on (vous|te|t') ?(garde|reserve|attend)|repondre a (mon|notre|ce|un|quelques|mes|nos) (questionnaire|sondage|enquete|questions)|(puis-je|peut-on|pourrais-je|pourrions-nous|est-il possible de) (traduire|publier|republier|citer|reproduire|diffuser|copier) (votre|vos|ton|tes|un|une|cet|ce)|(can|could|may) (i|we) (translate|publish|republish|reproduce|quote|repost|copy) (your|one of your|this)|(can|could|may) (i|we) use (your|one of your) (photo|picture|image|text|post|article|drawing)s?|would you (allow|agree|accept|be willing|be interested|be available|be free|mind)|may (i|we) (use|call|visit|interview|quote)|are you (free|available)|(could|can|might|may|will|would) (our|my) [a-z ]{2,30} (come|visit|drop|call|pop|film|photograph)\b|(can|could|may) (we|i) have (a |some |ten |five |a few |\d+ )*(minutes?|word|chat|call|moment)\b|might (we|i) (hope|ask|beg|borrow|request|trouble)\b|would you (be open to|kindly (?!(tell|explain|advise|help|let|clarify|confirm|recommend|suggest|say|give|describe)\b))|(best|right) (number|time|address) to (reach|call|contact|catch) (you|u)\b|(could|can) (i|we) (call|visit|meet|interview)|(fill in|answer|complete) (my|our|this|a) (survey|questionnaire))")]
    private static partial Regex Favour();

    /// <summary>"Pourriez-vous nous taper l'affiche ?" asks for a deed; "pourriez-vous nous dire" asks for words, and those a post may have.</summary>
    [GeneratedRegex(@"\b((pourriez|pouvez|pourrais|peux|voudriez)[- ](vous|tu)|si (vous|tu) (pouvez|pourriez|peux|pourrais|pouviez)) ((svp|stp|bien|encore|aussi|s'il (vous|te) plait) )?(me |nous |m')(?!(dire|expliquer|conseiller|indiquer|preciser|eclairer|aider|renseigner|repondre|confirmer|donner|orienter|guider|rassurer|informer|recommander|suggerer|apprendre|montrer|faire (savoir|part|un (petit )?(resume|topo|point|retour|recap[a-z]*))|rafraichir|redonner|remettre|decrire|detailler|partager|envoyer|transmettre|communiquer|fournir|lister|citer|diriger|aiguiller|resumer|parler|en dire)\b)[a-z]+(er|ir|re)\b|\b(pourriez|pouvez)[- ]vous (traduire|rediger|taper|corriger|relire|realiser|fabriquer|reparer|installer|livrer|garder|imprimer|coudre|peindre|construire|preparer|organiser|animer|assurer) (un|une|le|la|les|des|mon|ma|mes|notre|nos|ce|cette|cet)\b|\bcould you (please )?(translate|type|proofread|correct|repair|fix|install|deliver|print|sew|paint|build|prepare|organi[sz]e|design) (an?|the|my|our|this|these|some)\b|\b(can|could) you (look after|take care of|pick up|drop off|stop by|come (over|round|by))\b|\bcould you [a-z]+ [^?!.\n]{1,40} for (me|us)\b|\b(peux|pourrais)[- ]tu (me |nous |m'|nous l'|me l'|me le |la |le |les )*(regarder (si|la|la-bas|derriere|dans|sous)|passer|garder|rapporter|apporter|amener|acheter|recuperer|venir|aller|ramener|rendre|deposer)\b|\bwould you be able to (?!(tell|explain|advise|help|recommend|suggest|give|share|point|say|clarify)\b)|\b(could|can|will) you (please |kindly |possibly )?(?!(tell|explain|advise|help|let|clarify|confirm|recommend|suggest|point|share|say|give|describe|show|guide|answer|send|provide|teach|use|write|make|get|have|see|find|read)\b)[a-z]+ (me|us|my|our)\b")]
    private static partial Regex Deed();

    /// <summary>What friends ask each other.</summary>
    [GeneratedRegex(@"\b(on se (voit|retrouve|appelle)|(tu|vous) (fais|faites) quoi " + Day + @"|(tu|vous) (viens|venez|passes|passez|rentres|rentrez) ([a-z']+ ){0,6}(" + Day + @"|diner|dejeuner|manger|souper|a la maison|chez (moi|nous))|(viens|passes|rentres)-tu|comment s'appelle-t-(il|elle)|besoin (de quelque chose|d'aide) ?\?|(te souviens|vous souvenez|souvenez-vous|souviens-tu) [a-z -]{0,12}de (moi|nous)|do you remember (me|us)|do you need anything|when are you coming|tu passes quand|can you make it\b|is (it|that|this|he|she) still (there|available|for sale|free|going)\b|^is [a-z]+ coming\b|are you coming (for|to|over|on|home)|what are you doing (tonight|today|tomorrow|this|on)|what('s| is) (her|his) name|(is there )?anything i can do\b|how (are|is) (the|your) (kids|children|family|baby|mum|mom|dad|wife|husband))")]
    private static partial Regex Social();
}
