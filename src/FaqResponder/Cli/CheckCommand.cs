using System.CommandLine;

using FaqResponder.Core;
using FaqResponder.Feeds;
using FaqResponder.Mailbox;
using FaqResponder.OAuth;
using FaqResponder.Replies;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

using Microsoft.Extensions.DependencyInjection;

using Spectre.Console;

namespace FaqResponder.Cli;

/// <summary><c>check</c>: proves each connection and folder, and says what to do where one fails. It sends nothing and marks nothing.</summary>
internal static class CheckCommand
{
    private sealed record Verdict(Phrase What, bool Good, string Details, Phrase? Remedy = null);

    public static Command Create(Shell shell)
    {
        var json = Shell.JsonOption(shell);
        var command = new Command("check", shell.Say("Vérifie réglages, connexions, dossiers et billets", "Checks settings, connections, folders and posts")) { json };
        command.SetAction(async (parsed, token) =>
        {
            var settings = shell.Settings.Require();
            await using var parts = new ServiceCollection().AddLogging().With(settings).BuildServiceProvider();
            var verdicts = new List<Verdict>();
            foreach (var check in Checks(parts, settings))
            {
                if (token.IsCancellationRequested) break;
                verdicts.AddRange(await check(token));
            }

            Report(shell, verdicts, parsed.GetValue(json));
            return verdicts.TrueForAll(v => v.Good) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static IServiceCollection With(this IServiceCollection services, FaqSettings settings)
    {
        Hosting.ServiceHost.AddParts(services, settings);
        return services;
    }

    private static IEnumerable<Func<CancellationToken, Task<IReadOnlyList<Verdict>>>> Checks(IServiceProvider parts, FaqSettings settings)
    {
        yield return _ => Try(new("Registre", "Ledger"), null, () =>
        {
            var database = parts.GetRequiredService<Database>();
            database.Migrate();
            return Task.FromResult(database.Path);
        });
        yield return _ => Task.FromResult<IReadOnlyList<Verdict>>(State(parts, settings));
        yield return _ => Task.FromResult(Templates(parts.GetRequiredService<ReplyComposer>()));
        if (settings.Posts.Folder.Length > 0) yield return token => Task.FromResult(Folder(settings, token));
        if (settings.Posts.Feed is not null) yield return token => FeedAsync(parts, settings, token);
        if (settings.OAuth is not null) yield return token => SignedInAsync(parts, settings, token);
        yield return token => Try(new("Boîte aux lettres", "Mailbox"), settings.Mailbox.Imap, async () =>
        {
            await using var mailbox = parts.GetRequiredService<MailboxFactory>().Create();
            await mailbox.OpenAsync(token);
            var (sent, drafts) = (await mailbox.FolderAsync(SpecialFolder.Sent, token), await mailbox.FolderAsync(SpecialFolder.Drafts, token));
            return $"{mailbox.Name} · {sent.Name} · {drafts.Name}";
        });
        if (settings.Teaching.IsOn)
        {
            yield return token => Try(new("Ranger pour répondre", "Moving to answer"), settings.Mailbox.Imap, async () =>
            {
                await using var mailbox = parts.GetRequiredService<MailboxFactory>().CreateReadOnly();
                await mailbox.OpenAsync(token);
                return (await TeachingCheck.LookAsync(mailbox, parts.GetRequiredService<TeachingFolderStore>(), settings, token)).In(settings.Language);
            });
        }

        yield return token => AnswersAsync(parts, settings, token);
        yield return token => Try(new("Envoi", "Sending"), settings.Smtp.Server, async () =>
        {
            await parts.GetRequiredService<ISubmission>().ProveAsync(token);
            return settings.Smtp.Server?.ToString() ?? settings.Smtp.PickupFolder;
        });
    }

    private static async Task<IReadOnlyList<Verdict>> AnswersAsync(IServiceProvider parts, FaqSettings settings, CancellationToken token)
    {
        Phrase? remedy = null;
        var verdicts = await Try(new("Réponses automatiques", "Automatic answers"), settings.Mailbox.Imap, async () =>
        {
            await using var mailbox = parts.GetRequiredService<MailboxFactory>().Create();
            await mailbox.OpenAsync(token);
            (var details, remedy) = await ScreeningCheck.LookAsync(mailbox, settings, parts.GetRequiredService<TimeProvider>(), token);
            return details.In(settings.Language);
        });
        return [.. verdicts.Select(v => remedy is null ? v : v with { Good = false, Remedy = remedy })];
    }

    private static async Task<IReadOnlyList<Verdict>> Try(Phrase what, ServerSettings? server, Func<Task<string>> prove)
    {
#pragma warning disable CA1031 // Whatever fails is the verdict.
        try
        {
            return [new(what, true, await prove())];
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            var trouble = Faults.Describe(fault, server);
            return [new(what, false, "", new($"{trouble.Wrong.French} → {trouble.Remedy.French}", $"{trouble.Wrong.English} → {trouble.Remedy.English}"))];
        }
#pragma warning restore CA1031
    }

    private static Task<IReadOnlyList<Verdict>> SignedInAsync(IServiceProvider parts, FaqSettings settings, CancellationToken token) => Try(new("Connexion OAuth", "OAuth sign-in"), null, async () =>
    {
        var signedIn = await parts.GetRequiredService<AccessTokens>().GetAsync(token);
        var until = Shell.When(signedIn.ExpiresAt);
        var account = signedIn.Account.Length > 0 ? signedIn.Account : settings.Author.Address;
        return new Phrase($"{account} · accès jusqu'au {until}, renouvelé de lui-même", $"{account} · access until {until}, renewed by itself").In(settings.Language);
    });

    // What holds the service back although every connection works.
    private static List<Verdict> State(IServiceProvider parts, FaqSettings settings)
    {
        // Where it can't be opened, that was said already.
        if (!CanRead(parts.GetRequiredService<Database>())) return [];
        var verdicts = new List<Verdict>();
        if (PrivateFiles.IsOpenToOthers(settings.DataFolder))
        {
            verdicts.Add(new(new("Dossier du registre", "Ledger's folder"), true, settings.DataFolder, new(
                $"d'autres comptes de cette machine peuvent le lire → chmod 700 {settings.DataFolder}", $"other accounts of this machine can read it → chmod 700 {settings.DataFolder}")));
        }

        if (parts.GetRequiredService<Switches>() is { Paused: true } switches)
        {
            verdicts.Add(new(new("Réponses automatiques", "Automatic answers"), true, "pause", switches.PausedByCapAt is { } at
                ? new(
                    $"en pause depuis le {Shell.When(at)}, un plafond étant atteint → regardez ce qui est parti (ledger --outcome answered), puis faqresponder resume",
                    $"paused since {Shell.When(at)}, as a cap was reached → look at what went out (ledger --outcome answered), then faqresponder resume")
                : new("en pause → faqresponder resume les reprend", "paused → faqresponder resume takes them up again")));
        }

        return verdicts;
    }

    private static bool CanRead(Database database)
    {
        try
        {
            using var connection = database.Open();
            return Switches.Count(connection, PhrasingStore.Counter) >= 0;
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            return false;
        }
    }

    private static IReadOnlyList<Verdict> Templates(ReplyComposer composer)
    {
        Phrase what = new("Modèles de réponse", "Reply templates");
        var broken = composer.ProveTemplates();
        return broken.Count == 0
            ? [new(what, true, $"{Replies.Templates.Names.Count}")]
            : [.. broken.Select(b => new Verdict(what, false, b.File, Faults.Describe(b, null) is var t ? new($"{t.Wrong.French} → {t.Remedy.French}", $"{t.Wrong.English} → {t.Remedy.English}") : null))];
    }

    private static IReadOnlyList<Verdict> Folder(FaqSettings settings, CancellationToken token) =>
        Posts(new("Billets (dossier)", "Posts (folder)"), settings.Posts.Folder, new MarkdownFolder(settings.Posts.Folder, settings.Language).Read(token));

    private static async Task<IReadOnlyList<Verdict>> FeedAsync(IServiceProvider parts, FaqSettings settings, CancellationToken token)
    {
        var reader = new FeedReader(parts.GetRequiredService<HttpClient>(), settings.Posts, settings.Language);
        var result = await reader.ReadAsync(null, token);
        return Posts(new("Billets (flux)", "Posts (feed)"), settings.Posts.Feed!.AbsoluteUri, result.Batch);
    }

    private static IReadOnlyList<Verdict> Posts(Phrase what, string where, PostBatch batch)
    {
        var problems = batch.Problems.Select(p => new Verdict(what, false, p.Where, new($"{p.Wrong.French} → {p.Remedy.French}", $"{p.Wrong.English} → {p.Remedy.English}")));
        if (batch.Posts.Count > 0) return [new(what, true, $"{batch.Posts.Count} · {where}"), .. problems];
        return batch.Problems.Count > 0
            ? [.. problems]
            : [new(what, false, where, new("aucun billet n'y est → vérifiez Posts:Folder et Posts:Feed", "there is no post → check Posts:Folder and Posts:Feed"))];
    }

    private static string Sign(Verdict verdict) => verdict switch
    {
        { Good: false } => "[red]✘[/]",
        { Remedy: not null } => "[yellow]![/]",
        _ => "[green]✔[/]",
    };

    private static void Report(Shell shell, IReadOnlyList<Verdict> verdicts, bool json)
    {
        var warnings = SettingsReport.Lines(shell.Settings.Warnings, shell.Language);
        if (json)
        {
            Shell.WriteJson(new { checks = verdicts.Select(v => new { what = shell.Say(v.What), ok = v.Good, v.Details, remedy = v.Remedy is { } r ? shell.Say(r) : null }), warnings });
            return;
        }

        shell.Line(shell.Say("Réglages : ", "Settings: ") + (shell.Sources.Files.Count > 0 ? string.Join(", ", shell.Sources.Files) : "–"));
        foreach (var v in verdicts)
        {
            shell.Screen.MarkupLine($"{Sign(v)} {Markup.Escape(shell.Say(v.What))} {Markup.Escape(v.Details)}");
            if (v.Remedy is { } remedy) shell.Line("    " + shell.Say(remedy));
        }

        foreach (var line in warnings) shell.Screen.MarkupLine($"[yellow]![/] {Markup.Escape(line)}");
        if (shell.Settings.Settings?.Provider is { } preset) shell.Line($"{preset.Title} : {shell.Say(preset.Hint)}");
    }
}
