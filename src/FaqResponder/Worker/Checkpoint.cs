using System.Diagnostics;

namespace FaqResponder.Worker;

/// <summary>
/// The places at which it matters what is true if the process dies just there. The numbers are those of <c>src/ARCHITECTURE.md</c>.
/// </summary>
internal enum Checkpoint
{
    /// <summary>Mails were fetched and the ledger doesn't know them. The position has not moved: they are listed and fetched again.</summary>
    MailsFetched = 1,

    /// <summary>Mails are in the ledger as received, the position is where it was: they are listed again and recognised by their place.</summary>
    MailsTakenIn = 2,

    /// <summary>The position stands behind all that is in the ledger; some of it may have no decision yet.</summary>
    PositionRecorded = 3,

    /// <summary>An attempt to decide is counted and nothing came of it. After three, a mail waits for the author instead.</summary>
    AttemptCounted = 4,

    /// <summary>Decisions are recorded with queue, outbox and history, all or none; nothing was sent. The next process sends.</summary>
    DecisionsRecorded = 5,

    /// <summary>Held replies were looked at, and taken back where she has dealt with the mail; those that may go are looked at again.</summary>
    HeldLookedAt = 6,

    /// <summary>
    /// A reply is 'sending' on the disk, and no byte of it has gone out. The next process looks in Sent, doesn't find it, and lets the author judge:
    /// it can't tell this place from the next one.
    /// </summary>
    ReplyMarkedSending = 7,

    /// <summary>The server has said what it does with a reply, the ledger doesn't know it. The next process looks in Sent, else the author judges.</summary>
    ServerHasSpoken = 8,

    /// <summary>What became of a reply is recorded; a copy in Sent and the flag may be missing, and are made up for.</summary>
    OutcomeRecorded = 9,

    /// <summary>Drafts lie in Drafts and are not recorded as put there: they are looked for by Message-ID before any is put again.</summary>
    DraftsAppended = 10,

    /// <summary>Copies lie in Sent and are not recorded: they are looked for by Message-ID before any is put again.</summary>
    CopiesAppended = 11,

    /// <summary>Mails bear \Answered and it is not recorded: it is set once more, which changes nothing.</summary>
    MailsFlagged = 12,

    /// <summary>Replies that an earlier process had in hand were judged, each in a transaction of its own: those left are judged by the next one.</summary>
    InterruptedJudged = 13,

    /// <summary>A draft that was taken away is gone and not recorded as such; that it was about to be is: whoever finds it gone knows that it was us.</summary>
    DraftRemoved = 14,

    /// <summary>What she sent was fetched and not judged: the position has not moved, it is fetched again.</summary>
    SentFetched = 15,

    /// <summary>Replies of hers are recorded, each in a transaction of its own with what follows from it, and the position is where it was: they are recognised by their content.</summary>
    SentRecorded = 16,

    /// <summary>A mail that she moved and that nobody knew is in the ledger, and nothing was done with it: it is found in her folder again, and known.</summary>
    MovedMailTakenIn = 20,

    /// <summary>What she said by moving a mail is recorded as her gesture, in one transaction with the note that this mail was dealt with. It still lies in her folder.</summary>
    MovedMailTaken = 21,

    /// <summary>A mail is about to be moved on. The next process moves it, unless it lies in the target already: then it only takes it away here.</summary>
    MoveRecorded = 22,

    /// <summary>It was moved on, and is not recorded as such: whoever doesn't find it in her folder knows.</summary>
    MailMoved = 23,

    /// <summary>A letter to the author is recorded with its gestures, and not sent: the next process sends it.</summary>
    LetterRecorded = 24,

    /// <summary>A letter is 'sending' on the disk, and no byte of it has gone out: the next process waits for it to arrive, then sends the same bytes again.</summary>
    LetterMarkedSending = 25,

    /// <summary>The server has said what it does with a letter, the ledger doesn't know it. The next process finds it in the mailbox, and can't tell this place from the one before.</summary>
    LetterSpoken = 26,

    /// <summary>A gesture of a letter was done or refused, in one transaction with its token and the outcome of its mail; she may not have been told of a refusal.</summary>
    GestureClosed = 27,

    /// <summary>Some mails of the past are recorded with her answers, all or none; the next run passes over them.</summary>
    PastLearned = 28,

    /// <summary>Some of a replay is recorded in the ledger of its own; the next run goes on from there.</summary>
    PastReplayed = 29,
}

/// <summary>Tells who listens that a checkpoint was passed: a test that ends the process there. Costs next to nothing when nobody does.</summary>
internal static class Checkpoints
{
    /// <summary>Under which name to listen (<see cref="DiagnosticListener.AllListeners"/>).</summary>
    public const string Name = "FaqResponder.Checkpoints";

    private static readonly DiagnosticListener Listener = new(Name);

    /// <summary>A checkpoint was passed. Whoever listens hears its name, on this thread.</summary>
    public static void Pass(Checkpoint checkpoint)
    {
        if (Listener.IsEnabled()) Listener.Write<object?>(checkpoint.ToString(), null);
    }
}
