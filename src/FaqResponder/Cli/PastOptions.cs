using System.CommandLine;

using FaqResponder.Storage;
using FaqResponder.Worker;

using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.Cli;

/// <summary>What the commands ask for that look at the mail of the past: how far back, and where.</summary>
internal sealed class PastOptions
{
    public PastOptions(Shell shell, string usual)
    {
        Since = new("--since") { Description = shell.Say("Depuis : 2a, 6m, 90j, 2026-01-31", "Since: 2y, 6m, 90d, 2026-01-31"), DefaultValueFactory = _ => usual };
        Folders = new("--folder")
        {
            Description = shell.Say(
                "Un dossier de plus où vous rangez des messages reçus (Archive, par exemple) ; peut être répété", "One more folder in which you keep received mail (Archive, say); may be repeated"),
            HelpName = "NAME",
        };
    }

    public Option<string> Since { get; }

    public Option<string[]> Folders { get; }

    /// <summary>Reads the posts as they are now; tells when there are none.</summary>
    public static async Task<bool> HasPostsAsync(Shell shell, IServiceProvider parts, CancellationToken token)
    {
        var problems = await parts.GetRequiredService<PostRefresh>().RefreshAllAsync(token);
        if (parts.GetRequiredService<PostStore>().Published().Count > 0) return true;
        foreach (var problem in problems) await shell.Errors.WriteLineAsync($"{problem.Where} : {shell.Say(problem.Wrong)} → {shell.Say(problem.Remedy)}");
        shell.Problem(new("Aucun billet n'est connu : rien à apprendre. « faqresponder posts sync » dit ce qui manque.", "No post is known: nothing to learn. “faqresponder posts sync” tells what is missing."));
        return false;
    }

    /// <summary>The folders that were named; the one that is read always counts.</summary>
    public static IReadOnlyList<string> Named(string[]? folders) => [.. (folders ?? []).Where(f => f.Length > 0).Distinct(StringComparer.Ordinal)];
}
