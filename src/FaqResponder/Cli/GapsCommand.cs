using System.CommandLine;
using System.Globalization;

using FaqResponder.Core;
using FaqResponder.Feeds;
using FaqResponder.Review;

using Microsoft.Extensions.DependencyInjection;

using Spectre.Console;

namespace FaqResponder.Cli;

/// <summary><c>gaps</c>: the questions that no post answers, how often they come, and the beginning of the post that would.</summary>
internal static class GapsCommand
{
    private const string Usual = "1y";
    private const int Most = 20;
    private const int MostSamples = 3;
    private const int MostMonths = 12;
    private const string Nobody = "·";

    public static Command Create(Shell shell)
    {
        var since = new Option<string>("--since")
        {
            Description = shell.Say("Demandées depuis : 1a, 6m, 90j, 2026-01-31", "Asked since: 1y, 6m, 90d, 2026-01-31"),
            DefaultValueFactory = _ => Usual,
            Recursive = true,
        };
        var limit = new Option<int>("--limit") { Description = shell.Say("Combien de lignes au plus", "How many lines at most"), DefaultValueFactory = _ => Most };
        var json = Shell.JsonOption(shell);
        var command = new Command("gaps", shell.Say(
            "Ce que vous pourriez écrire ensuite : les questions auxquelles aucun billet ne répond, les plus fréquentes d'abord. Le numéro d'une ligne est celui de son plus ancien message : il reste le même quand d'autres s'y ajoutent, et le numéro de n'importe lequel d'entre eux convient aussi.",
            "What to write next: the questions that no post answers, the most frequent first. The number of a line is that of its oldest mail: it stays when others join it, and the number of any of them will do as well."))
        {
            since, limit, json, GapDraftCommand.Create(shell, since),
        };
        command.SetAction(parsed =>
        {
            using var parts = shell.LocalParts();
            if (Since(shell, parts, parsed.GetRequiredValue(since)) is not { } from) return ExitCode.WrongInput;
            if (parsed.GetValue(limit) is var most && most < 1)
            {
                shell.Problem(new($"--limit {most} : donnez un nombre à partir de 1.", $"--limit {most}: give a number from 1 on."));
                return ExitCode.WrongInput;
            }

            var clock = parts.GetRequiredService<TimeProvider>();
            var gaps = parts.GetRequiredService<Gaps>().Since(from);
            var months = Months(gaps, clock);
            if (parsed.GetValue(json)) Shell.WriteJson(gaps.All.Take(most).Select(g => AsJson(g, months, clock)));
            else Show(shell, gaps, most, months, clock, parsed.GetRequiredValue(since));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The moment since when gaps are looked for; tells when what was typed is none.</summary>
    public static DateTimeOffset? Since(Shell shell, IServiceProvider parts, string typed)
    {
        var since = Moment.Parse(typed, parts.GetRequiredService<TimeProvider>());
        if (since is null) shell.Problem(Moment.NotOne(typed));
        return since;
    }

    /// <summary>The command that goes on with a gap; it must look as far back as the list did.</summary>
    private static string DraftCommand(long id, string since) => $"faqresponder gaps draft {id}{(since == Usual ? "" : since.Contains(' ', StringComparison.Ordinal) ? $" --since \"{since}\"" : $" --since {since}")}";

    private static void Show(Shell shell, GapList gaps, int most, IReadOnlyList<DateOnly> months, TimeProvider clock, string since)
    {
        if (gaps.All.Count == 0)
        {
            shell.Line(shell.Say("Rien : toutes les questions de cette période ont trouvé un billet.", "Nothing: all questions of this time found a post."));
            return;
        }

        IReadOnlyList<DateOnly> shown = [.. months.TakeLast(MostMonths)];
        var table = new Table().RoundedBorder().ShowRowSeparators().AddColumns(
            new TableColumn(shell.Say("N°", "No.")).RightAligned(), new TableColumn(shell.Say("Messages", "Mails")).RightAligned(), new TableColumn(shell.Say("Personnes", "People")).RightAligned(),
            new TableColumn($"{shell.Say("Par mois", "By month")}\n{Name(shown[0])}…{Name(shown[^1])}").NoWrap(), new TableColumn(shell.Say("Vos\nréponses", "Your\nanswers")).RightAligned(), new TableColumn(shell.Say("Question", "Question")));
        foreach (var gap in gaps.All.Take(most))
        {
            table.AddRow(
                $"{gap.Id}", $"{gap.Mails.Count}", $"{gap.People}", Cell(shell, gap, shown, clock), gap.InHerWords > 0 ? $"{gap.InHerWords}" : Nobody,
                string.Join('\n', [Shell.Cell(Short(gap.Head.Question)), .. gap.Samples(MostSamples).Select(s => "– " + Shell.Cell(Short(s)))]));
        }

        shell.Screen.Write(table);
        if (gaps.All.Count > most) shell.Line(shell.Say($"{gaps.All.Count - most} de plus : --limit {gaps.All.Count} les montre.", $"{gaps.All.Count - most} more: --limit {gaps.All.Count} shows them."));
        if (gaps.Mails >= Gaps.MostMails) shell.Line(shell.Say($"Cherchées dans les {Gaps.MostMails} plus récents des messages sans billet.", $"Looked for in the newest {Gaps.MostMails} mails without a post."));
        shell.Line(shell.Say($"→ « {DraftCommand(gaps.All[0].Id, since)} » prépare un billet : leurs questions, et votre réponse.", $"→ “{DraftCommand(gaps.All[0].Id, since)}” begins a post: their questions, and your answer."));
    }

    private static string Cell(Shell shell, Gap gap, IReadOnlyList<DateOnly> shown, TimeProvider clock)
    {
        var counts = Counts(gap, clock);
        var earlier = counts.Where(c => c.Key < shown[0]).Sum(c => c.Value);
        var row = string.Join(' ', shown.Select(m => counts.TryGetValue(m, out var count) ? $"{count}" : Nobody));
        return $"{row}\n{Shell.Cell(shell.Say($"dernier le {Day(gap.LastAt, clock)}", $"last on {Day(gap.LastAt, clock)}"))}{(earlier > 0 ? "\n" + Shell.Cell(shell.Say($"{earlier} avant", $"{earlier} before")) : "")}";
    }

    private static object AsJson(Gap gap, IReadOnlyList<DateOnly> months, TimeProvider clock) => new
    {
        gap.Id,
        question = gap.Head.Question,
        gap.Head.Subject,
        language = gap.Head.Language?.Code(),
        mails = gap.Mails.Count,
        gap.People,
        inYourWords = gap.InHerWords,
        last = gap.LastAt,
        months = Counts(gap, clock) is var counts ? months.Select(m => new { month = Name(m), mails = counts.GetValueOrDefault(m) }) : [],
        samples = gap.Samples(MostSamples),
        mailIds = gap.Mails.Select(m => m.Id),
    };

    // From the first month in which any of it was asked to this one.
    private static IReadOnlyList<DateOnly> Months(GapList gaps, TimeProvider clock)
    {
        var last = Month(clock.GetUtcNow(), clock);
        var first = gaps.All.SelectMany(g => g.Mails).Select(m => Month(m.ArrivedAt, clock)).Append(last).Min();
        // A mail may bear a later date than today's; it counts, and is shown with its date.
        return [.. Enumerable.Range(0, ((last.Year - first.Year) * 12) + last.Month - first.Month + 1).Select(first.AddMonths)];
    }

    private static Dictionary<DateOnly, int> Counts(Gap gap, TimeProvider clock) => gap.Mails.CountBy(m => Month(m.ArrivedAt, clock)).ToDictionary();

    private static DateOnly Month(DateTimeOffset at, TimeProvider clock) => TimeZoneInfo.ConvertTime(at, clock.LocalTimeZone) is var local ? new(local.Year, local.Month, 1) : default;

    private static string Name(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset at, TimeProvider clock) => TimeZoneInfo.ConvertTime(at, clock.LocalTimeZone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Short(string text)
    {
        const int most = 120;
        var line = PlainLine.Of(text);
        return line.Length <= most ? line : string.Concat(line.AsSpan(0, most - 1), "…");
    }
}
