using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

using FaqResponder.Core;

namespace FaqResponder.Cli;

/// <summary>What an author does once at her provider before the first <c>login</c>, told below that command's help.</summary>
internal static class LoginGuide
{
    private static readonly Phrase Text = new(
        """
        Avant la première connexion, il faut un identifiant d'application (Mailbox:OAuth:ClientId). Quelqu'un peut vous donner le sien ; sinon, c'est gratuit :

        Outlook.com, Hotmail, Live, Microsoft 365 (Mailbox:OAuth:Provider = Microsoft)
          1. https://entra.microsoft.com, Inscriptions d'applications, Nouvelle inscription ; comptes : « tout annuaire et comptes Microsoft personnels ».
          2. Authentification : plateforme « Applications mobiles et de bureau », adresse http://localhost ; « Autoriser les flux de clients publics » : Oui.
          3. Autorisations d'API, Microsoft Graph, déléguées : IMAP.AccessAsUser.All, SMTP.Send, offline_access.
          4. Copiez l'« ID d'application (client) » dans Mailbox:OAuth:ClientId. Il ne faut pas de secret. IMAP doit être activé dans Outlook.com.
          Dans une entreprise, l'administrateur doit parfois approuver l'application et permettre « SMTP authentifié » pour la boîte.

        Gmail (Mailbox:OAuth:Provider = Google) ; un mot de passe d'application est plus simple, s'il est permis
          1. https://console.cloud.google.com : nouveau projet, API « Gmail » activée.
          2. Écran de consentement : utilisateurs externes, champ d'application https://mail.google.com/, puis « Publier ». Laissé en test, la connexion ne tient que sept jours.
          3. Identifiants, ID client OAuth, « Application de bureau » : l'identifiant va dans Mailbox:OAuth:ClientId, le secret dans un fichier (Mailbox:OAuth:ClientSecretFile).
          4. Google avertit que l'application n'est pas validée : c'est la vôtre, « Paramètres avancés » permet de continuer.
          Google n'accorde pas le courrier par code à taper : login passe par le navigateur.

        Sur un serveur, lancez login avec les mêmes réglages que le service (--settings). Lancé en root, il remet le fichier au compte du service.
        """,
        """
        Before the first sign-in it takes an application id (Mailbox:OAuth:ClientId). Somebody may give you theirs; else it costs nothing:

        Outlook.com, Hotmail, Live, Microsoft 365 (Mailbox:OAuth:Provider = Microsoft)
          1. https://entra.microsoft.com, App registrations, New registration; accounts: "any directory and personal Microsoft accounts".
          2. Authentication: platform "Mobile and desktop applications", address http://localhost; "Allow public client flows": Yes.
          3. API permissions, Microsoft Graph, delegated: IMAP.AccessAsUser.All, SMTP.Send, offline_access.
          4. Copy the "Application (client) ID" into Mailbox:OAuth:ClientId. No secret is needed. IMAP must be on in Outlook.com.
          In a firm the administrator may have to approve the application and to allow "Authenticated SMTP" for the mailbox.

        Gmail (Mailbox:OAuth:Provider = Google); an app password is simpler, where it is allowed
          1. https://console.cloud.google.com: a new project, with the Gmail API on.
          2. Consent screen: external users, scope https://mail.google.com/, then "Publish". Left in testing, a sign-in lasts seven days only.
          3. Credentials, OAuth client ID, "Desktop app": the id goes into Mailbox:OAuth:ClientId, the secret into a file (Mailbox:OAuth:ClientSecretFile).
          4. Google warns that the application isn't verified: it is yours, "Advanced" lets you go on.
          Google doesn't grant mail by a code to type: login goes through the browser.

        On a server, run login with the settings of the service (--settings). Run as root, it hands the file to the service's account.
        """);

    /// <summary>Puts the guide below the help of <c>login</c>.</summary>
    public static void AddTo(RootCommand root, Shell shell)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new WithGuide((HelpAction)help.Action!, shell);
    }

    private sealed class WithGuide(HelpAction help, Shell shell) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = help.Invoke(parseResult);
            if (parseResult.CommandResult.Command.Name == "login") parseResult.InvocationConfiguration.Output.WriteLine(shell.Say(Text));
            return code;
        }
    }
}
