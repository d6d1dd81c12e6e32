using FaqResponder.Core;

namespace FaqResponder.Storage;

/// <summary>What became of a mail, as the author counts it. Every mail has one.</summary>
internal enum MailOutcome
{
    /// <summary>An automatic answer went out, and stands.</summary>
    Machine,

    /// <summary>She answered with one gesture: on her page, or by a command.</summary>
    Gesture,

    /// <summary>She answered in her mail program.</summary>
    MailProgram,

    /// <summary>It waits for her, or its answer is on its way.</summary>
    Waiting,

    /// <summary>She closed it without an answer.</summary>
    Closed,

    /// <summary>It was filed without an answer: a newsletter, a notice, her own mail.</summary>
    SetAside,
}

/// <summary>A post and how many mails were answered with it.</summary>
internal sealed record PostUse(string PostId, int ByMachine, int ByAuthor)
{
    public int All => ByMachine + ByAuthor;
}

/// <summary>One week in figures. Mails are counted in the week in which they arrived, posts in that in which the answer was given.</summary>
/// <param name="Begins">Monday, midnight, local time.</param>
internal sealed record WeekFigures(DateTimeOffset Begins)
{
    public IReadOnlyDictionary<MailOutcome, int> Outcomes { get; init; } = new Dictionary<MailOutcome, int>();

    /// <summary>How many mails waited for how long until the automatic answer went out; see <see cref="Figures.Week"/>.</summary>
    public IReadOnlyDictionary<TimeSpan, int> WaitsByMachine { get; init; } = new Dictionary<TimeSpan, int>();

    /// <summary>The same until her own reply, where it went through this program.</summary>
    public IReadOnlyDictionary<TimeSpan, int> WaitsByAuthor { get; init; } = new Dictionary<TimeSpan, int>();

    public IReadOnlyList<PostUse> Posts { get; init; } = [];
}

/// <summary>Automatic answers that went wrong, each counted once.</summary>
/// <param name="SaidSo">The author said that it was wrong.</param>
/// <param name="NotSatisfied">The asker wrote again, and wasn't satisfied.</param>
/// <param name="CameBack">The answer came back.</param>
/// <param name="NoLongerStand">Of all these, those whose mail is not answered by machine any more: it waits again, or the author answered it.</param>
internal sealed record WrongAnswers(int SaidSo, int NotSatisfied, int CameBack, int NoLongerStand)
{
    public int All => SaidSo + NotSatisfied + CameBack;
}

/// <summary>A mail that no post answered.</summary>
internal sealed record UnansweredMail(long Id, DateTimeOffset ArrivedAt, string Subject, Language? Language, string Asked)
{
    /// <summary>The address of whoever asks, in lower case; empty where the mail doesn't tell.</summary>
    public string Asker { get; init; } = "";

    /// <summary>Whether the author answered it without any of her posts.</summary>
    public bool InHerWords { get; init; }

    /// <summary>What it asks first; its subject where nothing was written.</summary>
    public string Question => Asked.Split('\n').FirstOrDefault(a => a.Length > 0) ?? Subject;
}
