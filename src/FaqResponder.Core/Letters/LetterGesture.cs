namespace FaqResponder.Core.Letters;

/// <summary>What a letter lets the author do with one mail. Stored by name: rename none.</summary>
public enum LetterGesture
{
    /// <summary>Answer with the post that the letter names.</summary>
    Answer,

    /// <summary>Say that it asks nothing that a post could answer.</summary>
    NotAQuestion,
}

/// <summary>Why a gesture that came back did nothing. Stored by name: rename none.</summary>
public enum GestureTrouble
{
    /// <summary>No letter gave it: mistyped, altered, or of long ago.</summary>
    Unknown,

    /// <summary>It was used before.</summary>
    Used,

    /// <summary>It came too late.</summary>
    Expired,

    /// <summary>Nothing proves that it comes from the author.</summary>
    Unproven,

    /// <summary>Its mail waits no more.</summary>
    NotWaiting,

    /// <summary>Its post is no longer published.</summary>
    PostGone,

    /// <summary>Its post turned out wrong since the letter.</summary>
    PostHeld,

    /// <summary>The mail doesn't say whom to answer, or nothing can be sent.</summary>
    NotSendable,
}

/// <summary>The words for it, as they stand in the ledger and in the mails that tell of it.</summary>
public static class GestureTroubles
{
    /// <summary>Why nothing was done, as half a sentence.</summary>
    public static Phrase Words(this GestureTrouble trouble) => trouble switch
    {
        GestureTrouble.Unknown => new("aucune lettre n'a donné ce geste, ou il a été modifié", "no letter gave this gesture, or it was changed"),
        GestureTrouble.Used => new("ce geste a déjà servi ; chacun ne vaut qu'une fois", "this gesture was used already; each works once"),
        GestureTrouble.Expired => new("ce geste est arrivé trop tard", "this gesture came too late"),
        GestureTrouble.Unproven => new("rien ne prouve qu'il vient de vous : votre hébergeur ne l'a pas vérifié, et il n'est pas dans vos messages envoyés", "nothing proves that it comes from you: your provider did not verify it, and it is not among your sent mail"),
        GestureTrouble.NotWaiting => new("ce message ne vous attendait plus", "this mail did not wait for you any more"),
        GestureTrouble.PostGone => new("ce billet n'est plus publié", "this post is no longer published"),
        GestureTrouble.PostHeld => new("ce billet s'est révélé une mauvaise réponse depuis la lettre", "this post turned out to be a wrong answer since the letter"),
        GestureTrouble.NotSendable => new("la réponse ne peut pas partir : pas de serveur d'envoi, ou personne à qui répondre", "the reply can't go out: no sending server, or nobody to answer"),
    };
}
