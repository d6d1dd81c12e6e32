using System.CommandLine;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;
using FaqResponder.Feeds;
using FaqResponder.Settings;
using FaqResponder.Storage;

using Microsoft.Extensions.DependencyInjection;

using Spectre.Console;

namespace FaqResponder.Cli;

/// <summary><c>ask</c>: what would be answered to a question, how sure, and why.</summary>
internal static class AskCommand
{
    public static Command Create(Shell shell)
    {
        var question = new Argument<string>("question") { Description = shell.Say("La question, entre guillemets", "The question, in quotes") };
        var json = Shell.JsonOption(shell);
        var command = new Command("ask", shell.Say("Que répondrait-il à cette question, avec quelle sûreté, pourquoi", "What it would answer to a question, how sure, why")) { question, json };
        command.SetAction(async (parsed, token) =>
        {
            await using var parts = shell.LocalParts();
            var matches = new Matcher(Posts(parts, token), Past(parts)).Ask(parsed.GetRequiredValue(question));
            var threshold = shell.LocalThresholds(parts);
            if (parsed.GetValue(json)) Shell.WriteJson(matches.Select(m => new { post = m.Post.Id, m.Post.Title, m.Post.Url, m.Confidence, explanation = shell.Say(m.Explanation.Words) }));
            else Show(shell, matches, threshold);
            return ExitCode.Done;
        });
        return command;
    }

    private static IReadOnlyList<PastMail> Past(IServiceProvider parts) =>
        parts.GetRequiredService<Database>().Exists ? parts.GetRequiredService<Lessons>().Since(0).Mails : [];

    /// <summary>The folder as it is now, without recording anything; the feed as last read.</summary>
    private static List<Post> Posts(IServiceProvider parts, CancellationToken token)
    {
        var settings = parts.GetRequiredService<FaqSettings>();
        var folder = settings.Posts.Folder.Length > 0 ? new MarkdownFolder(settings.Posts.Folder, settings.Language).Read(token).Posts : [];
        var store = parts.GetRequiredService<PostStore>();
        return [.. store.WithHerPhrasings(folder).Concat(store.Published()).DistinctBy(p => p.Id)];
    }

    private static void Show(Shell shell, IReadOnlyList<Match> matches, Thresholds thresholds)
    {
        if (matches.Count == 0)
        {
            shell.Line(shell.Say("Aucun billet ne s'en approche : le message vous attendrait.", "No post comes near: the mail would wait for you."));
            return;
        }

        var sure = matches[0].Confidence >= thresholds.Answer;
        shell.Line(sure
            ? shell.Say($"Il répondrait avec « {matches[0].Post.Title} ».", $"It would answer with “{matches[0].Post.Title}”.")
            : shell.Say($"Pas assez sûr (il faut {Reason.Probability(thresholds.Answer)}) : le message vous attendrait.", $"Not sure enough ({Reason.Probability(thresholds.Answer)} needed): the mail would wait for you."));
        var table = new Table().RoundedBorder().AddColumns(shell.Say("Billet", "Post"), shell.Say("Sûreté", "Confidence"), shell.Say("Pourquoi", "Why"));
        foreach (var match in matches) table.AddRow(Shell.Cell(match.Post.Title), Shell.Percent(match.Confidence), Shell.Cell(shell.Say(match.Explanation.Words)));
        shell.Screen.Write(table);
    }

    private static Thresholds LocalThresholds(this Shell shell, IServiceProvider parts) => parts.GetRequiredService<FaqSettings>().Answering.Thresholds;
}
