using System.CommandLine;

using Duende.IdentityModel.Client;

using FaqResponder.OAuth;
using FaqResponder.Settings;

namespace FaqResponder.Cli;

/// <summary><c>login</c>: signs the author in with OAuth, once; the service then renews what that brought by itself.</summary>
internal static class LoginCommand
{
    public static Command Create(Shell shell)
    {
        var browser = new Option<bool>("--browser")
        {
            Description = shell.Say("Se connecter dans un navigateur qui revient ici, au lieu d'un code à taper", "Sign in with a browser that comes back here, instead of a code to type"),
        };
        var command = new Command("login", shell.Say("Se connecte sans mot de passe (Outlook.com, Gmail…)", "Signs in without a password (Outlook.com, Gmail…)")) { browser };
        command.SetAction(async (parsed, token) =>
        {
            var settings = shell.Settings.Require();
            if (settings.OAuth is not { } oauth) return NothingToDo(shell);
            using var client = new OAuthClient(oauth);
            using var tokens = new AccessTokens(oauth, TimeProvider.System);
            var account = (settings.Mailbox.Imap ?? settings.Smtp.Server)?.User ?? settings.Author.Address;
            var inBrowser = oauth.AuthorizationEndpoint is not null && (oauth.DeviceEndpoint is null || parsed.GetValue(browser));
            var answer = inBrowser ? await BrowserAsync(shell, client, oauth, account, token) : await DeviceAsync(shell, client, token);
            Report(shell, await tokens.SignInAsync(answer, token), account, oauth);
            return ExitCode.Done;
        });
        return command;
    }

    private static int NothingToDo(Shell shell)
    {
        shell.Problem(new("Les réglages demandent un mot de passe, pas OAuth : il n'y a rien à faire ici.", "The settings ask for a password, not for OAuth: there is nothing to do here."));
        shell.Problem(new("→ Sinon remplissez Mailbox:OAuth ; « faqresponder login --help » dit comment.", "→ Else fill in Mailbox:OAuth; “faqresponder login --help” tells how."));
        return ExitCode.WrongInput;
    }

    private static async Task<TokenResponse> DeviceAsync(Shell shell, OAuthClient client, CancellationToken token)
    {
        var device = new DeviceSignIn(client, TimeProvider.System);
        var prompt = await device.BeginAsync(token);
        await SayAsync(shell.Say("Ouvrez cette adresse dans un navigateur, sur n'importe quel appareil :", "Open this address in a browser, on any device:"));
        await SayAsync("  " + prompt.Address);
        await SayAsync(shell.Say("et tapez-y ce code : ", "and type this code there: ") + prompt.Code);
        await SayAsync(shell.Say($"(valable jusqu'à {prompt.Until.ToLocalTime():HH:mm} ; j'attends, Ctrl+C abandonne)", $"(good until {prompt.Until.ToLocalTime():HH:mm}; waiting, Ctrl+C gives up)"));
        return await device.WaitAsync(token);
    }

    private static async Task<TokenResponse> BrowserAsync(Shell shell, OAuthClient client, OAuthSettings oauth, string account, CancellationToken token)
    {
        using var browser = new BrowserSignIn(client, oauth, shell.Language);
        await SayAsync(shell.Say("Ouvrez cette adresse dans un navigateur et connectez-vous :", "Open this address in a browser and sign in:"));
        await SayAsync("  " + browser.Address(account));
        await SayAsync(shell.Say(
            "Si le navigateur est sur une autre machine, il finit sur une page introuvable (127.0.0.1 ou localhost) : copiez ici l'adresse de cette page.",
            "If the browser is on another machine, it ends on a page that can't be found (127.0.0.1 or localhost): copy the address of that page here."));
        // On a thread of its own, since the console can't be read with a way out.
        _ = Task.Run(() => ReadPasted(shell, browser), token);
        return await browser.WaitAsync(token);
    }

    private static void ReadPasted(Shell shell, BrowserSignIn browser)
    {
        while (Console.In.ReadLine() is { } line)
        {
            if (line.Trim().Length > 0 && !browser.Take(line))
                shell.Problem(new("Ce n'est pas l'adresse de cette connexion.", "This is not the address of this sign-in."));
        }
    }

    private static void Report(Shell shell, StoredTokens signedIn, string account, OAuthSettings oauth)
    {
        shell.Line(shell.Say($"Connecté : {(signedIn.Account.Length > 0 ? signedIn.Account : account)}. Le service renouvelle l'accès de lui-même.", $"Signed in: {(signedIn.Account.Length > 0 ? signedIn.Account : account)}. The service renews the access by itself."));
        shell.Line(shell.Say($"Gardé dans {oauth.TokenFile}, que personne d'autre ne doit lire. Vérifiez maintenant : faqresponder check", $"Kept in {oauth.TokenFile}, which nobody else must read. Now check: faqresponder check"));
        if (!signedIn.Account.Contains('@', StringComparison.Ordinal) || string.Equals(signedIn.Account, account, StringComparison.OrdinalIgnoreCase)) return;
        shell.Problem(new(
            $"Attention : la boîte des réglages est celle de {account}. Si ce n'est pas le même compte, recommencez avec le bon.",
            $"Mind: the mailbox in the settings is that of {account}. If that is another account, try again with the right one."));
    }

    // Past the screen, which would break a long address into lines.
    private static Task SayAsync(string line) => Console.Out.WriteLineAsync(line);
}
