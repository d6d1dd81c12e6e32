using System.Globalization;

using FaqResponder.Core.Deciding;
using FaqResponder.Feeds;
using FaqResponder.Past;

using Spectre.Console;

namespace FaqResponder.Cli;

/// <summary>A back-test as sentences and tables on the terminal, and as JSON.</summary>
internal static class BacktestTable
{
    private const int MostLines = 20;
    private const int LongestCell = 160;

    public static void Show(Shell shell, BacktestReport report, FileInfo? page)
    {
        foreach (var sentence in BacktestWords.Of(report)) shell.Line(shell.Say(sentence));
        if (report.Curve.Count > 0) shell.Screen.Write(CurveOf(shell, report));
        ShowDisagreements(shell, report);
        if (page is not null) shell.Line(shell.Say($"→ La page : {page.FullName}", $"→ The page: {page.FullName}"));
        else shell.Line(shell.Say("→ « --html page.html » écrit le tout sur une page, avec la courbe et chaque désaccord.", "→ “--html page.html” writes it all on a page, with the curve and each disagreement."));
    }

    public static object AsJson(BacktestReport report) => new
    {
        report.Since,
        report.Until,
        report.Mails,
        report.Filed,
        report.Answered,
        report.WithPost,
        sure = AsJson(report.Sure, report.SureInAll),
        sent = AsJson(report.Out, report.OutInAll),
        report.Coverage,
        report.Threshold,
        first = AsJson(report.First, report.First.Judged),
        amongThree = AsJson(report.AmongThree, report.AmongThree.Judged),
        waited = new { medianHours = report.Waited.Median.TotalHours, allHours = report.Waited.All.TotalHours },
        curve = report.Curve.Select(p => new { p.Confidence, p.Coverage, p.Risk, p.Record.Right, p.Record.Judged }),
        report.Disagreements,
        replayed = report.Replayed.Select(m => new { m.MessageId, m.ArrivedAt, decided = m.Decided.ToString(), sure = BacktestReport.IsSure(m.Decided), posts = m.Ready, confidence = m.Best?.Confidence, m.AnsweredAt, answeredWith = m.Told }),
    };

    private static object AsJson(TrackRecord record, int inAll) => new { inAll, record.Judged, record.Right, precision = record.Share, low = record.Judged > 0 ? record.Interval.Low : 0, high = record.Judged > 0 ? record.Interval.High : 1 };

    private static Table CurveOf(Shell shell, BacktestReport report)
    {
        var table = new Table().RoundedBorder().AddColumns(
            new TableColumn(shell.Say("Sûreté à partir de", "Confidence from")).RightAligned(), new TableColumn(shell.Say("Couverture", "Coverage")).RightAligned(),
            new TableColumn(shell.Say("Justes", "Right")).RightAligned(), new TableColumn(shell.Say("Précision", "Precision")).RightAligned());
        foreach (var point in BacktestWords.Steps(report))
        {
            var cells = new[] { Reason.Probability(point.Confidence), BacktestWords.Percent(point.Coverage, shell.Language), $"{point.Record.Right} / {point.Record.Judged}", BacktestWords.Percent(point.Record.Share, shell.Language) };
            table.AddRow([.. cells.Select(c => point.Confidence == BacktestWords.AtThreshold(report)?.Confidence ? $"[bold]{c}[/]" : c)]);
        }

        return table;
    }

    private static void ShowDisagreements(Shell shell, BacktestReport report)
    {
        if (report.Disagreements.Count == 0)
        {
            shell.Line(shell.Say("Aucun désaccord avec vos réponses.", "No disagreement with your answers."));
            return;
        }

        var table = new Table().RoundedBorder().ShowRowSeparators().AddColumns(
            shell.Say("Question", "Question"), shell.Say("Le service aurait proposé", "The service would have proposed"), shell.Say("Vous avez répondu", "You answered"));
        foreach (var one in report.Disagreements.Take(MostLines))
        {
            table.AddRow(
                $"{Shell.Cell(one.ArrivedAt.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))} {Cell(one.Asker)}\n{Cell(one.Asked.Length > 0 ? one.Asked : one.Subject)}",
                $"{Cell(string.Join(" + ", one.Proposed))}\n{Reason.Probability(one.Confidence)}{(one.WouldGoOut ? shell.Say(", envoyé", ", sent") : shell.Say(", en brouillon", ", as a draft"))}",
                one.Answered.Count > 0 ? Cell(string.Join(" + ", one.Answered)) : $"« {Cell(one.Reply)} »");
        }

        shell.Screen.Write(table);
        if (report.Disagreements.Count > MostLines)
            shell.Line(shell.Say($"{report.Disagreements.Count - MostLines} désaccords de plus : « --html » ou « --json » les montre.", $"{report.Disagreements.Count - MostLines} more disagreements: “--html” or “--json” shows them."));
    }

    private static string Cell(string text) => Shell.Cell(PlainLine.Of(text) is { Length: > LongestCell } line ? string.Concat(line.AsSpan(0, LongestCell - 1), "…") : PlainLine.Of(text));
}
