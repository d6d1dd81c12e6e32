using System.CommandLine;

using FaqResponder.Core;
using FaqResponder.Core.Mails;
using FaqResponder.Storage;

using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.Cli;

/// <summary><c>ledger unreachable</c>: the addresses that no machine writes to any more; an address that works again is taken off the list.</summary>
internal static class UnreachableCommand
{
    public static Command Create(Shell shell)
    {
        var lift = new Option<string?>("--lift") { Description = shell.Say("Adresse à laquelle un automate peut écrire de nouveau", "Address that a machine may write to again"), HelpName = "ADDRESS" };
        var json = Shell.JsonOption(shell);
        var command = new Command("unreachable", shell.Say("Les adresses auxquelles plus aucun automate n'écrit", "The addresses that no machine writes to any more")) { lift, json };
        command.SetAction(parsed =>
        {
            using var parts = shell.LocalParts();
            var addresses = parts.GetRequiredService<UnreachableAddresses>();
            if (parsed.GetValue(lift) is { } address) return Lift(shell, addresses, address);
            var all = addresses.All();
            if (parsed.GetValue(json)) Shell.WriteJson(all.Select(a => new { a.Address, why = a.Why.ToString(), a.At }));
            else if (all.Count == 0) shell.Line(shell.Say("Aucune.", "None."));
            else foreach (var (known, why, at) in all) shell.Line($"{known}  {shell.Say(Word(why))}, {Shell.When(at)}");
            return ExitCode.Done;
        });
        return command;
    }

    private static int Lift(Shell shell, UnreachableAddresses addresses, string address)
    {
        if (addresses.Lift(address))
        {
            shell.Line(shell.Say($"Un automate peut de nouveau écrire à {address}.", $"A machine may write to {address} again."));
            return ExitCode.Done;
        }

        shell.Problem(new($"{address} n'est pas sur la liste ; « ledger unreachable » la montre.", $"{address} is not on the list; “ledger unreachable” shows it."));
        return ExitCode.WrongInput;
    }

    private static Phrase Word(ReportKind kind) => kind is ReportKind.Complaint ? new("a signalé une réponse comme indésirable", "reported a reply as unwanted") : new("une réponse en est revenue", "a reply came back from there");
}
