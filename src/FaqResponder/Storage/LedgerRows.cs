using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Replies;

namespace FaqResponder.Storage;

/// <summary>One mail of the ledger, as lists show it.</summary>
internal sealed record LedgerEntry(
    long Id, MailState State, Reason Reason, DateTimeOffset ChangedAt, DateTimeOffset ArrivedAt, string Asker, string AskerName, string Subject)
{
    /// <summary>The posts that were sent or lie in a draft, else the best suggestion; titles.</summary>
    public string? Post { get; init; }

    /// <summary>The confidence of the best suggestion.</summary>
    public double? Confidence { get; init; }

    /// <summary>Why it was decided so, whatever came after; <see langword="null"/> before the decision.</summary>
    public Reason? Decided { get; init; }

    /// <summary>Whether a draft lies in her Drafts.</summary>
    public bool HasDraft { get; init; }

    /// <summary>When all that was personal in it was erased; <see langword="null"/> when it wasn't.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>When its text was erased, having been kept for as long as the settings say; <see langword="null"/> while it is there.</summary>
    public DateTimeOffset? ExpiredAt { get; init; }

    /// <summary>What explains where the mail stands: an automatic answer by its decision, everything else by its last change.</summary>
    public Reason Why => State is MailState.Answered && Decided is not null ? Decided : Reason;
}

/// <summary>Which mails of the ledger are wanted; what is empty doesn't matter.</summary>
internal sealed record LedgerFilter
{
    public IReadOnlyCollection<MailState> States { get; init; } = [];

    /// <summary>Reasons that the decision or any later step had; any of them, or of the rules.</summary>
    public IReadOnlyCollection<Because> Reasons { get; init; } = [];

    /// <summary>Screening rules that stopped it, such as N16.</summary>
    public IReadOnlyCollection<string> Rules { get; init; } = [];

    /// <summary>A part of the asker's address or name.</summary>
    public string? Sender { get; init; }

    /// <summary>Arrived at this moment or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Arrived before this moment.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Everything the ledger holds of one mail.</summary>
internal sealed record LedgerFile(
    LedgerEntry Entry,
    IncomingMail Mail,
    IReadOnlyList<HistoryLine> History,
    IReadOnlyList<Suggestion> Suggestions,
    IReadOnlyList<OutboxEntry> Replies,
    IReadOnlyList<string> Places)
{
    /// <summary>The replies that she wrote to it in her mail program, oldest first.</summary>
    public IReadOnlyList<KeptReply> OwnReplies { get; init; } = [];

    /// <summary>Why it was left to the author when it last was, whatever she did and undid since; <see langword="null"/> when it never was.</summary>
    public Reason? WaitsFor => History.LastOrDefault(h => h.State is MailState.Waiting && !h.Reason.IsNote)?.Reason;
}

/// <summary>One change of state.</summary>
internal sealed record HistoryLine(DateTimeOffset At, MailState State, Reason Reason);

/// <summary>A post that matching proposed.</summary>
internal sealed record Suggestion(string PostId, string PostTitle, double Confidence, Explanation Explanation);

/// <summary>A mail that was taken in and not yet decided.</summary>
internal sealed record UndecidedMail(long Id, int Attempts, IncomingMail Mail);

/// <summary>What to record of a decision.</summary>
/// <param name="Decision">The decision after all gates.</param>
/// <param name="Suggestions">What matching proposed, best first.</param>
/// <param name="Reply">The reply or draft that goes with it; <see langword="null"/> for none.</param>
/// <param name="Language">The mail's language code; <see langword="null"/> when unknown.</param>
internal sealed record RecordedDecision(Decision Decision, IReadOnlyList<Match> Suggestions, NewReply? Reply, string? Language)
{
    /// <summary>What the mail asks, in the asker's words, question by question.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];
}

/// <summary>A reply to be recorded.</summary>
internal sealed record NewReply(ReplyKind Kind, string MessageId, string Recipient, string Subject, byte[] Mime, IReadOnlyList<string> PostIds)
{
    /// <summary>How long it waits before it may be sent.</summary>
    public TimeSpan HoldFor { get; init; }
}

/// <summary>An automatic reply whose time has come, and the places where its mail lies now.</summary>
internal sealed record HeldReply(long Id, long MailId, bool WasSeen, IReadOnlyList<(long UidValidity, string Uid)> Places);

/// <summary>How far a reply is.</summary>
internal enum OutboxStep
{
    /// <summary>Written down; nothing has been sent.</summary>
    Recorded,

    /// <summary>Handed to the server; if the process dies now, nobody knows.</summary>
    Sending,

    /// <summary>The server has it; a draft lies in Drafts.</summary>
    Done,

    /// <summary>The server refused it for good.</summary>
    Refused,

    /// <summary>Nobody knows; never sent again by itself.</summary>
    Uncertain,

    /// <summary>Not needed any more.</summary>
    Withdrawn,
}

/// <summary>A reply of the outbox.</summary>
internal sealed record OutboxEntry(
    long Id, long MailId, ReplyKind Kind, OutboxStep Step, string MessageId, string Recipient, string Subject, byte[] Mime, int Attempts)
{
    public DateTimeOffset RecordedAt { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    public string? Trouble { get; init; }

    public IReadOnlyList<string> PostIds { get; init; } = [];
}
