using System.Globalization;

using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Past;

namespace FaqResponder.Cli;

/// <summary>What a back-test says, in sentences.</summary>
internal static class BacktestWords
{
    private const int MostSteps = 10;

    // A guess, as on the page of figures: an answer that need not be written.
    private const int MinutesSaved = 4;

    public static IEnumerable<Phrase> Of(BacktestReport report)
    {
        var (since, until) = (Day(report.Since), Day(report.Until));
        yield return new(
            $"Du {since} au {until} : {report.Mails} messages reçus, dont {report.Filed} classés sans réponse. Vous avez répondu à {report.Answered} d'entre eux, dont {report.WithPost} avec un billet.",
            $"From {since} to {until}: {report.Mails} mails received, {report.Filed} of them filed without an answer. You answered {report.Answered} of them, {report.WithPost} with a post.");
        if (report.Answered == 0)
        {
            yield return new(
                "Aucune de vos réponses n'a été retrouvée : sans elles, rien ne dit si le service aurait eu raison.", "None of your answers was found: without them, nothing tells whether the service would have been right.");
            yield break;
        }

        yield return new(
            $"Assez sûr pour répondre seul : {report.SureInAll} messages ; {Judged(report.Sure, Language.French)}",
            $"Sure enough to answer by itself: {report.SureInAll} mails; {Judged(report.Sure, Language.English)}");
        yield return new(
            $"Couverture : {report.Sure.Judged} de vos {report.Answered} réponses, {Percent(report.Coverage, Language.French)}.", $"Coverage: {report.Sure.Judged} of your {report.Answered} answers, {Percent(report.Coverage, Language.English)}.");
        yield return report.OutInAll == 0
            ? new(
                "Rien ne serait vraiment parti : chaque billet doit d'abord faire ses preuves, ou être autorisé par vous (« faqresponder posts allow »).",
                "Nothing would indeed have gone out: each post must prove itself first, or be allowed by you (“faqresponder posts allow”).")
            : new(
                $"Seraient vraiment partis, chaque billet ayant dû d'abord faire ses preuves : {report.OutInAll} messages ; {Judged(report.Out, Language.French)}",
                $"Would indeed have gone out, each post having to prove itself first: {report.OutInAll} mails; {Judged(report.Out, Language.English)}");
        yield return new(
            $"Quand vous avez répondu avec un billet, il était en tête des suggestions {report.First.Right} fois sur {report.First.Judged}, parmi les trois premières {report.AmongThree.Right} fois.",
            $"When you answered with a post, it led the suggestions {report.First.Right} times of {report.First.Judged}, and was among the first three {report.AmongThree.Right} times.");
        if (report.Sure.Right > 0)
        {
            yield return new(
                $"Attente épargnée : ces {report.Sure.Right} personnes ont attendu votre réponse {Time(report.Waited.Median)} (médiane), {Time(report.Waited.All)} en tout. À vous : environ {Time(TimeSpan.FromMinutes(MinutesSaved * report.Sure.Right))}, à {MinutesSaved} minutes par réponse.",
                $"Waiting saved: these {report.Sure.Right} people waited {Time(report.Waited.Median)} for your answer (median), {Time(report.Waited.All)} in all. To you: about {Time(TimeSpan.FromMinutes(MinutesSaved * report.Sure.Right))}, at {MinutesSaved} minutes an answer.");
        }
    }

    /// <summary>What is beside the figures: how they came about.</summary>
    public static IEnumerable<Phrase> Notes(BacktestReport report)
    {
        yield return new(
            "Chaque message est décidé avec les billets publiés avant ce jour et avec ce que vous aviez répondu jusque-là, jamais plus. Les billets sont lus tels qu'ils sont aujourd'hui ; un billet sans date compte depuis le début.",
            "Each mail is decided with the posts published before that day and with what you had answered until then, never more. Posts are read as they are today; a post without a date counts from the beginning.");
        yield return new(
            $"Juste veut dire : le billet était dans votre réponse, par son lien ou par son texte. Une réponse avec vos seuls mots compte comme un désaccord, même si le billet convenait. L'intervalle est celui de Clopper et Pearson, à {Percent(TrackRecord.Confidence, Language.French)}.",
            $"Right means: the post was in your answer, by its link or by its text. An answer in words of your own counts as a disagreement even if the post would have done. The interval is Clopper and Pearson's, at {Percent(TrackRecord.Confidence, Language.English)}.");
        yield return new(
            $"La sûreté demandée est {Reason.Probability(report.Threshold)} ; la courbe montre ce que donneraient d'autres exigences.", $"The confidence asked for is {Reason.Probability(report.Threshold)}; the curve shows what others would give.");
    }

    /// <summary>A few points of the curve, that of the threshold among them.</summary>
    public static IReadOnlyList<CoveragePoint> Steps(BacktestReport report)
    {
        var curve = report.Curve;
        var chosen = Enumerable.Range(1, MostSteps).Select(n => curve[Math.Max(0, (curve.Count * n / MostSteps) - 1)]);
        return [.. (AtThreshold(report) is { } point ? chosen.Append(point) : chosen).Distinct().OrderByDescending(p => p.Confidence)];
    }

    /// <summary>The last point that is sure enough; <see langword="null"/> when none is.</summary>
    public static CoveragePoint? AtThreshold(BacktestReport report) => report.Curve.Where(p => p.Confidence >= report.Threshold).Select(p => (CoveragePoint?)p).LastOrDefault();

    // The program has no cultures of its own.
    public static string Percent(double share, Language language) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) is var number && language is Language.French
        ? number.Replace('.', ',') + " %" : number + "%";

    public static string Day(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Judged(TrackRecord record, Language language)
    {
        if (record.Judged == 0) return language is Language.French ? "vous n'avez répondu à aucun d'eux." : "you answered none of them.";
        var (low, high) = record.Interval;
        return language is Language.French
            ? $"des {record.Judged} auxquels vous avez répondu, {record.Right} justes, soit {Percent(record.Share, language)} (entre {Percent(low, language)} et {Percent(high, language)})."
            : $"of the {record.Judged} that you answered, {record.Right} right, or {Percent(record.Share, language)} (between {Percent(low, language)} and {Percent(high, language)}).";
    }

    private static string Time(TimeSpan time) => time switch
    {
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes} min",
        { TotalHours: < 100 } => $"{(int)time.TotalHours} h {time.Minutes:00}",
        _ => $"{(int)time.TotalHours} h",
    };
}
