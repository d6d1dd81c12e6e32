using System.CommandLine;

using FaqResponder.Core;
using FaqResponder.ReviewPage.Access;
using FaqResponder.Settings;
using FaqResponder.Storage;

using Microsoft.Extensions.DependencyInjection;

using Spectre.Console;

namespace FaqResponder.Cli;

/// <summary><c>page</c>: a new link to the review page, its password, and signing all browsers out.</summary>
internal static class PageCommand
{
    public static Command Create(Shell shell)
    {
        var password = new Option<bool>("--password") { Description = shell.Say("Donne un mot de passe à la page (demandé, ou lu sur l'entrée standard)", "Gives the page a password (asked for, or read from standard input)") };
        var signOut = new Option<bool>("--sign-out") { Description = shell.Say("Déconnecte tous les navigateurs", "Signs all browsers out") };
        var command = new Command("page", shell.Say("Un lien qui ouvre la page de relecture, une fois", "A link that opens the review page, once")) { password, signOut };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(password)) return SetPassword(shell);
            using var parts = shell.LocalParts();
            return parsed.GetValue(signOut) ? SignOut(shell, parts) : Link(shell, parts);
        });
        return command;
    }

    private static int Link(Shell shell, IServiceProvider parts)
    {
        var page = parts.GetRequiredService<FaqSettings>().ReviewPage;
        if (page.Listen is null)
        {
            shell.Problem(new("Aucune page : ReviewPage:Listen est vide.", "No page: ReviewPage:Listen is empty."));
            return ExitCode.WrongInput;
        }

        if (page is { Listen.Port: 0, PublicAddress: null })
        {
            shell.Problem(new("Le port de la page n'est connu que du service : il en donne l'adresse en démarrant.", "Only the service knows the port of the page: it tells the address as it starts."));
            return ExitCode.WrongInput;
        }

        var address = page.PublicAddress ?? new Uri($"http://{page.Listen}/");
        shell.Line($"{new Uri(address, $"open/{parts.GetRequiredService<PageAccess>().NewLink()}")}");
        shell.Line(shell.Say("Ce lien ouvre la page une fois, dans l'heure.", "This link opens the page once, within an hour."));
        if (!parts.GetRequiredService<Leases>().AnyHeld()) shell.Line(shell.Say("Le service ne tourne pas : lancez « faqresponder run ».", "The service doesn't run: start “faqresponder run”."));
        return ExitCode.Done;
    }

    private static int SignOut(Shell shell, IServiceProvider parts)
    {
        parts.GetRequiredService<PageAccess>().SignAllOut();
        shell.Line(shell.Say("Tous les navigateurs sont déconnectés ; « faqresponder page » donne un nouveau lien.", "All browsers are signed out; “faqresponder page” gives a new link."));
        return ExitCode.Done;
    }

    // It is what an open address waits for, so it must work while the settings are refused for the lack of it.
    private static int SetPassword(Shell shell)
    {
        var (file, data) = ReviewPageReader.Places(shell.Sources);
        var password = Console.IsInputRedirected ? Console.In.ReadLine() ?? "" : shell.Screen.Prompt(new TextPrompt<string>(shell.Say("Mot de passe :", "Password:")).Secret());
        if (password.Length < PasswordHash.ShortestPassword)
        {
            shell.Problem(new Phrase($"Trop court : {PasswordHash.ShortestPassword} caractères au moins ; quelques mots font l'affaire.", $"Too short: {PasswordHash.ShortestPassword} characters at least; a few words will do."));
            return ExitCode.WrongInput;
        }

        PrivateFiles.Write(file, PasswordHash.Of(password) + "\n");
        var database = new Database(data);
        // Who knew the old one is out.
        if (database.Exists)
        {
            database.Migrate();
            new PageAccess(database, TimeProvider.System).SignAllOut();
        }

        shell.Line(shell.Say($"Empreinte du mot de passe écrite : {file}", $"Hash of the password written: {file}"));
        return ExitCode.Done;
    }
}
