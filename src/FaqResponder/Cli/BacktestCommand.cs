using System.CommandLine;

using FaqResponder.Past;
using FaqResponder.Settings;

using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.Cli;

/// <summary><c>backtest</c>: what the service would have done with the mail of the past, beside what the author did.</summary>
internal static class BacktestCommand
{
    private const string Usual = "90d";
    private const string UsualLearning = "2y";

    public static Command Create(Shell shell)
    {
        var options = new PastOptions(shell, Usual);
        var learnSince = new Option<string>("--learn-since")
        {
            Description = shell.Say("Apprendre de vos réponses depuis : 2a, 6m, 2024-01-31 ; celles de la période comptent à mesure", "Learn from your answers since: 2y, 6m, 2024-01-31; those of the time itself count as they come"),
            DefaultValueFactory = _ => UsualLearning,
        };
        var html = new Option<FileInfo?>("--html") { Description = shell.Say("Écrit aussi une page, à ouvrir dans le navigateur", "Writes a page as well, to open in the browser"), HelpName = "FILE" };
        var json = Shell.JsonOption(shell);
        var command = new Command("backtest", shell.Say(
            "Rejoue vos anciens messages comme si le service avait tourné, jour après jour, et compare avec ce que vous avez répondu. N'envoie rien et ne change rien ; interrompu, reprend où il en était.",
            "Replays your past mail as if the service had been running, day by day, and compares with what you answered. Sends nothing and changes nothing; broken off, it goes on where it stopped."))
        {
            options.Since, learnSince, options.Folders, html, json,
        };
        command.SetAction(async (parsed, token) =>
        {
            await using var parts = shell.Parts();
            if (Period(shell, parts, parsed.GetRequiredValue(options.Since), parsed.GetRequiredValue(learnSince), PastOptions.Named(parsed.GetValue(options.Folders))) is not { } period) return ExitCode.WrongInput;
            if (parsed.GetValue(html) is { Directory.Exists: false } nowhere)
            {
                shell.Problem(new($"Le dossier de {nowhere} n'existe pas.", $"The folder of {nowhere} doesn't exist."));
                return ExitCode.WrongInput;
            }

            if (!await PastOptions.HasPostsAsync(shell, parts, token)) return ExitCode.Failed;
            try
            {
                var report = await shell.WithProgressAsync(progress => parts.GetRequiredService<Backtest>().RunAsync(period, progress, token));
                if (parsed.GetValue(html) is { } page) await File.WriteAllTextAsync(page.FullName, new BacktestPage(report, parts.GetRequiredService<FaqSettings>().Language).Html(), token);
                if (parsed.GetValue(json)) Shell.WriteJson(BacktestTable.AsJson(report));
                else BacktestTable.Show(shell, report, parsed.GetValue(html));
                return ExitCode.Done;
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
                shell.Problem(new("Interrompu : relancez la même commande aujourd'hui pour continuer.", "Broken off: run the same command again today to go on."));
                return ExitCode.Failed;
            }
        });
        return command;
    }

    private static BacktestPeriod? Period(Shell shell, IServiceProvider parts, string since, string learnSince, IReadOnlyList<string> folders)
    {
        var clock = parts.GetRequiredService<TimeProvider>();
        foreach (var typed in (string[])[since, learnSince])
        {
            if (Moment.Parse(typed, clock) is not null) continue;
            shell.Problem(Moment.NotOne(typed));
            return null;
        }

        // From midnight, so that the same command means the same all day, and goes on where it was broken off.
        var (from, learnFrom) = (Midnight(Moment.Parse(since, clock)!.Value), Midnight(Moment.Parse(learnSince, clock)!.Value));
        return new(learnFrom < from ? learnFrom : from, from, folders);
    }

    private static DateTimeOffset Midnight(DateTimeOffset moment) => new(moment.ToLocalTime().Date);
}
