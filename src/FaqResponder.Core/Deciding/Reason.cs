using System.Globalization;

using FaqResponder.Core.Letters;
using FaqResponder.Core.Screening;

namespace FaqResponder.Core.Deciding;

/// <summary>A reason as it is recorded: what kind, and the details that make it readable. Its words are made when read, in either language.</summary>
/// <param name="Because">The kind of reason.</param>
/// <param name="Details">What the kind asks for; see <see cref="Deciding.Because"/>.</param>
public sealed record Reason(Because Because, params IReadOnlyList<string> Details)
{
    /// <summary>The reason in words for the author.</summary>
    public Phrase Words => Because switch
    {
        Because.Sure => new($"« {At(0)} » répond à la question (sûreté {At(1)})", $"“{At(0)}” answers the question (confidence {At(1)})"),
        Because.WouldAnswer => new(
            $"mode Watch : « {At(0)} » serait parti (sûreté {At(1)})", $"Watch mode: “{At(0)}” would have gone out (confidence {At(1)})"),
        Because.DraftReady => new(
            $"brouillon prêt avec « {At(0)} » (sûreté {At(1)})", $"draft ready with “{At(0)}” (confidence {At(1)})"),
        Because.Unsure => new(
            $"« {At(0)} » s'en approche, sans certitude (sûreté {At(1)}, il faut {At(2)})",
            $"“{At(0)}” comes near, without certainty (confidence {At(1)}, {At(2)} needed)"),
        Because.NothingClose => new("aucun billet ne s'en approche assez", "no post comes near enough"),
        Because.OneQuestionOpen => new($"une des questions reste sans réponse sûre : « {At(0)} »", $"one of the questions has no sure answer: “{At(0)}”"),
        Because.NothingAsked => new("aucune question trouvée", "no question found"),
        Because.Thanks => new("un remerciement", "a thank-you"),
        Because.Business => new("une demande de client", "a client's request"),
        Because.Offer => new("une offre ou une candidature", "an offer or an application"),
        Because.Personal => new("un message personnel", "a personal message"),
        Because.OtherLanguage => new("ni français ni anglais", "neither French nor English"),
        Because.Screened => ScreeningRules.Words(At(0), At(1)),
        Because.Unreadable => new($"message illisible : {At(0)}", $"unreadable mail: {At(0)}"),
        Because.NoText => new("aucun texte à lire", "no text to read"),
        Because.NoPosts => new("aucun billet n'est connu", "no post is known"),
        Because.AlreadySent => new($"« {At(0)} » lui a déjà été envoyé récemment", $"“{At(0)}” was sent to this person recently"),
        Because.NotProven => new(
            $"« {At(0)} » n'a pas encore fait ses preuves ({At(1)} sur {At(2)} ; encore {At(3)} justes, ou « faqresponder posts allow »)",
            $"“{At(0)}” has not yet proven itself ({At(1)} of {At(2)}; {At(3)} more right ones, or “faqresponder posts allow”)"),
        Because.Paused => new("les réponses automatiques sont en pause (« faqresponder resume » les reprend)", "automatic answers are paused (“faqresponder resume” takes them up again)"),
        Because.CapReached => CapWords(),
        Because.KeptFailing => new($"le traitement a échoué {At(0)} fois", $"work on it failed {At(0)} times"),
        Because.SendUnknown => new(
            "on ne sait pas si la réponse est partie : vérifiez avant de répondre", "it is not known whether the reply went out: check before you answer"),
        Because.SendRefused => new($"le serveur d'envoi a refusé la réponse : {At(0)}", $"the sending server refused the reply: {At(0)}"),
        Because.Sent => new($"réponse envoyée à {At(0)}", $"reply sent to {At(0)}"),
        Because.FoundInSent => new("réponse retrouvée dans le dossier Envoyés après un arrêt", "reply found in Sent after a stop"),
        Because.AlreadyAnswered => new("vous y aviez déjà répondu", "you had answered it already"),
        Because.NotComposed => new($"la réponse n'a pas pu être composée : {At(0)}", $"the reply could not be composed: {At(0)}"),
        Because.Arrived => new("arrivé", "arrived"),
        Because.Withdrawn => new(
            "réponse retirée avant son départ : le mode ou la boîte a changé ; à vous de répondre", "reply taken back before it went out: the mode or the mailbox has changed; it is yours to answer"),
        Because.WantsHuman => new("la personne demande à être lue par vous", "the asker wants you to read it"),
        Because.PostKnown => new($"la personne connaît déjà « {At(0)} »", $"the asker knows “{At(0)}” already"),
        Because.InConversation => new(
            "fait partie d'une conversation où une réponse est déjà partie", "belongs to a conversation in which an answer has gone out already"),
        Because.ConversationWaits => new("suite d'un message qui vous attend", "follows a mail that waits for you"),
        Because.NotSatisfied => new(
            $"pas satisfait par la réponse automatique « {At(0)} » : la personne vous écrit de nouveau", $"not satisfied by the automatic answer “{At(0)}”: the asker writes again"),
        Because.Satisfied => new($"remercie pour la réponse automatique « {At(0)} »", $"thanks for the automatic answer “{At(0)}”"),
        Because.OpenedMeanwhile => new("réponse retirée, puisque vous avez ouvert le message : à vous de répondre", "reply taken back, since you opened the mail: it is yours to answer"),
        Because.MovedMeanwhile => new("réponse retirée : le message n'est plus à sa place dans la boîte ; répondez ou classez-le", "reply taken back: the mail is no longer in its place in the mailbox; answer or dismiss it"),
        Because.AnsweredMeanwhile => new("vous avez répondu avant l'automate", "you answered before the machine"),
        Because.BounceOfReply => new($"avis de non-remise de la réponse à {At(0)} ({At(1)})", $"notice that the reply to {At(0)} was not delivered ({At(1)})"),
        Because.NotDelivered => new($"la réponse n'a pas pu être remise à {At(0)} ({At(1)}) : vérifiez l'adresse et répondez autrement", $"the reply could not be delivered to {At(0)} ({At(1)}): check the address and answer another way"),
        Because.Unreachable => new($"le courrier envoyé à {At(0)} revient : aucun automate ne lui écrit plus (« ledger unreachable --lift {At(0)} » le permet de nouveau)", $"mail to {At(0)} comes back: no machine writes there any more (“ledger unreachable --lift {At(0)}” allows it again)"),
        Because.ComplaintOfReply => new($"{At(0)} a signalé la réponse comme indésirable : aucun automate ne lui écrit plus", $"{At(0)} reported the reply as unwanted: no machine writes there any more"),
        Because.AnsweredElsewhere => new("vous y avez répondu dans votre logiciel de courrier", "you answered it in your mail program"),
        Because.HeldUp => new("réponse retirée : la pause a duré plus d'un jour ; à vous de répondre", "reply taken back: the pause lasted more than a day; it is yours to answer"),
        Because.Erased => new("clos et effacé à la demande de la personne", "closed and erased at the asker's request"),
        Because.AuthorAnswers or Because.AuthorDismissed or Because.NotAQuestion or Because.TakenBack or Because.Reopened or Because.PutOff or Because.WrongAnswer or Because.PostHeld => OfAuthor,
        Because.DraftEdited or Because.DraftDiscarded or Because.DraftSent or Because.DraftSentChanged or Because.OwnReply or Because.Corrected or Because.LearnedFromPast or Because.MovedInVain => OfHerMailProgram,
        Because.LetterGesture or Because.GestureDone or Because.GestureRefused or Because.GestureOfOther => OfLetter,
    };

    private Phrase OfAuthor => Because switch
    {
        Because.AuthorAnswers when At(1).Length > 0 => new($"vous avez répondu avec « {At(0)} », en rangeant le message dans « {At(1)} »", $"you answered with “{At(0)}”, by moving the mail into “{At(1)}”"),
        Because.AuthorAnswers => new($"vous avez répondu avec « {At(0)} »", $"you answered with “{At(0)}”"),
        Because.AuthorDismissed => new($"clos par vous {At(0)}".TrimEnd(), $"closed by you {At(0)}".TrimEnd()),
        Because.NotAQuestion when At(0).Length > 0 => new($"vous avez dit que ce n'est pas une question, en rangeant le message dans « {At(0)} »", $"you said that this is not a question, by moving the mail into “{At(0)}”"),
        Because.NotAQuestion => new("vous avez dit que ce n'est pas une question", "you said that this is not a question"),
        Because.TakenBack => new("vous avez annulé : le message vous attend de nouveau", "you undid it: the mail waits for you again"),
        Because.Reopened => new("remis dans la file par vous", "put back into the queue by you"),
        Because.PutOff => new($"remis à plus tard par vous ({At(0)})", $"put off by you ({At(0)})"),
        Because.WrongAnswer => new(
            $"vous avez dit que la réponse automatique « {At(0)} » était fausse : à vous de répondre", $"you said that the automatic answer “{At(0)}” was wrong: it is yours to answer"),
        Because.PostHeld => new(
            $"« {At(0)} » a été envoyé à tort une fois : aucun automate ne l'envoie tant que vous ne le permettez pas de nouveau",
            $"“{At(0)}” was wrongly sent once: no machine sends it until you allow it again"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Phrase OfHerMailProgram => Because switch
    {
        Because.DraftEdited => new("vous travaillez au brouillon : il n'y sera plus touché", "you work on the draft: it is not touched any more"),
        Because.DraftDiscarded => new("vous avez jeté le brouillon : la suggestion ne convenait pas", "you threw the draft away: the suggestion didn't fit"),
        Because.DraftSent => new($"vous avez envoyé le brouillon tel quel : « {At(0)} »", $"you sent the draft as it was: “{At(0)}”"),
        Because.DraftSentChanged when At(0).Length == 0 => new("vous avez envoyé le brouillon, sans le billet", "you sent the draft, without the post"),
        Because.DraftSentChanged => new($"vous avez envoyé le brouillon à votre façon : « {At(0)} »", $"you sent the draft in your own way: “{At(0)}”"),
        Because.OwnReply when At(0).Length == 0 => new("vous y avez répondu vous-même, depuis votre logiciel de courrier", "you answered it yourself, in your mail program"),
        Because.OwnReply => new($"vous y avez répondu depuis votre logiciel de courrier, avec « {At(0)} »", $"you answered it in your mail program, with “{At(0)}”"),
        Because.LearnedFromPast when At(0).Length == 0 => new("vous y aviez répondu vous-même ; appris de vos anciens messages", "you had answered it yourself; learned from your past mail"),
        Because.LearnedFromPast => new($"vous y aviez répondu avec « {At(0)} » ; appris de vos anciens messages", $"you had answered it with “{At(0)}”; learned from your past mail"),
        Because.Corrected => new(
            $"après la réponse automatique « {At(0)} », vous avez écrit avec « {At(1)} » : plus aucun automate n'envoie le premier tant que vous ne le permettez pas de nouveau",
            $"after the automatic answer “{At(0)}” you wrote with “{At(1)}”: no machine sends the former until you allow it again"),
        Because.MovedInVain => MovedInVain(),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Phrase OfLetter => Because switch
    {
        Because.LetterGesture => new($"geste de votre lettre : {GestureWords.French} ; reste à vérifier qu'il vient de vous", $"gesture of your letter: {GestureWords.English}; that it comes from you is being verified"),
        Because.GestureDone => new($"geste de votre lettre, fait : {GestureWords.French}", $"gesture of your letter, done: {GestureWords.English}"),
        Because.GestureRefused => Enum.TryParse<GestureTrouble>(At(0), out var trouble) && trouble.Words() is var why
            ? new($"geste de votre lettre, sans effet : {why.French}", $"gesture of your letter, without effect: {why.English}")
            : new("geste de votre lettre, sans effet", "gesture of your letter, without effect"),
        Because.GestureOfOther => new(
            $"{At(0)} a renvoyé un geste de votre lettre : rien n'a été fait ; ces gestes ne valent que de votre adresse",
            $"{At(0)} sent a gesture of your letter: nothing was done; these gestures work from your own address only"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Phrase GestureWords => At(0) == nameof(LetterGesture.Answer)
        ? new($"répondre au message n° {At(1)}", $"answer mail {At(1)}") : new($"le message n° {At(1)} n'est pas une question", $"mail {At(1)} is not a question");

    /// <summary>Whether it is a note on a mail that waits, and not why it was left to the author.</summary>
    public bool IsNote => Because is Because.TakenBack or Because.Reopened or Because.PutOff or Because.DraftEdited or Because.DraftDiscarded or Because.MovedInVain;

    /// <summary>Whether what waits for it waits as a question does: newsletters, clients and thanks may look like one, and are answered by themselves if at all.</summary>
    public bool IsOfQuestion => this switch
    {
        { Because: Because.Screened, Details: [var rule, ..] } => rule is "N8" or "N16" or "N20",
        {
            Because: Because.Unsure or Because.DraftReady or Because.WouldAnswer or Because.NothingClose or Because.OneQuestionOpen or Because.NoPosts or Because.Paused or Because.CapReached
                or Because.HeldUp or Because.PostHeld or Because.NotProven or Because.Withdrawn or Because.TakenBack or Because.OpenedMeanwhile or Because.MovedMeanwhile
        } => true,
        _ => false,
    };

    /// <summary>A probability as people read it: "0.93".</summary>
    public static string Probability(double confidence) => confidence.ToString("0.00", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public bool Equals(Reason? other) => other is not null && Because == other.Because && Details.SequenceEqual(other.Details);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Because, Details.Count);

    private Phrase CapWords()
    {
        var which = At(1) switch
        {
            nameof(Caps.PerAskerAndDay) => new Phrase($"{At(0)} par jour à une même personne", $"{At(0)} a day to one person"),
            nameof(Caps.PerDomainAndDay) => new($"{At(0)} par jour à un même domaine", $"{At(0)} a day to one domain"),
            nameof(Caps.PerHour) => new($"{At(0)} par heure", $"{At(0)} an hour"),
            nameof(Caps.PerDay) => new($"{At(0)} par jour", $"{At(0)} a day"),
            _ => new(At(0), At(0)),
        };
        return new($"plafond de réponses automatiques atteint : {which.French}", $"cap on automatic answers reached: {which.English}");
    }

    private Phrase MovedInVain()
    {
        var why = At(1) switch
        {
            nameof(InVain.Answered) => new Phrase("il avait déjà sa réponse", "it had its answer already"),
            nameof(InVain.OnItsWay) => new("une réponse était en train de partir", "a reply was just going out"),
            nameof(InVain.Closed) => new("il était déjà clos", "it was closed already"),
            nameof(InVain.NoSuggestion) => new("aucun billet n'était proposé", "no post was suggested"),
            nameof(InVain.NobodyToAnswer) => new("il ne dit pas à qui répondre", "it doesn't say whom to answer"),
            nameof(InVain.NoSmtp) => new("aucun serveur d'envoi n'est réglé (Smtp:Host)", "no sending server is set (Smtp:Host)"),
            nameof(InVain.PostGone) => new("ce billet n'est plus publié", "this post is no longer published"),
            _ => new(At(1), At(1)),
        };
        return new($"rangé par vous dans « {At(0)} » ; rien n'en a été fait : {why.French}", $"moved by you into “{At(0)}”; nothing came of it: {why.English}");
    }

    private string At(int index) => index < Details.Count ? Details[index] : "";
}
