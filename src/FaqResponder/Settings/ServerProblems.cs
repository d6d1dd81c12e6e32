namespace FaqResponder.Settings;

/// <summary>What can be wrong with a server beyond its single keys, in words.</summary>
internal sealed class ServerProblems(KeyReader keys, string address)
{
    /// <summary>No host is named and none is known. Silent where another problem comes first: an unknown address, provider or host.</summary>
    public void MissingHost(ServerGroup group, ServerAsRead server)
    {
        if (server.HostIsGiven || address.Length == 0 || keys.IsSet("Mailbox:Provider")) return;

        var domain = Written.DomainOf(address);
        var (french, english) = group == ServerGroup.Smtp ? (" Pour ne rien envoyer : Mode Watch.", " To send nothing: Mode Watch.") : ("", "");
        keys.Wrong(
            group.Key("Host"), "", new(
                $"Aucun serveur n'est indiqué, et celui de {domain} n'est pas connu.",
                $"No server is named, and that of {domain} is not known."),
            new(
                $"Indiquez-le ici, ou nommez l'hébergeur dans Mailbox:Provider ({MailPresets.Names}).{french}",
                $"Name it here, or name the provider in Mailbox:Provider ({MailPresets.Names}).{english}"));
    }

    public void MissingPassword(ServerGroup group, MailPreset? provider)
    {
        var (file, variable) = (group.Key("PasswordFile"), Secrets.EnvironmentName(group.Path));
        keys.Missing(
            group.Key("Password"),
            new(
                $"Mettez le mot de passe dans un fichier et nommez celui-ci dans {file}, ou dans la variable {variable}. {provider?.Hint.French}".TrimEnd(),
                $"Put the password into a file and name that in {file}, or into the variable {variable}. {provider?.Hint.English}".TrimEnd()));
    }

    public void RefusesPasswords(ServerGroup group, MailPreset provider) => keys.Wrong(
        group.Key("Host"), group == ServerGroup.Imap ? provider.Imap.Host : provider.Smtp.Host, provider.Hint,
        new(
            "Remplissez Mailbox:OAuth:Provider et Mailbox:OAuth:ClientId, puis lancez « faqresponder login » ; « faqresponder login --help » dit d'où vient le ClientId.",
            "Fill in Mailbox:OAuth:Provider and Mailbox:OAuth:ClientId, then run “faqresponder login”; “faqresponder login --help” tells where the ClientId comes from."));

    public void PickupInstead(string host) => keys.Warn(
        "Smtp:Host", host, new(
            "Rien n'est envoyé : les réponses sont écrites dans Smtp:PickupFolder.",
            "Nothing is sent: replies are written into Smtp:PickupFolder."),
        new("Videz l'une des deux clés.", "Empty one of the two keys."));
}
