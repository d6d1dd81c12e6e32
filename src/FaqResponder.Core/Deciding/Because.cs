namespace FaqResponder.Core.Deciding;

/// <summary>Every reason that a decision or a change of state can have. Stored by name: rename none.</summary>
public enum Because
{
    /// <summary>The confidence reached the threshold. Details: title, confidence.</summary>
    Sure,

    /// <summary>Watch mode: it would have been answered. Details: title, confidence.</summary>
    WouldAnswer,

    /// <summary>Draft mode: the reply lies in her Drafts. Details: title, confidence.</summary>
    DraftReady,

    /// <summary>A post comes near, not near enough. Details: title, confidence, threshold.</summary>
    Unsure,

    /// <summary>No post comes near.</summary>
    NothingClose,

    /// <summary>Of several questions, one has no sure answer. Details: that question.</summary>
    OneQuestionOpen,

    /// <summary>No question was found.</summary>
    NothingAsked,

    /// <summary>It only says thanks.</summary>
    Thanks,

    /// <summary>A client.</summary>
    Business,

    /// <summary>An offer or application.</summary>
    Offer,

    /// <summary>Something personal.</summary>
    Personal,

    /// <summary>Neither French nor English.</summary>
    OtherLanguage,

    /// <summary>A screening rule stopped it. Details: rule, its finding.</summary>
    Screened,

    /// <summary>The mail could not be read. Details: technical words.</summary>
    Unreadable,

    /// <summary>There is nothing to read in it: no text at all.</summary>
    NoText,

    /// <summary>No post is published or known.</summary>
    NoPosts,

    /// <summary>The asker got this post already in the period. Details: title.</summary>
    AlreadySent,

    /// <summary>Answering is paused.</summary>
    Paused,

    /// <summary>A cap on automatic answers is reached. Details: which.</summary>
    CapReached,

    /// <summary>Work on it failed again and again. Details: attempts.</summary>
    KeptFailing,

    /// <summary>The service stopped while sending, and Sent doesn't tell.</summary>
    SendUnknown,

    /// <summary>The server refused the reply for good. Details: its words.</summary>
    SendRefused,

    /// <summary>The server took the reply. Details: the recipient.</summary>
    Sent,

    /// <summary>After a stop, the reply was found in Sent.</summary>
    FoundInSent,

    /// <summary>The author told it to send. Details: titles.</summary>
    AuthorAnswers,

    /// <summary>The author dismissed it. Details: her note.</summary>
    AuthorDismissed,

    /// <summary>The mailbox says that it was answered before the service saw it.</summary>
    AlreadyAnswered,

    /// <summary>No reply could be composed. Details: technical words.</summary>
    NotComposed,

    /// <summary>It arrived.</summary>
    Arrived,

    /// <summary>A recorded reply was taken back before it went out, since the mode is no longer Answer.</summary>
    Withdrawn,

    /// <summary>The asker wanted her data erased; the mail was still open.</summary>
    Erased,
}
