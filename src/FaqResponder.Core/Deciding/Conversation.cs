using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Deciding;

/// <summary>An automatic answer that went out.</summary>
/// <param name="Id">Its number in the outbox.</param>
/// <param name="Titles">The titles of its posts.</param>
public sealed record AutomaticAnswer(long Id, string Titles);

/// <summary>What the ledger knows of the conversation that a mail belongs to.</summary>
/// <param name="PostsSent">Ids of posts that were sent in it.</param>
/// <param name="HasAnswer">Whether it holds an answer already, a machine's or the author's.</param>
/// <param name="RepliesToUnknown">Whether the mail replies to one that the ledger doesn't know: most likely the author's own.</param>
public sealed record ThreadHistory(IReadOnlyCollection<string> PostsSent, bool HasAnswer, bool RepliesToUnknown)
{
    /// <summary>A mail that begins a conversation.</summary>
    public static ThreadHistory None { get; } = new([], HasAnswer: false, RepliesToUnknown: false);

    /// <summary>The automatic answer that the mail replies to; <see langword="null"/> when it replies to none.</summary>
    public AutomaticAnswer? RepliesTo { get; init; }

    /// <summary>Whether an earlier mail of it waits for the author.</summary>
    public bool WaitsForAuthor { get; init; }
}

/// <summary>
/// A machine answers once in a conversation, and never on top of the author (N14). Who replies to a machine is not satisfied, or thanks; only the thanks
/// need nobody.
/// </summary>
public static class Conversation
{
    // Absence notices and other machines, which answer our answer.
    private static readonly string[] RobotRules = ["N3", "N10", "N11"];

    /// <summary>The decision as the conversation allows it.</summary>
    public static Decision Pass(Decision decision, Matter matter, ThreadHistory thread)
    {
        if (decision is Decision.SetAside || decision.Reason.Because is Because.Unreadable) return decision;
        if (thread.RepliesTo is { } automatic) return AfterAutomatic(decision, matter, thread, automatic.Titles);
        if (decision is not Decision.Answer answer) return decision;
        if (thread.HasAnswer || thread.RepliesToUnknown) return new Decision.AskTheAuthor(answer.Posts, new(Because.InConversation));
        // She has the beginning of it before her, perhaps open just now.
        return thread.WaitsForAuthor ? new Decision.AskTheAuthor(answer.Posts, new(Because.ConversationWaits)) : decision;
    }

    private static Decision AfterAutomatic(Decision decision, Matter matter, ThreadHistory thread, string titles)
    {
        if (decision.Reason is { Because: Because.Screened, Details: [var rule, ..] })
        {
            return RobotRules.Contains(rule) ? new Decision.SetAside(decision.Reason) : decision;
        }

        if (matter is Matter.Thanks) return new Decision.SetAside(new(Because.Satisfied, titles));
        var others = decision switch
        {
            Decision.Answer answer => answer.Posts,
            Decision.AskTheAuthor ask => ask.Suggested,
            _ => [],
        };
        return new Decision.AskTheAuthor([.. others.Where(m => !thread.PostsSent.Contains(m.Post.Id))], new(Because.NotSatisfied, titles));
    }
}
