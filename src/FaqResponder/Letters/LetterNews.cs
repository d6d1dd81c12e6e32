using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Core.Letters;
using FaqResponder.Review;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

namespace FaqResponder.Letters;

/// <summary>A waiting mail in a letter.</summary>
/// <param name="Offers">The gestures that it offers, with the post that the first of them sends.</param>
internal sealed record LetterMail(TrayEntry Mail, IReadOnlyList<(LetterGesture Kind, string? PostId)> Offers);

/// <summary>What there is to tell of a time.</summary>
internal sealed record News(LetterTime Time)
{
    public required WeekFigures Figures { get; init; }

    public required IReadOnlyList<AutomaticAnswerEntry> Answered { get; init; }

    public required IReadOnlyList<AutomaticAnswerEntry> Held { get; init; }

    /// <summary>The newest of what waits, and how many there are in all.</summary>
    public required IReadOnlyList<LetterMail> Waiting { get; init; }

    public required int AllWaiting { get; init; }

    public required IReadOnlyList<TaughtWords> Taught { get; init; }

    /// <summary>Changes of what machines may send, each with its reason.</summary>
    public required IReadOnlyList<Phrase> Permissions { get; init; }

    public required IReadOnlyList<Gap> Gaps { get; init; }

    public required IReadOnlyList<Phrase> Troubles { get; init; }

    /// <summary>Which posts machines may send by now.</summary>
    public required IReadOnlyList<string> Earned { get; init; }

    /// <summary>Whether nobody would miss it.</summary>
    public bool IsEmpty => Answered.Count + Held.Count + AllWaiting + Taught.Count + Permissions.Count + Troubles.Count == 0;
}

/// <summary>Gathers what a letter tells.</summary>
internal sealed class LetterNews(
    Figures figures, AutomaticAnswers answers, WaitingMails waiting, LetterFacts facts, LetterOrders orders, PostTrust trust, PostStore posts, Gaps gaps, Func<Health> health, Notices notices, FaqSettings settings)
{
    private const int MostWaiting = 20;
    private const int MostAnswered = 500;
    private const int MostHeld = 100;
    private const int MostGaps = 3;
    private const int FewestAskers = 2;
    private const double Faint = 0.15;

    private static readonly TimeSpan GapsOf = TimeSpan.FromDays(365);

    /// <param name="before">Which posts machines could send at the last letter; <see langword="null"/> where there was none.</param>
    public News Gather(LetterTime time, IReadOnlyList<string>? before)
    {
        List<TrayEntry> all = [.. waiting.All().Where(m => m.LaterAt is null || m.LaterAt <= time.Until).OrderByDescending(m => m.ArrivedAt)];
        var published = posts.Published().Select(p => p.Id).ToHashSet();
        var standings = trust.All(settings.Answering.Thresholds.Answer, settings.Answering.Precision, settings.Answering.Trust is Trust.All);
        IReadOnlyList<string> earned = [.. standings.Where(s => s.Value.Permission is Permission.Earned or Permission.Allowed).Select(s => s.Key).Order(StringComparer.Ordinal)];
        return new(time)
        {
            Figures = figures.Week(time.Since, time.Until),
            Answered = [.. answers.Sent(null, MostAnswered).Where(a => a.At > time.Since && a.At <= time.Until)],
            Held = answers.Held(MostHeld),
            Waiting = [.. all.Take(MostWaiting).Select(m => new LetterMail(m, Offers(m, published)))],
            AllWaiting = all.Count,
            Taught = facts.Taught(time.Since, time.Until),
            Permissions = Changes(time, before, earned, standings),
            Gaps = [.. gaps.Since(time.Until - GapsOf).All.Where(g => g.People >= FewestAskers).Take(MostGaps)],
            Troubles = [.. health().Problems.Select(Told), .. orders.Refused(time.Since, time.Until).Select(Told)],
            Earned = earned,
        };
    }

    private List<(LetterGesture, string?)> Offers(TrayEntry mail, HashSet<string> published)
    {
        var offers = new List<(LetterGesture, string?)>();
        // What waits after an answer of ours (wrong, unhelpful, undelivered, in doubt) takes more than a tap.
        if (mail.Reason.IsOfQuestion && notices.CanSend && mail.Suggestion is { Confidence: >= Faint } best && published.Contains(best.PostId)) offers.Add((LetterGesture.Answer, best.PostId));
        if (mail.Reason.IsOfQuestion || mail.Reason.Because is Because.NothingAsked or Because.NoText or Because.Thanks or Because.Offer or Because.Personal or Because.Business or Because.Screened)
            offers.Add((LetterGesture.NotAQuestion, null));
        return offers;
    }

    private List<Phrase> Changes(LetterTime time, IReadOnlyList<string>? before, IReadOnlyList<string> earned, IReadOnlyDictionary<string, PostStanding> standings)
    {
        var titles = figures.Titles([.. standings.Keys, .. before ?? []]);
        var changes = new List<Phrase>();
        foreach (var (post, standing) in standings.Where(s => s.Value.Held is { } held && held.At > time.Since && held.At <= time.Until))
            changes.Add(new($"« {Title(post)} » ne part plus tout seul : {standing.Held!.Why.French}.", $"“{Title(post)}” no longer goes out by itself: {standing.Held.Why.English}."));
        if (before is null) return changes;
        foreach (var post in earned.Except(before))
            changes.Add(new($"« {Title(post)} » peut maintenant partir tout seul : {standings[post].Words.French}.", $"“{Title(post)}” may now go out by itself: {standings[post].Words.English}."));
        foreach (var post in before.Except(earned).Where(p => standings.TryGetValue(p, out var now) && now.Held is null))
            changes.Add(new($"« {Title(post)} » ne part plus tout seul : {standings[post].Words.French}.", $"“{Title(post)}” no longer goes out by itself: {standings[post].Words.English}."));
        return changes;

        string Title(string post) => Visible.Line(titles.GetValueOrDefault(post) ?? post);
    }

    private static Phrase Told(HealthProblem problem) => new(
        $"{problem.What.French} : {problem.Wrong.French}. {problem.Remedy.French}", $"{problem.What.English}: {problem.Wrong.English}. {problem.Remedy.English}");

    private static Phrase Told(RefusedOrder refused) => refused.Trouble.Words() is var why && refused.About is { } about
        ? new($"Un geste d'une lettre (message n° {about}) est resté sans effet : {why.French}.", $"A gesture of a letter (mail {about}) had no effect: {why.English}.")
        : new($"Un geste d'une lettre est resté sans effet : {why.French}.", $"A gesture of a letter had no effect: {why.English}.");
}
