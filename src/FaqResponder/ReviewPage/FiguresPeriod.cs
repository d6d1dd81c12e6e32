using FaqResponder.Core;
using FaqResponder.Storage;

namespace FaqResponder.ReviewPage;

/// <summary>The weeks that the figures are about, as one.</summary>
/// <param name="Weeks">The weeks, the oldest first.</param>
/// <param name="Wrong">The automatic answers that went wrong.</param>
internal sealed record FiguresPeriod(IReadOnlyList<WeekFigures> Weeks, WrongAnswers Wrong)
{
    /// <summary>How many weeks a period has if nothing else is chosen.</summary>
    public const int Usual = 12;

    /// <summary>What a mail is reckoned to take that she needn't write.</summary>
    public static readonly TimeSpan SavedByMachine = TimeSpan.FromMinutes(4);

    /// <summary>What one gesture is reckoned to save of that.</summary>
    public static readonly TimeSpan SavedByGesture = TimeSpan.FromMinutes(3);

    /// <summary>The periods, in weeks; the usual one first.</summary>
    public static IReadOnlyList<int> All { get; } = [Usual, 4, 52];

    public int Mails => Weeks.Sum(w => w.Outcomes.Values.Sum());

    /// <summary>The mails to which an answer may be due: all but those that were set aside.</summary>
    public int Due => Mails - Of(MailOutcome.SetAside);

    /// <summary>How many automatic answers went out, those that went wrong among them.</summary>
    public int Automatic => Of(MailOutcome.Machine) + Wrong.NoLongerStand;

    public TimeSpan Saved => (Of(MailOutcome.Machine) * SavedByMachine) + (Of(MailOutcome.Gesture) * SavedByGesture);

    public TimeSpan? MedianByMachine => Median(w => w.WaitsByMachine);

    public TimeSpan? MedianByAuthor => Median(w => w.WaitsByAuthor);

    /// <summary>The posts that were sent, those of most mails first.</summary>
    public IReadOnlyList<PostUse> Posts =>
        [.. Weeks.SelectMany(w => w.Posts).GroupBy(p => p.PostId).Select(g => new PostUse(g.Key, g.Sum(p => p.ByMachine), g.Sum(p => p.ByAuthor))).OrderByDescending(p => p.All).ThenBy(p => p.PostId, StringComparer.Ordinal)];

    public int Of(MailOutcome outcome) => Weeks.Sum(w => w.Outcomes.GetValueOrDefault(outcome));

    public double ShareOf(MailOutcome outcome) => Due == 0 ? 0 : (double)Of(outcome) / Due;

    /// <summary>An outcome in a word or two.</summary>
    public static Phrase Name(MailOutcome outcome) => outcome switch
    {
        MailOutcome.Machine => new("réponse automatique", "automatic answer"),
        MailOutcome.Gesture => new("réponse d'un geste", "answered by a gesture"),
        MailOutcome.MailProgram => new("réponse depuis votre logiciel de courrier", "answered in your mail program"),
        MailOutcome.Waiting => new("en attente", "waiting"),
        MailOutcome.Closed => new("clos sans réponse", "closed without answer"),
        MailOutcome.SetAside => new("classé", "set aside"),
    };

    private TimeSpan? Median(Func<WeekFigures, IReadOnlyDictionary<TimeSpan, int>> of)
    {
        var waits = Weeks.SelectMany(of).GroupBy(w => w.Key).Select(g => (Wait: g.Key, Count: g.Sum(w => w.Value))).OrderBy(w => w.Wait).ToList();
        var left = (waits.Sum(w => w.Count) + 1) / 2;
        foreach (var (wait, count) in waits)
        {
            left -= count;
            if (left <= 0) return wait;
        }

        return null;
    }
}
