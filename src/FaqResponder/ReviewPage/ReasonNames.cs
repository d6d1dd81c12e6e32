using FaqResponder.Core;
using FaqResponder.Core.Deciding;

namespace FaqResponder.ReviewPage;

/// <summary>The reasons for which mails wait, in a few words each: what the tray is sorted by.</summary>
internal static class ReasonNames
{
    public static Phrase Of(Reason reason) => reason switch
    {
        { Because: Because.Screened, Details: ["N8" or "N16", ..] } => new("expéditeur non vérifié", "sender not proven"),
        { Because: Because.Screened, Details: ["N20", ..] } => new("trop ancien pour un automate", "too old for a machine"),
        _ => Of(reason.Because),
    };

    private static Phrase Of(Because because) => because switch
    {
        Because.Unsure => new("pas assez sûr", "not sure enough"),
        Because.DraftReady => new("brouillon prêt", "draft ready"),
        Because.WouldAnswer => new("serait parti (mode Watch)", "would have gone out (Watch mode)"),
        Because.NothingClose => new("aucun billet proche", "no post near"),
        Because.OneQuestionOpen => new("une question reste ouverte", "one question stays open"),
        Because.NothingAsked => new("aucune question trouvée", "no question found"),
        Because.Thanks => new("remerciement", "thanks"),
        Because.Business => new("demande de client", "client's request"),
        Because.Offer => new("offre ou candidature", "offer or application"),
        Because.Personal => new("message personnel", "personal message"),
        Because.OtherLanguage => new("autre langue", "another language"),
        Because.Screened => new("pas pour un automate", "not for a machine"),
        Because.Unreadable or Because.NoText or Because.KeptFailing or Because.NotComposed => new("illisible pour le programme", "unreadable for the program"),
        Because.NoPosts => new("aucun billet connu", "no post known"),
        Because.AlreadySent or Because.PostKnown => new("billet déjà reçu", "has the post already"),
        Because.Paused or Because.CapReached or Because.HeldUp => new("réponses automatiques en pause", "automatic answers paused"),
        Because.SendUnknown => new("envoi incertain : à vérifier", "sending uncertain: check"),
        Because.SendRefused or Because.NotDelivered or Because.Unreachable => new("réponse non remise", "reply not delivered"),
        Because.WantsHuman => new("veut être lu par vous", "wants to be read by you"),
        Because.InConversation or Because.ConversationWaits => new("suite d'une conversation", "part of a conversation"),
        Because.NotSatisfied => new("pas satisfait de la réponse automatique", "not satisfied by the automatic answer"),
        Because.OpenedMeanwhile or Because.MovedMeanwhile or Because.Withdrawn or Because.TakenBack or Because.Reopened => new("à vous de répondre", "yours to answer"),
        Because.WrongAnswer => new("réponse automatique fausse : à réparer", "wrong automatic answer: to mend"),
        Because.NotProven => new("billet pas encore autorisé", "post not yet allowed"),
        Because.GestureOfOther => new("geste de votre lettre, venu d'un autre", "gesture of your letter, from somebody else"),
        Because.PostHeld => new("billet retenu par vous", "post held back by you"),
        Because.Sure or Because.Sent or Because.FoundInSent or Because.AuthorAnswers or Because.AuthorDismissed or Because.AlreadyAnswered or Because.Arrived or Because.Satisfied
            or Because.AnsweredMeanwhile or Because.BounceOfReply or Because.ComplaintOfReply or Because.AnsweredElsewhere or Because.Erased or Because.NotAQuestion or Because.PutOff
            or Because.DraftEdited or Because.DraftDiscarded or Because.DraftSent or Because.DraftSentChanged or Because.OwnReply or Because.Corrected or Because.LearnedFromPast or Because.MovedInVain
            or Because.LetterGesture or Because.GestureDone or Because.GestureRefused => new("autre", "other"),
    };
}
