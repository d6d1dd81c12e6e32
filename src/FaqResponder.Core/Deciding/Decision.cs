using FaqResponder.Core.Matching;

namespace FaqResponder.Core.Deciding;

/// <summary>What to do with a mail; always with its reason.</summary>
public abstract record Decision
{
    private Decision(Reason reason) => Reason = reason;

    /// <summary>Why.</summary>
    public Reason Reason { get; }

    /// <summary>Answer with these posts, one for each thing that is asked.</summary>
    /// <param name="Posts">The matches to send, in the order of the questions.</param>
    /// <param name="Why">The reason.</param>
    public sealed record Answer(IReadOnlyList<Match> Posts, Reason Why) : Decision(Why);

    /// <summary>Put it before the author.</summary>
    /// <param name="Suggested">The matches worth a draft; may be empty.</param>
    /// <param name="Why">The reason.</param>
    public sealed record AskTheAuthor(IReadOnlyList<Match> Suggested, Reason Why) : Decision(Why);

    /// <summary>File it: nobody needs to act.</summary>
    /// <param name="Why">The reason.</param>
    public sealed record SetAside(Reason Why) : Decision(Why);
}
