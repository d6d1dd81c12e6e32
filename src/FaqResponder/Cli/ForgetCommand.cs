using System.CommandLine;
using System.Globalization;

using FaqResponder.Past;
using FaqResponder.Settings;
using FaqResponder.Storage;

using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.Cli;

/// <summary><c>forget</c>, also as <c>ledger forget</c>: an asker wants her data erased. What was done with each mail stays on record; what she wrote doesn't.</summary>
internal static class ForgetCommand
{
    public static Command Create(Shell shell)
    {
        var address = new Argument<string>("address") { Description = shell.Say("Adresse de la personne", "The person's address") };
        var yes = new Option<bool>("--yes") { Description = shell.Say("N'en demande pas confirmation", "Asks for no confirmation") };
        var command = new Command("forget", shell.Say("Efface du registre tout ce qu'une personne a écrit, à sa demande", "Erases all that a person wrote from the ledger, at her request")) { address, yes };
        command.SetAction(parsed =>
        {
            using var parts = shell.LocalParts();
            return Run(shell, parts, Bare(parsed.GetRequiredValue(address)), parsed.GetValue(yes));
        });
        return command;
    }

    private static int Run(Shell shell, IServiceProvider parts, string address, bool yes)
    {
        var erasure = parts.GetRequiredService<Erasure>();
        if (address.Split('@') is not [{ Length: > 0 }, { Length: > 0 }])
        {
            shell.Problem(new($"« {address} » n'est pas une adresse : lea@exemple.fr.", $"“{address}” is no address: lea@example.com."));
            return ExitCode.WrongInput;
        }

        // A back-test that was broken off has left copies.
        Backtest.RemoveLeftovers(parts.GetRequiredService<FaqSettings>().DataFolder);
        var found = erasure.Find(address);
        if (found.Mails.Count == 0)
        {
            shell.Line(shell.Say($"Le registre n'a aucun message de {address}.", $"The ledger has no mail of {address}."));
            TellMentions(shell, found);
            return erasure.IsScrubDue() ? Scrub(shell, erasure) : ExitCode.Done;
        }

        shell.Line(shell.Say(
            $"{Count(found.Mails.Count, "message", "messages")} de {address} : n° {Numbers(found.Mails)}. Texte, objet, nom, adresse, brouillons et réponses seront effacés du registre, pour toujours.",
            $"{Counted(found.Mails.Count, "mail", "mails")} of {address}: no. {Numbers(found.Mails)}. Text, subject, name, address, drafts and replies will be erased from the ledger for good."));
        if (!yes && !Confirmed(shell)) return ExitCode.Failed;
        return Erase(shell, erasure, address, parts.GetRequiredService<FaqSettings>().Smtp.PickupFolder);
    }

    private static int Erase(Shell shell, Erasure erasure, string address, string pickup)
    {
        AskerRecord erased;
        try
        {
            erased = erasure.Erase(address);
        }
        catch (ReplyOnItsWayException busy)
        {
            shell.Problem(new(
                $"Une réponse à cette personne part en ce moment (message n° {busy.MailId}) : rien n'est effacé. Recommencez dans une minute, le service étant en marche.",
                $"A reply to this person is being sent right now (mail {busy.MailId}): nothing is erased. Try again in a minute, with the service running."));
            return ExitCode.Failed;
        }

        var scrubbed = Scrub(shell, erasure);
        Tell(shell, erased, pickup);
        return scrubbed;
    }

    private static bool Confirmed(Shell shell)
    {
        shell.Line(shell.Say("Effacer ? Tapez « oui » :", "Erase? Type “yes”:"));
        if (Console.In.ReadLine()?.Trim().ToLowerInvariant() is "oui" or "o" or "yes" or "y") return true;
        shell.Problem(new("Rien n'est effacé.", "Nothing is erased."));
        return false;
    }

    private static int Scrub(Shell shell, Erasure erasure)
    {
        if (erasure.Scrub()) return ExitCode.Done;
        shell.Problem(new(
            "Le registre n'en montre plus rien, mais son fichier n'a pas pu être réécrit (occupé, ou disque plein) : des traces peuvent y rester. Recommencez la même commande, au besoin le service arrêté.",
            "The ledger shows nothing of it any more, but its file couldn't be written anew (busy, or the disk is full): traces may be left in it. Repeat the same command, with the service stopped if need be."));
        return ExitCode.Failed;
    }

    private static void Tell(Shell shell, AskerRecord erased, string pickup)
    {
        shell.Line(shell.Say(
            $"Effacé : {Count(erased.Mails.Count, "message", "messages")}, {Count(erased.Lessons, "formulation apprise", "formulations apprises")}. Restent leurs numéros et leurs étapes, pour que rien ne parte deux fois.",
            $"Erased: {Counted(erased.Mails.Count, "mail", "mails")}, {Counted(erased.Lessons, "learned phrasing", "learned phrasings")}. Their numbers and steps stay, so that nothing is sent twice."));
        if (erased.Open > 0)
        {
            shell.Line(shell.Say(
                $"Clos sans réponse, pour cette raison : {Count(erased.Open, "message qui était en attente", "messages qui étaient en attente")}.",
                $"Closed without an answer, for this reason: {Counted(erased.Open, "mail that was waiting", "mails that were waiting")}."));
        }

        shell.Line(shell.Say(
            "Pas effacé : votre boîte aux lettres (messages reçus, Brouillons, Envoyés), vos sauvegardes, le journal du système, et les formulations que vous avez écrites vous-même.",
            "Not erased: your mailbox (mail received, Drafts, Sent), your backups, the system's journal, and the phrasings that you wrote yourself."));
        if (pickup.Length > 0) shell.Line(shell.Say($"Ni les réponses écrites dans {pickup}.", $"Nor the replies written to {pickup}."));
        if (erased.Drafts > 0)
        {
            shell.Line(shell.Say(
                $"Dans vos Brouillons, {Count(erased.Drafts, "brouillon lui est destiné : supprimez-le", "brouillons lui sont destinés : supprimez-les")}.",
                $"In your Drafts, {Counted(erased.Drafts, "draft is addressed to this person: delete it", "drafts are addressed to this person: delete them")}."));
        }

        TellMentions(shell, erased);
    }

    private static void TellMentions(Shell shell, AskerRecord found)
    {
        if (found.Mentions.Count == 0) return;
        shell.Line(shell.Say(
            $"L'adresse figure dans des messages d'autres personnes, qui restent : n° {Numbers(found.Mentions)} (« ledger show » les montre).",
            $"The address stands in other people's mails, which stay: no. {Numbers(found.Mentions)} (“ledger show” shows them)."));
    }

    private static string Numbers(IReadOnlyList<long> ids) => string.Join(", ", ids.Take(20)) + (ids.Count > 20 ? "…" : "");

    // In French, none is one: "0 formulation".
    private static string Count(int count, string one, string several) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count < 2 ? one : several)}");

    private static string Counted(int count, string one, string several) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several)}");

    // As it is copied from a mail program: "Léa <lea@example.org>".
    private static string Bare(string address)
    {
        var open = address.LastIndexOf('<');
        return (open >= 0 ? address[(open + 1)..].TrimEnd().TrimEnd('>') : address).Trim().ToLowerInvariant();
    }
}
