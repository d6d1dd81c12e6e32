using System.CommandLine;

using FaqResponder.Core;
using FaqResponder.Core.Learning;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Replies;
using FaqResponder.Storage;

using Microsoft.Extensions.DependencyInjection;

using Spectre.Console;

namespace FaqResponder.Cli;

/// <summary><c>ledger</c>: what became of each mail, and why.</summary>
internal static class LedgerCommands
{
    public static Command Create(Shell shell)
    {
        var most = new Option<int>("--most") { Description = shell.Say("Combien de messages au plus", "How many mails at most"), DefaultValueFactory = _ => 50 };
        var json = Shell.JsonOption(shell);
        var command = new Command("ledger", shell.Say("Ce qu'est devenu chaque message, et pourquoi", "What became of each mail, and why")) { most, json };
        var filters = new LedgerFilterOptions(shell, TimeProvider.System);
        filters.AddTo(command);
        command.SetAction(parsed =>
        {
            if (filters.Read(shell, parsed) is not { } filter) return ExitCode.WrongInput;
            using var parts = shell.LocalParts();
            var reader = parts.GetRequiredService<LedgerReader>();
            var entries = reader.List(parsed.GetValue(most), filter);
            if (parsed.GetValue(json)) Shell.WriteJson(entries.Select(e => AsJson(shell, e)));
            else
            {
                shell.Screen.Write(TableOf(shell, entries));
                shell.Line(string.Join(" · ", reader.Counts(filter).OrderBy(c => c.Key).Select(c => $"{shell.Say(c.Key.Word())} : {c.Value}")));
            }

            return ExitCode.Done;
        });
        command.Subcommands.Add(Show(shell));
        command.Subcommands.Add(ReconcileCommand.Create(shell));
        command.Subcommands.Add(UnreachableCommand.Create(shell));
        command.Subcommands.Add(ForgetCommand.Create(shell));
        return command;
    }

    public static Table TableOf(Shell shell, IEnumerable<LedgerEntry> entries)
    {
        var table = new Table().RoundedBorder().AddColumns(
            shell.Say("N°", "No."), shell.Say("Message", "Mail"), shell.Say("Décision", "Decision"), shell.Say("Billet", "Post"), shell.Say("Sûreté", "Confidence"), shell.Say("Raison", "Reason"));
        foreach (var e in entries)
        {
            table.AddRow(
                $"{e.Id}", e.ErasedAt is { } erased ? $"[grey]{shell.Say(Erased(erased))}[/]" : $"[bold]{Shell.Cell(Short(e.Subject, 40))}[/]\n[grey]{Shell.Cell(Short(e.AskerName.Length > 0 ? e.AskerName : e.Asker, 40))}[/]",
                $"[{Colour(e.State)}]{Shell.Cell(shell.Say(e.State.Word()))}[/]{(e.HasDraft && e.State is MailState.Waiting ? "\n" + shell.Say("(brouillon)", "(draft)") : "")}", Shell.Cell(Short(e.Post ?? "", 34)), Shell.Percent(e.Confidence), Shell.Cell(shell.Say(e.Why.Words)));
        }

        return table;
    }

    public static object AsJson(Shell shell, LedgerEntry e) => new
    {
        e.Id,
        state = e.State.ToString(),
        e.Asker,
        e.AskerName,
        e.Subject,
        arrivedAt = e.ArrivedAt,
        changedAt = e.ChangedAt,
        because = e.Reason.Because.ToString(),
        reason = shell.Say(e.Reason.Words),
        decided = e.Decided is { } decided ? shell.Say(decided.Words) : null,
        draft = e.HasDraft,
        e.ErasedAt,
        e.ExpiredAt,
        e.Post,
        e.Confidence,
    };

    /// <summary>All of one mail on the screen; shared with <c>queue show</c>.</summary>
    public static int Show(Shell shell, long id, bool json)
    {
        using var parts = shell.LocalParts();
        if (parts.GetRequiredService<LedgerReader>().Show(id) is not { } file)
        {
            shell.Problem(new($"Il n'y a pas de message n° {id}.", $"There is no mail {id}."));
            return ExitCode.WrongInput;
        }

        if (json) Shell.WriteJson(FileAsJson(shell, file));
        else Print(shell, file);
        return ExitCode.Done;
    }

    private static Command Show(Shell shell)
    {
        var id = new Argument<long>("id") { Description = shell.Say("Numéro du message", "Number of the mail") };
        var json = Shell.JsonOption(shell);
        var command = new Command("show", shell.Say("Toute l'histoire d'un message", "The whole history of one mail")) { id, json };
        command.SetAction(parsed => Show(shell, parsed.GetValue(id), parsed.GetValue(json)));
        return command;
    }

    private static object FileAsJson(Shell shell, LedgerFile file) => new
    {
        mail = AsJson(shell, file.Entry),
        text = file.Mail.Text ?? file.Mail.Html,
        places = file.Places,
        history = file.History.Select(h => new { h.At, state = h.State.ToString(), because = h.Reason.Because.ToString(), reason = shell.Say(h.Reason.Words) }),
        suggestions = file.Suggestions.Select(s => new { post = s.PostId, title = s.PostTitle, s.Confidence, explanation = shell.Say(s.Explanation.Words) }),
        replies = file.Replies.Select(r => new { kind = r.Kind.ToString(), step = r.Step.ToString(), r.Recipient, r.Subject, r.MessageId, posts = r.PostIds, r.Attempts, r.Trouble }),
        ownReplies = file.OwnReplies.Select(r => new { r.SentAt, draft = r.Draft.ToString(), posts = r.Posts, r.Words }),
    };

    private static void Print(Shell shell, LedgerFile file)
    {
        var e = file.Entry;
        if (e.ErasedAt is { } erased)
        {
            shell.Line(shell.Say(Erased(erased)));
            shell.Line($"{shell.Say("Arrivé", "Arrived")} : {Shell.When(e.ArrivedAt)}");
        }
        else
        {
            shell.Line($"{shell.Say("De", "From")} : {e.AskerName} <{e.Asker}>");
            shell.Line($"{shell.Say("Objet", "Subject")} : {e.Subject}");
            shell.Line($"{shell.Say("Arrivé", "Arrived")} : {Shell.When(e.ArrivedAt)}");
            shell.Line("");
            shell.Line(e.ExpiredAt is { } expired
                ? shell.Say($"(texte effacé le {expired.ToLocalTime():yyyy-MM-dd}, Privacy:KeepTexts)", $"(text erased on {expired.ToLocalTime():yyyy-MM-dd}, Privacy:KeepTexts)")
                : MailReader.Read(file.Mail).Text);
        }

        shell.Line("");
        foreach (var h in file.History) shell.Line($"{Shell.When(h.At)}  {shell.Say(h.State.Word())} — {shell.Say(h.Reason.Words)}");
        foreach (var s in file.Suggestions) shell.Line($"{Shell.Percent(s.Confidence)}  {s.PostTitle} ({s.PostId}){(e is { ErasedAt: null, ExpiredAt: null } ? "\n      " + shell.Say(s.Explanation.Words) : "")}");
        foreach (var r in file.Replies) shell.Line($"{shell.Say(Word(r.Kind))} → {r.Recipient} : {shell.Say(Word(r.Step))}{(r.Trouble is null ? "" : $" ({r.Trouble})")} <{r.MessageId}>");
        foreach (var r in file.OwnReplies)
        {
            shell.Line("");
            shell.Line($"{Shell.When(r.SentAt)}  {shell.Say(Word(r.Draft))}{(r.Posts.Count > 0 ? $" ({string.Join(", ", r.Posts)})" : "")}");
            if (r.Words.Length > 0) shell.Line(r.Words);
        }
    }

    private static Phrase Erased(DateTimeOffset at) => new($"effacé le {at.ToLocalTime():yyyy-MM-dd} à la demande de la personne", $"erased on {at.ToLocalTime():yyyy-MM-dd} at the asker's request");

    private static Phrase Word(ReplyKind kind) => kind switch
    {
        ReplyKind.Automatic => new("Réponse automatique", "Automatic reply"),
        ReplyKind.Draft => new("Brouillon", "Draft"),
        ReplyKind.FromAuthor => new("Votre réponse", "Your reply"),
    };

    private static Phrase Word(DraftUse draft) => draft switch
    {
        DraftUse.AsItWas => new("Vous avez envoyé le brouillon tel quel", "You sent the draft as it was"),
        DraftUse.Changed => new("Vous avez envoyé le brouillon à votre façon", "You sent the draft in your own way"),
        DraftUse.None or DraftUse.NotUsed => new("Vous avez répondu depuis votre logiciel de courrier", "You answered from your mail program"),
    };

    private static Phrase Word(OutboxStep step) => step switch
    {
        OutboxStep.Recorded => new("à faire partir", "to go out"),
        OutboxStep.Sending => new("en cours d'envoi", "being sent"),
        OutboxStep.Done => new("fait", "done"),
        OutboxStep.Refused => new("refusé par le serveur", "refused by the server"),
        OutboxStep.Uncertain => new("incertain", "uncertain"),
        OutboxStep.Withdrawn => new("retiré", "withdrawn"),
    };

    private static string Colour(MailState state) => state switch
    {
        MailState.Answered or MailState.AnsweredByAuthor => "green",
        MailState.Waiting or MailState.Uncertain => "yellow",
        MailState.Received or MailState.Decided or MailState.Answering => "blue",
        MailState.Dismissed or MailState.SetAside => "grey",
    };

    private static string Short(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, most - 1), "…");
}
