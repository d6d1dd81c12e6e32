using System.CommandLine;

using FaqResponder.Worker;

using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.Cli;

/// <summary><c>ledger reconcile</c>: compares the mailbox with the ledger, puts right what can be, and names the rest. The service does it daily.</summary>
internal static class ReconcileCommand
{
    public static Command Create(Shell shell)
    {
        var json = Shell.JsonOption(shell);
        var command = new Command("reconcile", shell.Say("Compare la boîte et le registre, corrige ou signale les écarts", "Compares mailbox and ledger, puts differences right or names them")) { json };
        command.SetAction(async (parsed, token) =>
        {
            await using var parts = shell.Parts();
            var found = await parts.GetRequiredService<Reconciliation>().RunAsync(token);
            if (parsed.GetValue(json)) Shell.WriteJson(found);
            else Tell(shell, found);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Tell(Shell shell, Findings found)
    {
        if (found.TakenIn > 0)
        {
            shell.Line(shell.Say(
                $"Pas encore dans le registre, repris : {found.TakenIn}. Le service en décide à son prochain passage.",
                $"Not yet in the ledger, taken in: {found.TakenIn}. The service decides on them at its next look."));
        }

        Line(found.Answered, "Vous y avez répondu dans votre logiciel de courrier, clos", "You answered them in your mail program, closed");
        Line(found.FoundInSent, "Réponse incertaine retrouvée dans Envoyés, clos", "Uncertain reply found in Sent, closed");
        Line(found.Gone, "En attente, mais plus dans le dossier (déplacés ou supprimés) : répondez ou « queue dismiss »", "Waiting, but no longer in the folder (moved or deleted): answer or “queue dismiss”");
        Line(found.Stuck, "Arrêtés en chemin ; si le service tourne depuis un jour, signalez-le", "Stopped on their way; if the service has been running for a day, report it");
        if (found is { TakenIn: 0, Answered.Count: 0, FoundInSent.Count: 0, Gone.Count: 0, Stuck.Count: 0 })
            shell.Line(shell.Say("La boîte et le registre concordent.", "Mailbox and ledger agree."));

        void Line(IReadOnlyList<long> mails, string french, string english)
        {
            if (mails.Count > 0) shell.Line($"{shell.Say(french, english)} : n° {string.Join(", ", mails)}");
        }
    }
}
