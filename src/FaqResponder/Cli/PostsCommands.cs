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
        Sync(shell), List(shell), Show(shell), PermissionCommands.Allow(shell), PermissionCommands.Withdraw(shell), PhrasingsCommand.Create(shell), WeakPostsCommand.Create(shell),
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
            shell.Line(shell.Say(
                $"{count} {(count > 1 ? "billets publiés" : "billet publié")}, {problems.Count} {(problems.Count > 1 ? "problèmes" : "problème")}.",
                $"{count} {(count == 1 ? "post" : "posts")} published, {problems.Count} {(problems.Count == 1 ? "problem" : "problems")}."));
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
            var learned = parts.GetRequiredService<Lessons>().Counts();
            var standings = PermissionCommands.Standings(parts);
            if (parsed.GetValue(json)) Shell.WriteJson(posts.Select(p => AsJson(p, learned.GetValueOrDefault(p.Post.Id), standings(p.Post.Id))));
            else
            {
                var table = new Table().RoundedBorder().AddColumns("Id", shell.Say("Titre", "Title"), shell.Say("Langue", "Language"), shell.Say("Formulations", "Phrasings"), shell.Say("État", "State"), shell.Say("Envoi automatique", "Automatic"));
                foreach (var p in posts) table.AddRow(Shell.Cell(p.Post.Id), Shell.Cell(p.Post.Title), p.Post.Language.Code(), Count(shell, p, learned.GetValueOrDefault(p.Post.Id)), Shell.Cell(shell.Say(State(p))), Shell.Cell(shell.Say(standings(p.Post.Id).Words)));
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
            if (Find(shell, parts, parsed.GetRequiredValue(id)) is not { } found) return ExitCode.WrongInput;
            var learned = parts.GetRequiredService<Lessons>().Of(found.Post.Id).Count;
            shell.Line($"{found.Post.Title}\n{found.Post.Url}\n{shell.Say(State(found))} · {found.Source}\n{shell.Say("Envoi automatique : ", "Automatic: ")}{shell.Say(PermissionCommands.Standings(parts)(found.Post.Id).Words)}\n\n{found.Post.Lead}\n");
            shell.Line(shell.Say("Formulations : ", "Phrasings: ") + Count(shell, found, learned));
            foreach (var phrasing in found.Post.Phrasings) shell.Line($"– {phrasing}");
            shell.Line(shell.Say($"→ « posts phrasings {found.Post.Id} » dit d'où elles viennent, en ajoute et en retire.", $"→ “posts phrasings {found.Post.Id}” tells where they come from, adds and removes."));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>A post by its id; tells when there is none.</summary>
    public static StoredPost? Find(Shell shell, IServiceProvider parts, string id)
    {
        var found = parts.GetRequiredService<PostStore>().All().FirstOrDefault(p => p.Post.Id == id);
        if (found is null) shell.Problem(new($"Il n'y a pas de billet « {id} » ; « posts list » les montre.", $"There is no post “{id}”; “posts list” shows them."));
        return found;
    }

    private static string Count(Shell shell, StoredPost p, int learned) =>
        learned == 0 ? $"{p.Post.Phrasings.Count}" : shell.Say($"{p.Post.Phrasings.Count} + {learned} apprises", $"{p.Post.Phrasings.Count} + {learned} learned");

    private static object AsJson(StoredPost p, int learned, PostStanding standing) => new
    {
        p.Post.Id,
        p.Post.Title,
        p.Post.Url,
        language = p.Post.Language.Code(),
        phrasings = p.Post.Phrasings,
        learned,
        permission = standing.Permission.ToString(),
        standing.Record.Right,
        standing.Record.Judged,
        withdrawn = standing.Held is { } held ? new { held.Because, held.MailId, held.At } : null,
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
