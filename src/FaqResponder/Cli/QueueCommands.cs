using System.CommandLine;

using FaqResponder.Core;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Posts;
using FaqResponder.Review;
using FaqResponder.Settings;
using FaqResponder.Storage;

using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.Cli;

/// <summary><c>queue</c>: the waiting mails, and the author's verdict on them. It writes the verdict; the running service sends.</summary>
internal static class QueueCommands
{
    public static Command Create(Shell shell) => new("queue", shell.Say("Les messages qui vous attendent", "The mails that wait for you"))
    {
        List(shell), Show(shell), Answer(shell), Dismiss(shell),
    };

    private static Argument<long> Id(Shell shell) => new("id") { Description = shell.Say("Numéro du message", "Number of the mail") };

    private static Command List(Shell shell)
    {
        var json = Shell.JsonOption(shell);
        var command = new Command("list", shell.Say("La liste des messages en attente", "The list of waiting mails")) { json };
        command.SetAction(parsed =>
        {
            using var parts = shell.LocalParts();
            var entries = parts.GetRequiredService<LedgerReader>().List(1000, new() { States = [MailState.Waiting] });
            if (parsed.GetValue(json)) Shell.WriteJson(entries.Select(e => LedgerCommands.AsJson(shell, e)));
            else if (entries.Count == 0) shell.Line(shell.Say("Rien n'attend.", "Nothing waits."));
            else shell.Screen.Write(LedgerCommands.TableOf(shell, entries));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show(Shell shell)
    {
        var id = Id(shell);
        var json = Shell.JsonOption(shell);
        var command = new Command("show", shell.Say("Un message avec ses suggestions", "One mail with its suggestions")) { id, json };
        command.SetAction(parsed => LedgerCommands.Show(shell, parsed.GetValue(id), parsed.GetValue(json)));
        return command;
    }

    private static Command Answer(Shell shell)
    {
        var id = Id(shell);
        var posts = new Option<string[]>("--post") { Description = shell.Say("Billet à envoyer (par défaut : la première suggestion)", "Post to send (default: the first suggestion)") };
        var text = new Option<FileInfo?>("--text") { Description = shell.Say("Fichier de texte à envoyer au lieu d'un billet", "Text file to send instead of a post") };
        var command = new Command("answer", shell.Say("Répond à un message avec un billet ou votre texte", "Answers a mail with a post or your own text")) { id, posts, text };
        command.SetAction(parsed =>
        {
            using var parts = shell.LocalParts();
            return Answer(shell, parts, parsed.GetValue(id), parsed.GetValue(posts) ?? [], parsed.GetValue(text));
        });
        return command;
    }

    private static int Answer(Shell shell, ServiceProvider parts, long id, string[] postIds, FileInfo? text)
    {
        if (Waiting(shell, parts, id) is not { } file) return ExitCode.WrongInput;
        if (parts.GetRequiredService<FaqSettings>().Smtp is { Server: null, PickupFolder.Length: 0 })
            return Wrong(shell, Desk.NoSmtp);
        if (text is { Exists: false }) return Wrong(shell, new($"Le fichier {text} n'existe pas.", $"The file {text} doesn't exist."));
        if (text is null && postIds.Length == 0 && file.Suggestions.Count > 0) postIds = [file.Suggestions[0].PostId];
        if (text is null && postIds.Length == 0)
            return Wrong(shell, new("Ce message n'a pas de suggestion : donnez --post ou --text.", "This mail has no suggestion: give --post or --text."));

        var published = parts.GetRequiredService<PostStore>().Published().ToDictionary(p => p.Id);
        if (postIds.FirstOrDefault(p => !published.ContainsKey(p)) is { } unknown)
            return Wrong(shell, new($"Le billet « {unknown} » n'est pas publié ; « posts list » les montre.", $"The post “{unknown}” is not published; “posts list” shows them."));

        List<Post> chosen = [.. postIds.Distinct().Select(p => published[p])];
        var answer = new AuthorAnswer(chosen, text is null ? null : File.ReadAllText(text.FullName));
        if (parts.GetRequiredService<AuthorReplies>().Write(file.Mail, MailReader.Read(file.Mail), answer) is not { } reply)
            return Wrong(shell, Desk.NobodyToAnswer);

        var titles = text is null ? string.Join(" » + « ", chosen.Select(p => p.Title)) : text.Name;
        return Try(shell, id, file.Entry.HasDraft, () => parts.GetRequiredService<Verdicts>().Answer(id, reply, titles), parts.GetRequiredService<Leases>().AnyHeld()
            ? new($"Réponse notée pour {reply.Recipient} ; elle part dans les secondes qui suivent.", $"Reply recorded for {reply.Recipient}; it goes out within seconds.")
            : new($"Réponse notée pour {reply.Recipient} ; elle partira quand le service tournera.", $"Reply recorded for {reply.Recipient}; it will go out when the service runs."));
    }

    private static Command Dismiss(Shell shell)
    {
        var id = Id(shell);
        var note = new Option<string>("--note") { Description = shell.Say("Pourquoi, pour mémoire", "Why, for the record"), DefaultValueFactory = _ => "" };
        var command = new Command("dismiss", shell.Say("Clôt un message sans réponse", "Closes a mail without an answer")) { id, note };
        command.SetAction(parsed =>
        {
            using var parts = shell.LocalParts();
            var number = parsed.GetValue(id);
            if (Waiting(shell, parts, number) is not { } file) return ExitCode.WrongInput;
            return Try(shell, number, file.Entry.HasDraft, () => parts.GetRequiredService<Verdicts>().Dismiss(number, parsed.GetValue(note) ?? ""), new($"Message n° {number} clos.", $"Mail {number} closed."));
        });
        return command;
    }

    private static int Try(Shell shell, long id, bool hasDraft, Action verdict, Phrase done)
    {
        try
        {
            verdict();
            shell.Line(shell.Say(done));
            if (hasDraft) shell.Line(shell.Say("Son brouillon reste dans votre dossier Brouillons : supprimez-le.", "Its draft is still in your Drafts folder: delete it."));
            return ExitCode.Done;
        }
        catch (StaleStateException)
        {
            return Wrong(shell, NotWaiting(id));
        }
    }

    private static LedgerFile? Waiting(Shell shell, ServiceProvider parts, long id)
    {
        var file = parts.GetRequiredService<LedgerReader>().Show(id);
        if (file?.Entry.State is MailState.Waiting) return file;
        Wrong(shell, file is null ? new($"Il n'y a pas de message n° {id}.", $"There is no mail {id}.") : NotWaiting(id));
        return null;
    }

    private static Phrase NotWaiting(long id) => new(
        $"Le message n° {id} n'attend plus ; « ledger show {id} » dit ce qu'il est devenu.", $"Mail {id} doesn't wait any more; “ledger show {id}” tells what became of it.");

    private static int Wrong(Shell shell, Phrase words)
    {
        shell.Problem(words);
        return ExitCode.WrongInput;
    }
}
