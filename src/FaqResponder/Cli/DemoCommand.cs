using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Replies;
using FaqResponder.Hosting;
using FaqResponder.ReviewPage;
using FaqResponder.Samples;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Spectre.Console;

namespace FaqResponder.Cli;

/// <summary><c>demo</c>: the whole service on sample mails and posts, in a fresh folder, with nothing sent anywhere.</summary>
internal static class DemoCommand
{
    private const string Marker = ".faqresponder-demo";

    // Lower than what is sensible for real mail, so that one sees replies too; the demo says so.
    private const double PrecisionOfTheDemo = 0.80;

    private static readonly JsonSerializerOptions JsonFile = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(Shell shell)
    {
        var once = new Option<bool>("--once") { Description = shell.Say("S'arrête quand la boîte est traitée", "Ends when the mailbox is done") };
        var folder = new Option<string?>("--folder") { Description = shell.Say("Dossier de la démonstration (vidé au départ)", "Folder of the demo (emptied at the start)") };
        var command = new Command("demo", shell.Say("Montre le service à l'œuvre sur une boîte d'exemple", "Shows the service at work on a sample mailbox")) { once, folder };
        command.SetAction((parsed, token) => RunAsync(
            shell, Path.GetFullPath(parsed.GetValue(folder) ?? Path.Combine(Path.GetTempPath(), $"faqresponder-demo-{Environment.UserName}")), parsed.GetValue(once), token));
        return command;
    }

    private static async Task<int> RunAsync(Shell shell, string folder, bool once, CancellationToken token)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !File.Exists(Path.Combine(folder, Marker)))
        {
            shell.Problem(new($"Le dossier {folder} n'est pas vide et n'est pas une démonstration : choisissez-en un autre avec --folder.", $"The folder {folder} is not empty and is no demo: choose another one with --folder."));
            return ExitCode.WrongInput;
        }

        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, Marker), "", token);
        SampleMailbox.WritePosts(Path.Combine(folder, "posts"));
        var mails = SampleMailbox.WriteMails(Path.Combine(folder, "mailbox"), TimeProvider.System.GetUtcNow());
        var settings = Settings(shell, folder, once);
        shell.Line(shell.Say($"{mails} messages d'exemple arrivent dans la boîte de {settings.Author.Name}…", $"{mails} sample mails arrive in the mailbox of {settings.Author.Name}…"));

        using var host = ServiceHost.Build(settings, builder => builder.Logging.SetMinimumLevel(LogLevel.Warning));
        return await ShowAsync(shell, host, settings, folder, once, token);
    }

    private static async Task<int> ShowAsync(Shell shell, IHost host, FaqSettings settings, string folder, bool once, CancellationToken token)
    {
        var progress = host.Services.GetRequiredService<WorkProgress>();
        var worker = host.Services.GetRequiredService<ResponderWorker>();
        var reader = host.Services.GetRequiredService<LedgerReader>();
        using var rested = new SemaphoreSlim(0);
        progress.Rested = () => rested.Release();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(token, host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        await host.StartAsync(token);
        try
        {
            await shell.Screen.Progress().HideCompleted(true).StartAsync(async context =>
            {
                var bar = context.AddTask(shell.Say("Lecture et décision", "Reading and deciding"), autoStart: true, maxValue: 1);
                progress.Found = count => bar.MaxValue = Math.Max(1, bar.MaxValue - 1 + count);
                progress.Decided = count => bar.Increment(count);
                await rested.WaitAsync(ended.Token);
            });
            Report(shell, reader, folder, after: 0);
            if (once) return await StopAsync();
            var page = host.Services.GetRequiredService<ReviewPageServer>();
            shell.Line("");
            shell.Line(shell.Say("Votre courrier, à relire dans le navigateur (le lien sert une fois) :", "Your mail, to go through in the browser (the link works once):"));
            shell.Line($"{page.NewLink(await page.Opened.WaitAsync(ended.Token))}");
            await WatchAsync(shell, reader, settings, folder, rested, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Ctrl+C, or the worker failed; its exit code tells.
        }

        return await StopAsync();

        async Task<int> StopAsync()
        {
            await host.StopAsync(CancellationToken.None);
            return worker.ExecuteTask is { IsFaulted: true } failed ? throw failed.Exception!.InnerException! : ExitCode.Done;
        }
    }

    private static async Task WatchAsync(Shell shell, LedgerReader reader, FaqSettings settings, string folder, SemaphoreSlim rested, CancellationToken token)
    {
        var last = reader.List(1).Select(e => e.Id).FirstOrDefault();
        shell.Line("");
        var file = Path.Combine(folder, "appsettings.json");
        shell.Line(shell.Say(
            $"Pour en savoir plus, dans une autre fenêtre : ledger show 1 --settings {file}, queue list --settings {file}",
            $"To know more, in another window: ledger show 1 --settings {file}, queue list --settings {file}"));
        shell.Line(shell.Say(
            $"Déposez un message (.eml) dans {Path.Combine(settings.Mailbox.MaildirPath, "new")} pour voir ce qu'il devient. Ctrl+C pour finir.",
            $"Drop a mail (.eml) into {Path.Combine(settings.Mailbox.MaildirPath, "new")} to see what becomes of it. Ctrl+C to end."));
        while (true)
        {
            await rested.WaitAsync(token);
            var newest = reader.List(1).Select(e => e.Id).FirstOrDefault();
            if (newest == last) continue;
            Report(shell, reader, folder, last);
            last = newest;
        }
    }

    private static void Report(Shell shell, LedgerReader reader, string folder, long after)
    {
        var entries = reader.List(1000).Where(e => e.Id > after).OrderBy(e => e.Id).ToList();
        shell.Screen.Write(LedgerCommands.TableOf(shell, entries));
        var counts = entries.GroupBy(e => e.State).OrderBy(g => g.Key).Select(g => $"{shell.Say(g.Key.Word())} : {g.Count()}");
        shell.Line(string.Join(" · ", counts));
        shell.Line(shell.Say(
            $"Précision demandée dans la démonstration : {PrecisionOfTheDemo * 100:0} % (par défaut {AnsweringSettings.DefaultPrecision * 100:0} % : il en partirait moins).",
            $"Precision wanted in the demo: {PrecisionOfTheDemo * 100:0} % (default {AnsweringSettings.DefaultPrecision * 100:0} %: fewer would go out)."));
        foreach (var entry in entries) Export(reader.Show(entry.Id)!, folder);
        shell.Line(shell.Say($"Réponses écrites : {Path.Combine(folder, "replies")}", $"Written replies: {Path.Combine(folder, "replies")}"));
        shell.Line(shell.Say($"Brouillons : {Path.Combine(folder, "drafts")}", $"Drafts: {Path.Combine(folder, "drafts")}"));
    }

    /// <summary>Files that a mail program opens with a click; the Maildir's own names have no ending.</summary>
    private static void Export(LedgerFile file, string folder)
    {
        foreach (var reply in file.Replies)
        {
            var place = Path.Combine(folder, reply.Kind is ReplyKind.Draft ? "drafts" : "replies");
            Directory.CreateDirectory(place);
            File.WriteAllBytes(Path.Combine(place, $"{file.Entry.Id:00}-{(reply.PostIds is [var post, ..] ? post : "reply")}.eml"), reply.Mime);
        }
    }

    /// <summary>
    /// Writes the demo's settings beside its mailbox and reads them as <c>run</c> would: other commands can then look into the running demo.
    /// </summary>
    private static FaqSettings Settings(Shell shell, string folder, bool once)
    {
        var file = Path.Combine(folder, "appsettings.json");
        File.WriteAllText(file, JsonSerializer.Serialize(
            new
            {
                Language = shell.Language.Code(),
                Mode = nameof(Mode.Answer),
                DataFolder = folder,
                Author = new { Name = "Sylvie Marchetti", Address = "sylvie@sylvie-marchetti.example", Signature = "Sylvie Marchetti\nhttps://blog.sylvie-marchetti.example/" },
                Mailbox = new { Kind = nameof(MailboxKind.Maildir), PollEvery = "00:00:05", Maildir = new { Path = Path.Combine(folder, "mailbox") } },
                Smtp = new { PickupFolder = Path.Combine(folder, "outgoing") },
                Posts = new { Folder = Path.Combine(folder, "posts") },
                // A person may drop in an old mail: the demo looks at it all the same.
                Answering = new { Precision = PrecisionOfTheDemo, Trust = "All", MaxAge = "365.00:00:00", HoldTime = "00:00:00" },
                // A port of its own: the service may run on this machine, too.
                ReviewPage = new { Listen = once ? "" : "localhost:0" },
                // The folder stands for a server that looks at no papers.
                Screening = new { Unauthenticated = nameof(Unauthenticated.Answer) },
            },
            JsonFile));
        return SettingsReader.Read(ConfigurationSources.Build([file], [], Surroundings.Real() with { Variables = new Dictionary<string, string>() })).Require();
    }
}
