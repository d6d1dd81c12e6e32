using System.CommandLine;
using System.Text;

using FaqResponder.Review;
using FaqResponder.Settings;

using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.Cli;

/// <summary><c>gaps draft</c>: writes the beginning of the post that would answer a question, for the author to finish and publish.</summary>
internal static class GapDraftCommand
{
    public static Command Create(Shell shell, Option<string> since)
    {
        var number = new Argument<long>("n") { Description = shell.Say("Numéro dans « gaps », ou celui d'un message de la même question", "Number in “gaps”, or that of a mail with the same question") };
        var file = new Option<string?>("--out")
        {
            HelpName = shell.Say("FICHIER", "FILE"),
            Description = shell.Say("Où l'écrire : un fichier ou un dossier (par défaut : dans Posts:Folder, sinon ici, sous le nom du titre)", "Where to write it: a file or a folder (default: in Posts:Folder, else here, named after the title)"),
        };
        var command = new Command("draft", shell.Say(
            "Prépare un billet : leurs façons de demander, sans rien de personnel, et la plus complète de vos réponses. Rien n'est écrasé, et rien n'est publié : c'est un brouillon.",
            "Begins a post: their ways to ask, with nothing personal in them, and the most complete of your answers. Nothing is overwritten, and nothing is published: it is a draft."))
        {
            number, file,
        };
        command.SetAction(parsed =>
        {
            using var parts = shell.LocalParts();
            if (GapsCommand.Since(shell, parts, parsed.GetRequiredValue(since)) is not { } from) return ExitCode.WrongInput;
            var n = parsed.GetValue(number);
            if (parts.GetRequiredService<Gaps>().Since(from).Of(n) is not { } gap)
            {
                shell.Problem(new(
                    $"Il n'y a pas de question n° {n} sans billet depuis {parsed.GetValue(since)} ; « gaps » montre leurs numéros, --since regarde plus loin.",
                    $"There is no question {n} without a post since {parsed.GetValue(since)}; “gaps” shows their numbers, --since looks further back."));
                return ExitCode.WrongInput;
            }

            var draft = parts.GetRequiredService<GapDrafts>().Of(gap);
            return Write(shell, draft, parts.GetRequiredService<FaqSettings>(), parsed.GetValue(file));
        });
        return command;
    }

    private static int Write(Shell shell, GapDraft draft, FaqSettings settings, string? chosen)
    {
        var path = PathOf(draft, settings, chosen);
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            shell.Problem(new($"Le dossier {folder} n'existe pas : créez-le, ou donnez --out.", $"The folder {folder} doesn't exist: create it, or give --out."));
            return ExitCode.WrongInput;
        }

        if (!TryWrite(path, draft.Post.Write(shell.Language)))
        {
            shell.Problem(new($"{path} existe déjà, et n'est pas touché : déplacez-le, ou donnez un autre nom avec --out.", $"{path} exists already, and is left alone: move it, or give another name with --out."));
            return ExitCode.WrongInput;
        }

        Tell(shell, draft, settings, path);
        return ExitCode.Done;
    }

    private static string PathOf(GapDraft draft, FaqSettings settings, string? chosen)
    {
        var name = draft.FileName(settings.Language);
        if (string.IsNullOrWhiteSpace(chosen)) return Path.GetFullPath(name, settings.Posts.Folder.Length > 0 ? settings.Posts.Folder : Environment.CurrentDirectory);
        var path = Path.GetFullPath(chosen);
        return Directory.Exists(path) ? Path.Combine(path, name) : path;
    }

    // Created or not in one step: what another program writes at the same moment isn't overwritten either.
    private static bool TryWrite(string path, string text)
    {
        if (Path.Exists(path)) return false;
        try
        {
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            stream.Write(Encoding.UTF8.GetBytes(text));
            return true;
        }
        catch (IOException) when (Path.Exists(path))
        {
            return false;
        }
    }

    private static void Tell(Shell shell, GapDraft draft, FaqSettings settings, string path)
    {
        shell.Line(shell.Say($"Écrit : {path}", $"Written: {path}"));
        var questions = draft.Post.Questions.Count;
        shell.Line(shell.Say($"Questions : {questions} (messages : {draft.Gap.Mails.Count})", $"Questions: {questions} (mails: {draft.Gap.Mails.Count})"));
        if (draft.LeftOut > 0)
        {
            shell.Line(shell.Say(
                $"Laissées de côté : {draft.LeftOut}, parce qu'elles disent qui parle ou comment le joindre, ou n'en disent pas assez.",
                $"Left out: {draft.LeftOut}, since they tell who asks or how to reach them, or tell too little."));
        }

        shell.Line(draft.AnswerTo is { } mail
            ? shell.Say($"Texte : votre réponse au message n° {mail}, sans salutations.", $"Text: your answer to mail {mail}, without greeting and goodbye.")
            : shell.Say("Texte : à écrire, vous n'y avez pas encore répondu avec vos mots.", "Text: to be written, you have not answered it in your own words yet."));
        if (draft.LeftOutOfAnswer > 0)
        {
            shell.Line(shell.Say(
                $"Phrases de cette réponse laissées de côté : {draft.LeftOutOfAnswer}, parce qu'elles nomment quelqu'un ou disent comment le joindre.",
                $"Sentences of that answer left out: {draft.LeftOutOfAnswer}, since they name somebody or tell how to reach them."));
        }

        shell.Line(shell.Say("→ Relisez tout : ces questions et ce texte viennent de lettres privées, et vont être publics.", "→ Look it all over: these questions and this text come from private letters, and will be public."));
        shell.Line(IsIn(settings.Posts.Folder, path)
            ? shell.Say("→ Publiez le billet, remplissez « url: », puis supprimez la ligne « draft: true » : le service le prend alors, à la lecture suivante du dossier.", "→ Publish the post, fill in “url:”, then remove the line “draft: true”: the service takes it then, when it reads the folder next.")
            : shell.Say("→ Publiez-le sur votre blog ; « posts phrasings BILLET --add \"…\" » lui donne ensuite ces questions.", "→ Publish it on your blog; “posts phrasings POST --add \"…\"” then gives it these questions."));
    }

    private static bool IsIn(string folder, string path) =>
        folder.Length > 0 && path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && Path.GetFullPath(path).StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
