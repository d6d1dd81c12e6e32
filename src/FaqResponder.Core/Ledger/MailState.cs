namespace FaqResponder.Core.Ledger;

/// <summary>Where a mail stands. Every mail has one state, and reaches one of the ends, each with its reason.</summary>
public enum MailState
{
    /// <summary>Taken in, not yet decided.</summary>
    Received,

    /// <summary>Decided; a step that is recorded on the way and never stays.</summary>
    Decided,

    /// <summary>A reply is recorded and on its way.</summary>
    Answering,

    /// <summary>The server took our automatic reply. An end, unless the reply comes back or the author says that it was wrong.</summary>
    Answered,

    /// <summary>In the queue, for the author.</summary>
    Waiting,

    /// <summary>The author answered. An end, unless her reply comes back.</summary>
    AnsweredByAuthor,

    /// <summary>The author closed it without an answer. An end, unless she takes it up again.</summary>
    Dismissed,

    /// <summary>Filed without an answer: a bounce, her own mail. An end, unless she takes it up.</summary>
    SetAside,

    /// <summary>It can't be told whether our reply went out; passes on to <see cref="Waiting"/> at once.</summary>
    Uncertain,
}

/// <summary>Which state may follow which: the only ways a mail can go.</summary>
public static class MailStates
{
    /// <summary>Whether a mail in one state may pass to the other.</summary>
    public static bool MayBecome(this MailState from, MailState to) => from switch
    {
        MailState.Received => to is MailState.Decided,
        MailState.Decided => to is MailState.Answering or MailState.Waiting or MailState.SetAside,
        MailState.Answering => to is MailState.Answered or MailState.AnsweredByAuthor or MailState.Uncertain or MailState.Waiting,
        MailState.Uncertain => to is MailState.Waiting,
        MailState.Waiting => to is MailState.Answering or MailState.AnsweredByAuthor or MailState.Dismissed,
        MailState.Answered or MailState.AnsweredByAuthor or MailState.Dismissed or MailState.SetAside => to is MailState.Waiting,
    };

    /// <summary>Whether nothing more is to be done for the mail.</summary>
    public static bool IsEnd(this MailState state) =>
        state is MailState.Answered or MailState.AnsweredByAuthor or MailState.Dismissed or MailState.SetAside;

    /// <summary>The word for it, as the author reads it.</summary>
    public static Phrase Word(this MailState state) => state switch
    {
        MailState.Received => new("reçu", "received"),
        MailState.Decided => new("décidé", "decided"),
        MailState.Answering => new("réponse en cours d'envoi", "answering"),
        MailState.Answered => new("répondu", "answered"),
        MailState.Waiting => new("en attente", "waiting"),
        MailState.AnsweredByAuthor => new("répondu par vous", "answered by you"),
        MailState.Dismissed => new("clos sans réponse", "dismissed"),
        MailState.SetAside => new("classé", "set aside"),
        MailState.Uncertain => new("envoi incertain", "uncertain"),
    };
}
