using System.CommandLine;
using System.Globalization;

using FaqResponder.Core;
using FaqResponder.Core.Posts;
using FaqResponder.Feeds;
using FaqResponder.Storage;

using Microsoft.Extensions.DependencyInjection;

using Spectre.Console;

namespace FaqResponder.Cli;

/// <summary><c>posts phrasings</c>: the ways in which people ask what a post answers, and the author's word on them. The running service takes it up at once.</summary>
internal static class PhrasingsCommand
{
    private const string FromStandardInput = "-";
    private const int LongestShown = 160;

    /// <summary>A phrasing as it is listed: of the post, of hers, or learned from a mail.</summary>
    private sealed record Listed(string Text, Phrasing? Written, LearnedPhrasing? Learned);

    public static Command Create(Shell shell)
    {
        var id = new Argument<string>("id") { Description = shell.Say("Nom du billet", "Id of the post") };
        var add = new Option<string[]>("--add")
        {
            HelpName = "TEXT",
            Description = shell.Say("Ajoute une façon de poser la question ; « - » en lit une par ligne sur l'entrée standard", "Adds a way to ask; “-” reads one a line from standard input"),
        };
        var remove = new Option<string[]>("--remove")
        {
            HelpName = shell.Say("N|TEXTE", "N|TEXT"),
            Description = shell.Say("Retire une formulation, par son numéro dans la liste ou par son texte", "Removes a phrasing, by its number in the list or by its text"),
        };
        var json = Shell.JsonOption(shell);
        var command = new Command("phrasings", shell.Say("Les façons de poser la question à laquelle un billet répond : liste, ajoute, retire", "The ways to ask what a post answers: lists, adds, removes")) { id, add, remove, json };
        command.SetAction(parsed =>
        {
            using var parts = shell.LocalParts();
            return Run(shell, parts, parsed.GetRequiredValue(id), parsed.GetValue(add) ?? [], parsed.GetValue(remove) ?? [], parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(Shell shell, IServiceProvider parts, string id, string[] add, string[] remove, bool json)
    {
        if (PostsCommands.Find(shell, parts, id) is not { } post) return ExitCode.WrongInput;
        // All is looked at before anything is changed: a slip in one leaves all as it was.
        if (Wanted(shell, add) is not { } wanted || Chosen(shell, All(parts, post), remove) is not { } chosen) return ExitCode.WrongInput;
        Action<Phrase> tell = json ? shell.Problem : words => shell.Line(shell.Say(words));
        foreach (var phrasing in chosen) tell(Remove(parts, post, phrasing));
        if (wanted.Count > 0)
        {
            var results = parts.GetRequiredService<PhrasingStore>().Add(post.Post.Id, post.OwnPhrasings, wanted);
            foreach (var (text, result) in wanted.Zip(results))
            {
                tell(Added(text, result));
                if (result is not AddedPhrasing.ThereAlready && OtherWith(parts, post, text) is { } other)
                {
                    tell(new($"  « {other.Title} » ({other.Id}) l'a aussi : les deux billets se gêneront.", $"  “{other.Title}” ({other.Id}) has it too: the two posts will stand in each other's way."));
                }
            }
        }

        var changed = wanted.Count + chosen.Count > 0 ? PostsCommands.Find(shell, parts, id)! : post;
        if (json) Shell.WriteJson(AsJson(All(parts, changed)));
        else Show(shell, changed, All(parts, changed));
        return ExitCode.Done;
    }

    /// <summary>In the order of their numbers: those that count, the hidden ones, what was learned.</summary>
    private static List<Listed> All(IServiceProvider parts, StoredPost post) =>
    [
        .. post.Phrasings.OrderBy(p => p.Hidden).Select(p => new Listed(p.Text, p, null)),
        .. parts.GetRequiredService<Lessons>().Of(post.Post.Id).Select(l => new Listed(Short(l.Words), null, l)),
    ];

    private static List<string>? Wanted(Shell shell, string[] add)
    {
        var wanted = new List<string>();
        var good = true;
        foreach (var text in add)
        {
            if (text == FromStandardInput) wanted.AddRange(Lines(Console.In).Select(PlainLine.Of).Where(line => line.Length > 0));
            else wanted.Add(PlainLine.Of(text));
        }

        foreach (var text in wanted)
        {
            if (!text.Any(char.IsLetterOrDigit))
            {
                good = false;
                shell.Problem(new("--add : la formulation est vide ; rien n'a été changé.", "--add: the phrasing is empty; nothing was changed."));
            }
            else if (text.Length > PhrasingText.Longest)
            {
                good = false;
                shell.Problem(new(
                    $"--add : « {Short(text)} » a {text.Length} caractères, {PhrasingText.Longest} au plus ; rien n'a été changé. Gardez la question seule.",
                    $"--add: “{Short(text)}” has {text.Length} characters, {PhrasingText.Longest} at most; nothing was changed. Keep the question alone."));
            }
        }

        return good ? wanted : null;
    }

    private static List<Listed>? Chosen(Shell shell, List<Listed> all, string[] remove)
    {
        var chosen = new List<Listed>();
        foreach (var wanted in remove)
        {
            var found = int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? all.ElementAtOrDefault(number - 1)
                : all.Find(l => PhrasingText.Key(l.Text) == PhrasingText.Key(wanted) || (l.Learned is { } learned && PhrasingText.Key(learned.Words) == PhrasingText.Key(wanted)));
            if (found is null)
            {
                shell.Problem(new(
                    $"--remove : ce billet n'a pas de formulation « {wanted} » ; rien n'a été changé. « posts phrasings » sans option les montre avec leurs numéros.",
                    $"--remove: this post has no phrasing “{wanted}”; nothing was changed. “posts phrasings” without options shows them with their numbers."));
                return null;
            }

            if (!chosen.Contains(found)) chosen.Add(found);
        }

        return chosen;
    }

    private static Phrase Remove(IServiceProvider parts, StoredPost post, Listed phrasing)
    {
        if (phrasing.Learned is { } learned)
        {
            parts.GetRequiredService<Lessons>().Forget(learned.MailId, post.Post.Id);
            return new(
                $"Oublié pour ce billet : ce que le message n° {learned.MailId} lui avait appris. Le message reste dans le registre.",
                $"Forgotten for this post: what mail {learned.MailId} had taught. The mail stays in the ledger.");
        }

        if (phrasing.Written!.Hidden) return new($"« {phrasing.Text} » était déjà masquée.", $"“{phrasing.Text}” was hidden already.");
        return parts.GetRequiredService<PhrasingStore>().Remove(post.Post.Id, post.OwnPhrasings, phrasing.Text)
            ? new(
                $"Masquée : « {phrasing.Text} ». Elle ne compte plus ; le fichier n'est pas modifié. --add avec le même texte la rétablit.",
                $"Hidden: “{phrasing.Text}”. It counts no more; the file is not changed. --add with the same text brings it back.")
            : new($"Retirée : « {phrasing.Text} ».", $"Removed: “{phrasing.Text}”.");
    }

    private static Phrase Added(string text, AddedPhrasing result) => result switch
    {
        AddedPhrasing.New => new($"Ajoutée : « {text} ».", $"Added: “{text}”."),
        AddedPhrasing.ThereAlready => new($"Déjà là, à la casse et aux accents près : « {text} ».", $"There already, but for case and accents: “{text}”."),
        AddedPhrasing.ShownAgain => new($"Rétablie : « {text} ».", $"Brought back: “{text}”."),
    };

    private static Post? OtherWith(IServiceProvider parts, StoredPost post, string text) => parts.GetRequiredService<PostStore>().Published()
        .FirstOrDefault(p => p.Id != post.Post.Id && p.Phrasings.Any(other => PhrasingText.Key(other) == PhrasingText.Key(text)));

    private static void Show(Shell shell, StoredPost post, List<Listed> all)
    {
        shell.Line($"{post.Post.Title} ({post.Post.Id})");
        if (all.Count == 0)
        {
            shell.Line(shell.Say(
                $"Aucune formulation. Ajoutez-en : faqresponder posts phrasings {post.Post.Id} --add \"…\"", $"No phrasing. Add some: faqresponder posts phrasings {post.Post.Id} --add \"…\""));
            return;
        }

        var table = new Table().RoundedBorder().AddColumns(shell.Say("N°", "No."), shell.Say("Formulation", "Phrasing"), shell.Say("D'où elle vient", "Where it comes from"));
        for (var i = 0; i < all.Count; i++)
        {
            var grey = all[i].Written is { Hidden: true };
            table.AddRow($"{i + 1}", grey ? $"[grey]{Shell.Cell(all[i].Text)}[/]" : Shell.Cell(all[i].Text), Shell.Cell(shell.Say(Origin(all[i]))));
        }

        shell.Screen.Write(table);
    }

    private static Phrase Origin(Listed phrasing) => phrasing switch
    {
        { Learned: { } mail } => new(
            $"apprise du message n° {mail.MailId} du {mail.ArrivedAt.ToLocalTime():yyyy-MM-dd}, « {Short(mail.Subject)} »", $"learned from mail {mail.MailId} of {mail.ArrivedAt.ToLocalTime():yyyy-MM-dd}, “{Short(mail.Subject)}”"),
        { Written.Hidden: true } => new("fichier, masquée par vous", "file, hidden by you"),
        { Written.Origin: PhrasingOrigin.File } => new("fichier", "file"),
        _ => new("de vous", "yours"),
    };

    private static IEnumerable<object> AsJson(List<Listed> all) => all.Select((l, i) => new
    {
        number = i + 1,
        text = l.Learned?.Words ?? l.Text,
        origin = l.Learned is not null ? "learned" : l.Written!.Origin is PhrasingOrigin.File ? "file" : "yours",
        hidden = l.Written is { Hidden: true },
        mail = l.Learned is { } mail ? new { id = mail.MailId, mail.ArrivedAt, mail.Subject } : null,
    });

    private static string Short(string text)
    {
        var line = PlainLine.Of(text);
        return line.Length <= LongestShown ? line : string.Concat(line.AsSpan(0, LongestShown - 1), "…");
    }

    private static IEnumerable<string> Lines(TextReader reader)
    {
        while (reader.ReadLine() is { } line) yield return line;
    }
}
