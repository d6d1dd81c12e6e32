namespace FaqResponder.Settings;

/// <summary>
/// The mail providers that French authors use. Gathered from the autoconfig databases of Thunderbird and Delta Chat and from the lists of other
/// mail programs, not from logins of our own: where a provider has moved, <c>Host</c> in the settings wins.
/// </summary>
internal static class MailPresets
{
    public static IReadOnlyList<MailPreset> All { get; } =
    [
        new("orange", "Orange", ["orange.fr", "wanadoo.fr"], Imap("imap.orange.fr"), Smtp("smtp.orange.fr"))
        {
            Hint = new(
                "Orange : si la connexion est refusée, autorisez l'accès depuis d'autres applications dans les paramètres du Mail Orange.",
                "Orange: if the login is refused, allow access from other applications in the settings of Mail Orange."),
        },
        new("free", "Free", ["free.fr"], Imap("imap.free.fr"), Smtp("smtp.free.fr"))
        {
            ImapLoginIsLocalPart = true,
            SmtpLoginIsLocalPart = true,
            Hint = new(
                "Free : l'identifiant est ce qui précède @free.fr ; le mot de passe est celui de la messagerie, pas celui de l'espace abonné.",
                "Free: the login is what stands before @free.fr; the password is the mailbox's, not that of the customer account."),
        },
        new("sfr", "SFR", ["sfr.fr", "neuf.fr", "cegetel.net", "club-internet.fr"], Imap("imap.sfr.fr"), Smtp("smtp.sfr.fr"))
        {
            Hint = new(
                "SFR : l'identifiant est l'adresse entière ; le mot de passe est celui de SFR Mail.",
                "SFR: the login is the whole address; the password is that of SFR Mail."),
        },
        new("laposte", "La Poste", ["laposte.net"], Imap("imap.laposte.net"), Smtp("smtp.laposte.net"))
        {
            ImapLoginIsLocalPart = true,
            SmtpLoginIsLocalPart = true,
            Hint = new(
                "La Poste : autorisez l'accès IMAP dans les paramètres du webmail ; un mot de passe ancien doit d'abord y être renouvelé.",
                "La Poste: allow IMAP access in the settings of the web mail; an old password must first be renewed there."),
        },
        new("bouygues", "Bouygues Telecom", ["bbox.fr"], Imap("imap4.bbox.fr"), Smtp("smtp.bbox.fr"))
        {
            Hint = new(
                "Bouygues : le mot de passe est celui de la messagerie Bbox, pas celui de l'espace client.",
                "Bouygues: the password is that of the Bbox mailbox, not that of the customer account."),
        },
        new("gmail", "Gmail", ["gmail.com", "googlemail.com"], Imap("imap.gmail.com"), Smtp("smtp.gmail.com"))
        {
            SavesSentItself = true,
            AuthenticationServer = "mx.google.com",
            OAuth = OAuthProvider.Google,
            Hint = new(
                "Gmail n'accepte qu'un mot de passe d'application : activez la validation en deux étapes, puis créez-le sur https://myaccount.google.com/apppasswords. IMAP doit être activé dans les paramètres de Gmail.",
                "Gmail takes only an app password: turn on two-step verification, then make one at https://myaccount.google.com/apppasswords. IMAP must be on in the settings of Gmail. Or without a password: Mailbox:OAuth."),
        },
        new("yahoo", "Yahoo", ["yahoo.fr", "yahoo.com", "ymail.com", "rocketmail.com"], Imap("imap.mail.yahoo.com"), Smtp("smtp.mail.yahoo.com"))
        {
            Hint = new(
                "Yahoo n'accepte qu'un mot de passe d'application : créez-le sur https://login.yahoo.com/account/security.",
                "Yahoo takes only an app password: make one at https://login.yahoo.com/account/security."),
        },
        new("outlook", "Outlook.com", MicrosoftDomains, Imap("outlook.office365.com"), StartTls("smtp-mail.outlook.com"))
        {
            SavesSentItself = true,
            RefusesPasswords = true,
            AuthenticationServer = "-",
            OAuth = OAuthProvider.Microsoft,
            Hint = new(
                "Outlook.com, Hotmail et Live refusent tout mot de passe depuis septembre 2024, même d'application : il leur faut OAuth (Mailbox:OAuth, puis « faqresponder login »). IMAP doit être activé dans les paramètres d'Outlook.com (Courrier, Transfert et IMAP).",
                "Outlook.com, Hotmail and Live have refused every password since September 2024, app passwords too: they need OAuth (Mailbox:OAuth, then “faqresponder login”). IMAP must be on in the settings of Outlook.com (Mail, Forwarding and IMAP)."),
        },
        new("icloud", "iCloud", ["icloud.com", "me.com", "mac.com"], Imap("imap.mail.me.com"), StartTls("smtp.mail.me.com"))
        {
            ImapLoginIsLocalPart = true,
            AuthenticationServer = "*.icloud.com",
            Hint = new(
                "iCloud n'accepte qu'un mot de passe pour application : créez-le sur https://account.apple.com, rubrique Connexion et sécurité.",
                "iCloud takes only an app-specific password: make one at https://account.apple.com, under Sign-In and Security."),
        },
        new("gmx", "GMX", ["gmx.fr", "gmx.com"], Imap("imap.gmx.com"), Smtp("mail.gmx.com")) { Hint = Gmx },
        new("gmx.net", "GMX.net", ["gmx.net", "gmx.de", "gmx.at", "gmx.ch"], Imap("imap.gmx.net"), Smtp("mail.gmx.net")) { Hint = Gmx },
        new("infomaniak", "Infomaniak", ["ik.me", "ikmail.com", "etik.com"], Imap("mail.infomaniak.com"), Smtp("mail.infomaniak.com"))
        {
            Hint = new(
                "Infomaniak : le mot de passe est celui de l'adresse e-mail, pas celui du compte Infomaniak.",
                "Infomaniak: the password is that of the e-mail address, not that of the Infomaniak account."),
        },
        new("ovh", "OVHcloud", [], Imap("ssl0.ovh.net"), Smtp("ssl0.ovh.net"))
        {
            Hint = new(
                "OVHcloud : ssl0.ovh.net sert l'offre MX Plan ; pour E-mail Pro ou Exchange, écrivez dans Host le serveur donné par l'espace client (pro1.mail.ovh.net, ex4.mail.ovh.net…).",
                "OVHcloud: ssl0.ovh.net serves MX Plan; for E-mail Pro or Exchange write the server that the customer account shows into Host (pro1.mail.ovh.net, ex4.mail.ovh.net…)."),
        },
        new("gandi", "Gandi", [], Imap("mail.gandi.net"), Smtp("mail.gandi.net"))
        {
            Hint = new(
                "Gandi : l'identifiant est l'adresse entière ; le mot de passe est celui de la boîte, pas celui du compte Gandi.",
                "Gandi: the login is the whole address; the password is the mailbox's, not that of the Gandi account."),
        },
        new("ionos", "IONOS", [], Imap("imap.ionos.fr"), Smtp("smtp.ionos.fr"))
        {
            Hint = new(
                "IONOS : l'identifiant est l'adresse entière ; le mot de passe est celui de la boîte, pas celui du compte client.",
                "IONOS: the login is the whole address; the password is the mailbox's, not that of the customer account."),
        },
    ];

    private static IReadOnlyList<string> MicrosoftDomains =>
        ["outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "live.com", "live.fr", "msn.com"];

    private static Core.Phrase Gmx => new(
        "GMX : autorisez l'accès par IMAP dans les réglages du webmail, rubrique POP3 et IMAP.",
        "GMX: allow access by IMAP in the settings of the web mail, under POP3 & IMAP.");

    /// <summary>The names for <c>Mailbox:Provider</c>, for a person.</summary>
    public static string Names => string.Join(", ", All.Select(p => p.Name));

    public static MailPreset? ByName(string name) => All.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The provider of an e-mail address; <see langword="null"/> for a domain of her own.</summary>
    public static MailPreset? ByAddress(string address) => All.FirstOrDefault(p => p.Domains.Contains(Written.DomainOf(address)));

    /// <summary>The provider that a server belongs to, however it came into the settings.</summary>
    public static MailPreset? ByImapHost(string host) => All.FirstOrDefault(p => string.Equals(p.Imap.Host, host, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc cref="ByImapHost"/>
    public static MailPreset? BySmtpHost(string host) => All.FirstOrDefault(p => string.Equals(p.Smtp.Host, host, StringComparison.OrdinalIgnoreCase));

    private static MailHost Imap(string host) => new(host, 993, ConnectionSecurity.Tls);

    private static MailHost Smtp(string host) => new(host, 465, ConnectionSecurity.Tls);

    private static MailHost StartTls(string host) => new(host, 587, ConnectionSecurity.StartTls);
}
