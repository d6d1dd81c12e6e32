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

    /// <summary>A cap on automatic answers is reached. Details: its number, its name in <see cref="Caps"/>.</summary>
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

    /// <summary>The author told it to send. Details: titles, and the folder into which she moved the mail, if she said it so.</summary>
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

    /// <summary>The asker wants a person to answer.</summary>
    WantsHuman,

    /// <summary>The asker cites the post that would have been sent. Details: title.</summary>
    PostKnown,

    /// <summary>The conversation holds an answer already, or the mail replies to one that the service doesn't know.</summary>
    InConversation,

    /// <summary>An earlier mail of the conversation waits for the author.</summary>
    ConversationWaits,

    /// <summary>It replies to an automatic answer, and asks on. Details: titles of the answer.</summary>
    NotSatisfied,

    /// <summary>It thanks for an automatic answer. Details: titles of the answer.</summary>
    Satisfied,

    /// <summary>The reply that was held was taken back, since the author opened the mail meanwhile.</summary>
    OpenedMeanwhile,

    /// <summary>The same, since she moved or deleted it.</summary>
    MovedMeanwhile,

    /// <summary>The same, since she answered it.</summary>
    AnsweredMeanwhile,

    /// <summary>A notice of a reply that could not be delivered. Details: recipient, status or the notice's words.</summary>
    BounceOfReply,

    /// <summary>The reply did not reach the asker. Details: recipient, status.</summary>
    NotDelivered,

    /// <summary>Mail to this asker came back, or was complained of. Details: address.</summary>
    Unreachable,

    /// <summary>A complaint about a reply (RFC 5965). Details: recipient.</summary>
    ComplaintOfReply,

    /// <summary>The mailbox says that she answered it in her mail program while it waited.</summary>
    AnsweredElsewhere,

    /// <summary>The automatic reply was taken back: it could not go out for too long, since answering was paused.</summary>
    HeldUp,

    /// <summary>The asker wanted her data erased; the mail was still open.</summary>
    Erased,

    /// <summary>The author says that it asks nothing that a post could answer. Details: the folder into which she moved the mail, if she said it so.</summary>
    NotAQuestion,

    /// <summary>The author took her gesture back: her reply before it went out, or the closing.</summary>
    TakenBack,

    /// <summary>The author put a closed mail into the queue again.</summary>
    Reopened,

    /// <summary>The author put it off. Details: until when (ISO 8601).</summary>
    PutOff,

    /// <summary>The author says that the automatic answer was wrong. Details: titles of the answer.</summary>
    WrongAnswer,

    /// <summary>A post of the answer was wrongly sent before, and no machine sends it until the author allows it again. Details: its title.</summary>
    PostHeld,

    /// <summary>She edits the draft that was laid ready.</summary>
    DraftEdited,

    /// <summary>She threw the draft away, and has not answered otherwise.</summary>
    DraftDiscarded,

    /// <summary>She sent the draft as it was. Details: titles of the posts in it.</summary>
    DraftSent,

    /// <summary>She sent the draft with words changed. Details: the same.</summary>
    DraftSentChanged,

    /// <summary>She answered in her mail program, in words of her own or with posts. Details: their titles, if any.</summary>
    OwnReply,

    /// <summary>She wrote after an automatic answer, with another post. Details: titles of the answer, titles of hers.</summary>
    Corrected,

    /// <summary>The post has not yet earned to be sent by a machine. Details: title, how often it was right, of how many, how many more right ones it takes.</summary>
    NotProven,

    /// <summary>She had answered it before the service came, and what she answered was learned from her Sent folder. Details: titles of the posts in it, if any.</summary>
    LearnedFromPast,

    /// <summary>She moved it into a folder that says what to do with it, and nothing could be done. Details: the folder, <see cref="InVain"/>.</summary>
    MovedInVain,

    /// <summary>A gesture of a letter came back; whether it is the author's is being looked into. Details: the <see cref="Letters.LetterGesture"/>, the number of its mail.</summary>
    LetterGesture,

    /// <summary>A gesture of a letter was done. Details: the same.</summary>
    GestureDone,

    /// <summary>A gesture of a letter did nothing. Details: the <see cref="Letters.GestureTrouble"/>.</summary>
    GestureRefused,

    /// <summary>Somebody else sent a gesture of a letter: nothing was done. Details: the address.</summary>
    GestureOfOther,
}

/// <summary>Why nothing came of a mail that she moved into one of the folders. Stored by name: rename none.</summary>
public enum InVain
{
    /// <summary>It was answered already.</summary>
    Answered,

    /// <summary>A reply is just being sent.</summary>
    OnItsWay,

    /// <summary>It was closed already.</summary>
    Closed,

    /// <summary>No post was suggested.</summary>
    NoSuggestion,

    /// <summary>It doesn't say whom to answer.</summary>
    NobodyToAnswer,

    /// <summary>No sending server is set.</summary>
    NoSmtp,

    /// <summary>The post is no longer published.</summary>
    PostGone,
}
