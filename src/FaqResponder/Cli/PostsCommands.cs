using System.CommandLine;

using FaqResponder.Core;
using FaqResponder.Storage;
using FaqResponder.Worker;

using Microsoft.Extensions.DependencyInjection;

using Spectre.Console;

namespace FaqResponder.Cli;

/// <summary><c>posts</c>: the published posts and their phrasings.</summary>
internal static class PostsCommands
{
    public static Command Create(Shell shell) => new("posts", shell.Say("Les billets publiés et leurs formulations", "The published posts and their phrasings"))
    {
        Sync(shell), List(shell), Show(shell),
    };

    private static Command Sync(Shell shell)
    {
        var command = new Command("sync", shell.Say("Relit maintenant le dossier et le flux", "Reads folder and feed now"));
        command.SetAction(async (_, token) =>
        {
            await using var parts = shell.LocalParts();
            var problems = await parts.GetRequiredService<PostRefresh>().RefreshAllAsync(token);
            foreach (var problem in problems) await shell.Errors.WriteLineAsync($"{problem.Where} : {shell.Say(problem.Wrong)} → {shell.Say(problem.Remedy)}");
            var count = parts.GetRequiredService<PostStore>().Published().Count;
            shell.Line(shell.Say($"{count} billets publiés, {problems.Count} problèmes.", $"{count} posts published, {problems.Count} problems."));
            return problems.Count > 0 ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static Command List(Shell shell)
    {
        var json = Shell.JsonOption(shell);
        var command = new Command("list", shell.Say("Tous les billets avec leur état", "All posts with their state")) { json };
        command.SetAction(parsed =>
        {
            using var parts = shell.LocalParts();
            var posts = parts.GetRequiredService<PostStore>().All();
            if (parsed.GetValue(json)) Shell.WriteJson(posts.Select(AsJson));
            else
            {
                var table = new Table().RoundedBorder().AddColumns("Id", shell.Say("Titre", "Title"), shell.Say("Langue", "Language"), shell.Say("Formulations", "Phrasings"), shell.Say("État", "State"));
                foreach (var p in posts) table.AddRow(Shell.Cell(p.Post.Id), Shell.Cell(p.Post.Title), p.Post.Language.Code(), $"{p.Post.Phrasings.Count}", Shell.Cell(shell.Say(State(p))));
                shell.Screen.Write(table);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show(Shell shell)
    {
        var id = new Argument<string>("id") { Description = shell.Say("Nom du billet", "Id of the post") };
        var command = new Command("show", shell.Say("Un billet : formulations, début, état", "One post: phrasings, lead, state")) { id };
        command.SetAction(parsed =>
        {
            using var parts = shell.LocalParts();
            var wanted = parsed.GetRequiredValue(id);
            if (parts.GetRequiredService<PostStore>().All().FirstOrDefault(p => p.Post.Id == wanted) is not { } found)
            {
                shell.Problem(new($"Il n'y a pas de billet « {wanted} » ; « posts list » les montre.", $"There is no post “{wanted}”; “posts list” shows them."));
                return ExitCode.WrongInput;
            }

            shell.Line($"{found.Post.Title}\n{found.Post.Url}\n{shell.Say(State(found))} · {found.Source}\n\n{found.Post.Lead}\n");
            foreach (var phrasing in found.Post.Phrasings) shell.Line($"– {phrasing}");
            return ExitCode.Done;
        });
        return command;
    }

    private static object AsJson(StoredPost p) => new
    {
        p.Post.Id,
        p.Post.Title,
        p.Post.Url,
        language = p.Post.Language.Code(),
        phrasings = p.Post.Phrasings,
        p.Source,
        p.FirstSeenAt,
        p.ChangedAt,
        p.GoneAt,
    };

    private static Phrase State(StoredPost p)
    {
        if (p.GoneAt is { } gone) return new($"disparu le {Shell.When(gone)}", $"gone since {Shell.When(gone)}");
        return p.ChangedAt is { } changed ? new($"modifié le {Shell.When(changed)}", $"changed {Shell.When(changed)}") : new("publié", "published");
    }
}
