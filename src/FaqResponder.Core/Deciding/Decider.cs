using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Screening;

namespace FaqResponder.Core.Deciding;

/// <summary>How sure the service must be.</summary>
/// <param name="Answer">The confidence from which a post may go out by itself, 0 to 1.</param>
/// <param name="Draft">The confidence from which a draft is worth preparing, 0 to 1.</param>
public sealed record Thresholds(double Answer, double Draft);

/// <summary>
/// Decides on a mail from what was read, screened and matched. It knows nothing of modes, caps and earlier mail: those are
/// <see cref="Gates"/> that stand between this decision and an automatic answer.
/// </summary>
public static class Decider
{
    // What these rules doubt is only whether a machine may answer: for the author such a mail is one like any other, draft included.
    private static readonly string[] OnlyForMachines = ["N8", "N16"];

    /// <summary>The decision on one mail.</summary>
    public static Decision Decide(IncomingMail mail, Reading reading, IReadOnlyList<ScreeningHit> screening, MailMatches matches, Thresholds thresholds)
    {
        if (mail.Unreadable is { } why) return new Decision.AskTheAuthor([], new(Because.Unreadable, why));
        if (mail.AlreadyAnswered) return new Decision.SetAside(new(Because.AlreadyAnswered));
        if (screening.FirstOrDefault(h => !OnlyForMachines.Contains(h.Rule)) is { } hit) return Screened(hit, reading, matches, thresholds);
        var decision = OfPerson(mail, reading, matches, thresholds);
        return decision is Decision.Answer answer && screening.Count > 0 ? new Decision.AskTheAuthor(answer.Posts, Screened(screening[0])) : decision;
    }

    private static Decision OfPerson(IncomingMail mail, Reading reading, MailMatches matches, Thresholds thresholds)
    {
        if (HumanWish.In(mail.Subject, $"{reading.Text}\n{reading.Signature}")) return new Decision.AskTheAuthor([], new(Because.WantsHuman));
        if (reading.Text.Length == 0 && reading.Questions.Count == 0) return new Decision.AskTheAuthor([], new(Because.NoText));
        if (NoQuestion(reading) is { } other) return new Decision.AskTheAuthor([], new(other));
        if (matches.NoPosts) return new Decision.AskTheAuthor([], new(Because.NoPosts));
        if (reading.Language is null) return new Decision.AskTheAuthor(matches.Found(thresholds.Draft), new(Because.OtherLanguage));
        return WithoutWhatIsKnown(mail, reading, ByConfidence(matches, thresholds));
    }

    /// <summary>The suggestions for the author, best first: what is laid ready for her leads, also where single questions found it and not the mail as a whole.</summary>
    public static IReadOnlyList<Match> Offered(Decision decision, MailMatches matches)
    {
        if (decision is not Decision.AskTheAuthor { Suggested: { Count: > 0 } ready }) return matches.Best;
        return [.. ready.Concat(matches.Best).DistinctBy(m => m.Post.Id).Take(Math.Max(matches.Best.Count, ready.Count))];
    }

    // A mail that no machine may answer is still matched, so that the author finds suggestions beside it; but no draft is
    // prepared, since a robot or a list would get it. Only mail that is merely old (N20) deserves one.
    private static Decision Screened(ScreeningHit hit, Reading reading, MailMatches matches, Thresholds thresholds)
    {
        var reason = Screened(hit);
        if (hit.FileIt) return new Decision.SetAside(reason);
        return new Decision.AskTheAuthor(hit.Rule is "N20" && reading is { Language: not null, Matter: Matter.Question } ? matches.Found(thresholds.Draft) : [], reason);
    }

    private static Reason Screened(ScreeningHit hit) => new(Because.Screened, hit.Rule, hit.Found);

    private static Decision WithoutWhatIsKnown(IncomingMail mail, Reading reading, Decision decision) =>
        decision is Decision.Answer answer && Citations.First(mail, reading, answer.Posts) is { } known
            ? new Decision.AskTheAuthor([.. answer.Posts.Where(m => m.Post.Id != known.Id)], new(Because.PostKnown, known.Title))
            : decision;

    private static Because? NoQuestion(Reading reading) => reading.Matter switch
    {
        Matter.Question => null,
        Matter.NothingAsked => Because.NothingAsked,
        Matter.Thanks => Because.Thanks,
        Matter.Business => Because.Business,
        Matter.Offer => Because.Offer,
        Matter.Personal => Because.Personal,
    };

    private static Decision ByConfidence(MailMatches matches, Thresholds thresholds)
    {
        // Two sure answers to two questions are worth more than one post that is near the whole.
        var (together, open) = matches.Together(thresholds.Answer);
        var near = matches.Found(thresholds.Draft);
        if (near.Count == 0) return new Decision.AskTheAuthor([], new(Because.NothingClose));

        if (together.FirstOrDefault(m => m.Confidence < thresholds.Answer) is { } unsure)
        {
            // One question may be sure of its post while the mail isn't: what is missing then is the other.
            if (near[0].Confidence >= thresholds.Answer && open is not null) return new Decision.AskTheAuthor(near, new(Because.OneQuestionOpen, open));
            var best = near[0].Confidence < thresholds.Answer ? near[0] : unsure;
            return new Decision.AskTheAuthor(
                near, new(Because.Unsure, best.Post.Title, Reason.Probability(best.Confidence), Reason.Probability(thresholds.Answer)));
        }

        if (open is not null) return new Decision.AskTheAuthor(near, new(Because.OneQuestionOpen, open));
        var titles = string.Join(" » + « ", together.Select(m => m.Post.Title));
        return new Decision.Answer(together, new(Because.Sure, titles, Reason.Probability(together.Min(m => m.Confidence))));
    }
}
