using System.CommandLine;

using FaqResponder.Settings;
using FaqResponder.Storage;

using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.Cli;

/// <summary><c>posts allow</c> and <c>posts withdraw</c>: the author's word on which posts a machine may send.</summary>
internal static class PermissionCommands
{
    /// <summary>The standing of each published post by which a machine would go now.</summary>
    public static Func<string, PostStanding> Standings(IServiceProvider parts)
    {
        var answering = parts.GetRequiredService<FaqSettings>().Answering;
        var all = parts.GetRequiredService<PostTrust>().All(answering.Thresholds.Answer, answering.Precision, answering.Trust is Trust.All);
        return id => all.GetValueOrDefault(id) ?? PostStanding.New(answering.Trust is Trust.All);
    }

    public static Command Allow(Shell shell)
    {
        var ids = Ids(shell);
        var all = new Option<bool>("--all") { Description = shell.Say("Tous les billets publiés", "All published posts") };
        var command = new Command("allow", shell.Say("Laisse partir des billets tout seuls, sur votre parole", "Lets posts go out by themselves, on your word")) { ids, all };
        command.SetAction(parsed =>
        {
            using var parts = shell.LocalParts();
            string[] named = parsed.GetValue(ids) ?? [];
            if (!parsed.GetValue(all) && named.Length == 0)
            {
                shell.Problem(new("Dites lesquels : « posts allow mon-billet », ou « posts allow --all ».", "Say which: “posts allow my-post”, or “posts allow --all”."));
                return ExitCode.WrongInput;
            }

            if (named.Any(id => PostsCommands.Find(shell, parts, id) is null)) return ExitCode.WrongInput;
            string[] chosen = parsed.GetValue(all) ? [.. parts.GetRequiredService<PostStore>().Published().Select(p => p.Id)] : named;
            parts.GetRequiredService<HeldPosts>().Allow(chosen);
            shell.Line(shell.Say(
                $"{chosen.Length} billet(s) autorisé(s) à partir seuls, en mode Answer ; une mauvaise réponse retire l'autorisation du sien.",
                $"{chosen.Length} post(s) allowed to go out by themselves, in mode Answer; a wrong answer withdraws the permission of its post."));
            return ExitCode.Done;
        });
        return command;
    }

    public static Command Withdraw(Shell shell)
    {
        var ids = Ids(shell);
        ids.Arity = ArgumentArity.OneOrMore;
        var command = new Command("withdraw", shell.Say("Ne laisse plus partir des billets tout seuls", "Lets posts go out by themselves no more")) { ids };
        command.SetAction(parsed =>
        {
            using var parts = shell.LocalParts();
            string[] named = parsed.GetValue(ids) ?? [];
            if (named.Any(id => PostsCommands.Find(shell, parts, id) is null)) return ExitCode.WrongInput;
            foreach (var id in named) parts.GetRequiredService<HeldPosts>().Hold(id);
            shell.Line(shell.Say(
                $"{named.Length} billet(s) ne partent plus seuls ; ils vous sont toujours proposés. « posts allow » les autorise de nouveau.",
                $"{named.Length} post(s) go out by themselves no more; they are still suggested to you. “posts allow” allows them again."));
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string[]> Ids(Shell shell) => new("id") { Description = shell.Say("Noms des billets", "Ids of the posts"), Arity = ArgumentArity.ZeroOrMore };
}
