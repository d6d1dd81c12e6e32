using System.Globalization;

using FaqResponder.Core.Matching;

namespace FaqResponder.Core.Deciding;

/// <summary>What must be known of earlier answers before another one goes out.</summary>
/// <param name="Mode">How much the service may do.</param>
/// <param name="Paused">Whether the stop switch is on.</param>
/// <param name="PostsSentToAsker">Ids of posts that this asker was sent within the repeat period.</param>
/// <param name="ToAskerToday">Automatic answers to this asker within a day.</param>
/// <param name="ToDomainToday">Automatic answers to anyone of the asker's domain within a day.</param>
/// <param name="LastHour">Automatic answers to anyone within an hour.</param>
/// <param name="LastDay">Automatic answers to anyone within a day.</param>
public sealed record AnswerHistory(
    Mode Mode, bool Paused, IReadOnlyCollection<string> PostsSentToAsker, int ToAskerToday, int ToDomainToday, int LastHour, int LastDay)
{
    /// <summary>Whether mail to the asker came back or was complained of.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>Ids of posts that no machine sends until the author allows it again.</summary>
    public IReadOnlyCollection<string> HeldPosts { get; init; } = [];

    /// <summary>The posts that have not earned to be sent by a machine, with how often they were right.</summary>
    public IReadOnlyDictionary<string, TrackRecord> Unproven { get; init; } = new Dictionary<string, TrackRecord>();

    /// <summary>The share of right ones that a post must prove, 0 to 1.</summary>
    public double Precision { get; init; }

    /// <summary>Her address, for the words of the reason.</summary>
    public string Asker { get; init; } = "";
}

/// <summary>The most automatic answers that may go out.</summary>
/// <param name="PerAskerAndDay">To one person within a day.</param>
/// <param name="PerDomainAndDay">To all of one domain within a day: two machines may change their names on each mail.</param>
/// <param name="PerHour">To all within an hour.</param>
/// <param name="PerDay">To all within a day.</param>
public sealed record Caps(int PerAskerAndDay, int PerDomainAndDay, int PerHour, int PerDay);

/// <summary>The gates between a decision to answer and an automatic answer: whatever fails leaves the mail to the author, with the reason.</summary>
public static class Gates
{
    /// <summary>The decision after the gates; anything but an answer passes unchanged.</summary>
    public static Decision Pass(Decision decision, AnswerHistory history, Caps caps)
    {
        if (decision is not Decision.Answer answer) return decision;
        return Stops(answer.Posts, history, caps) is { } reason ? new Decision.AskTheAuthor(answer.Posts, reason) : answer;
    }

    private static Reason? Stops(IReadOnlyList<Match> posts, AnswerHistory history, Caps caps)
    {
        if (history.IsUnreachable) return new(Because.Unreachable, history.Asker);
        // What concerns this asker is told first, in every mode: it is what the author needs to know before she sends the draft.
        if (posts.FirstOrDefault(m => history.PostsSentToAsker.Contains(m.Post.Id)) is { } repeated) return new(Because.AlreadySent, repeated.Post.Title);

        var title = string.Join(" » + « ", posts.Select(m => m.Post.Title));
        var confidence = Reason.Probability(posts.Min(m => m.Confidence));
        if (history.Mode is Mode.Watch) return new(Because.WouldAnswer, title, confidence);
        if (history.Mode is Mode.Draft) return new(Because.DraftReady, title, confidence);
        if (posts.FirstOrDefault(m => history.HeldPosts.Contains(m.Post.Id)) is { } held) return new(Because.PostHeld, held.Post.Title);
        if (posts.FirstOrDefault(m => history.Unproven.ContainsKey(m.Post.Id)) is { } unproven)
        {
            var record = history.Unproven[unproven.Post.Id];
            return new(Because.NotProven, unproven.Post.Title, $"{record.Right}", $"{record.Judged}", $"{record.StillNeededFor(history.Precision)}");
        }

        if (history.Paused) return new(Because.Paused);
        if (history.ToAskerToday >= caps.PerAskerAndDay) return Cap(caps.PerAskerAndDay, nameof(Caps.PerAskerAndDay));
        if (history.ToDomainToday >= caps.PerDomainAndDay) return Cap(caps.PerDomainAndDay, nameof(Caps.PerDomainAndDay));
        if (history.LastHour >= caps.PerHour) return Cap(caps.PerHour, nameof(Caps.PerHour));
        return history.LastDay >= caps.PerDay ? Cap(caps.PerDay, nameof(Caps.PerDay)) : null;
    }

    private static Reason Cap(int most, string which) => new(Because.CapReached, most.ToString(CultureInfo.InvariantCulture), which);
}
