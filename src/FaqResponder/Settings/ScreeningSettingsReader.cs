using FaqResponder.Core.Deciding;

namespace FaqResponder.Settings;

/// <summary>Reads which mail a machine may answer.</summary>
internal static class ScreeningSettingsReader
{
    private const string Server = "Screening:AuthenticationServer";
    private const string Unproven = "Screening:Unauthenticated";

    public static ScreeningSettings Read(KeyReader keys, MailPreset? provider, Mode mode)
    {
        var settings = new ScreeningSettings
        {
            AuthenticationServer = keys.Text(Server, provider?.AuthenticationServer ?? "").ToLowerInvariant(),
            Unauthenticated = keys.Choice<Unauthenticated>(Unproven) ?? Unauthenticated.Wait,
            NeverAnswer = new(keys.AddressesOrDomains("Screening:NeverAnswer")),
            ContactForms = new(keys.AddressesOrDomains("Screening:ContactForms")),
            Relays = new(keys.AddressesOrDomains("Screening:Relays")),
        };
        if (mode is Mode.Answer && settings is { AuthenticationServer.Length: 0, Unauthenticated: Unauthenticated.Wait })
        {
            keys.Warn(
                Server, "", new(
                    "On ne sait pas quel serveur contrôle vos expéditeurs : aucune réponse ne partira seule.",
                    "It is not known which server checks your senders: no answer will go out by itself."),
                new(
                    $"Lancez faqresponder read sur un message reçu : il nomme les serveurs de son en-tête Authentication-Results. Écrivez ici le vôtre, ou {Unproven} Answer si votre hébergeur ne contrôle rien.",
                    $"Run faqresponder read on a mail that you got: it names the servers of its Authentication-Results. Write yours here, or {Unproven} Answer if your provider checks nothing."));
        }

        return settings;
    }
}
