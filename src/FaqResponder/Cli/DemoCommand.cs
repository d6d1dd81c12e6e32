using System.CommandLine;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Replies;
using FaqResponder.Hosting;
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
    private const double ThresholdOfTheDemo = 0.75;

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
        var settings = Settings(shell, folder);
        SampleMailbox.WritePosts(settings.Posts.Folder);
        var mails = SampleMailbox.WriteMails(settings.Mailbox.MaildirPath, TimeProvider.System.GetUtcNow());
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
            if (!once) await WatchAsync(shell, reader, settings, folder, rested, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Ctrl+C, or the worker failed; its exit code tells.
        }

        await host.StopAsync(CancellationToken.None);
        return worker.ExecuteTask is { IsFaulted: true } failed ? throw failed.Exception!.InnerException! : ExitCode.Done;
    }

    private static async Task WatchAsync(Shell shell, LedgerReader reader, FaqSettings settings, string folder, SemaphoreSlim rested, CancellationToken token)
    {
        var last = reader.List(1).Select(e => e.Id).FirstOrDefault();
        shell.Line("");
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
            $"Seuil de la démonstration : {Reason.Probability(ThresholdOfTheDemo)} (par défaut {Reason.Probability(AnsweringSettings.DefaultThresholds.Answer)} : il en partirait moins).",
            $"Threshold of the demo: {Reason.Probability(ThresholdOfTheDemo)} (default {Reason.Probability(AnsweringSettings.DefaultThresholds.Answer)}: fewer would go out)."));
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

    private static FaqSettings Settings(Shell shell, string folder) => new()
    {
        Language = shell.Language,
        Mode = Mode.Answer,
        DataFolder = folder,
        Author = new("Sylvie Marchetti", "sylvie@sylvie-marchetti.example", [], "Sylvie Marchetti\nhttps://blog.sylvie-marchetti.example/"),
        Mailbox = new() { Kind = MailboxKind.Maildir, MaildirPath = Path.Combine(folder, "mailbox"), PollEvery = TimeSpan.FromSeconds(5) },
        Smtp = new() { PickupFolder = Path.Combine(folder, "outgoing") },
        Posts = new() { Folder = Path.Combine(folder, "posts") },
        // A person may drop in an old mail: the demo looks at it all the same.
        Answering = new() { Thresholds = new(ThresholdOfTheDemo, AnsweringSettings.DefaultThresholds.Draft), MaxAge = TimeSpan.FromDays(36500) },
        TemplatesFolder = Path.Combine(AppContext.BaseDirectory, "templates"),
    };
}
