using System.Net.Sockets;

using FaqResponder.Core;
using FaqResponder.OAuth;
using FaqResponder.Settings;

using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace FaqResponder.Mailbox;

/// <summary>What went wrong with a server or folder, and what to do, in words.</summary>
/// <param name="Wrong">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="NeedsAPerson">Whether it won't heal by itself: retries then come seldom, since providers lock accounts after wrong passwords.</param>
internal sealed record Trouble(Phrase Wrong, Phrase Remedy, bool NeedsAPerson)
{
    /// <summary>Whether retries come minutes apart instead of seconds.</summary>
    public bool IsTriedSeldom { get; init; } = NeedsAPerson;
}

/// <summary>Puts MailKit's exceptions into words.</summary>
internal static class MailFaults
{
    /// <summary>The words for a fault; <see langword="null"/> when it doesn't come from the mail side.</summary>
    /// <param name="fault">The exception.</param>
    /// <param name="server">The server that was talked to; <see langword="null"/> for a folder of files.</param>
    public static Trouble? Describe(Exception fault, ServerSettings? server)
    {
        var at = server is null ? "" : $"{server.Host}:{server.Port}";
        return fault switch
        {
            // A folder that is made again is to be taken up soon, and looking for it locks no account.
            MissingFolderException missing => MissingFolder(missing) with { IsTriedSeldom = false },
            ServerBusyException => Busy(fault.Message, at),
            ImapCommandException { ResponseText: { } words } when IsFull(words) => Full(words, at),
            ImapCommandException { ResponseText: { } words } when ServerBusyException.IsSaidBy(words) => Busy(words, at),
            ImapProtocolException when ServerBusyException.IsSaidBy(fault.Message) => Busy(fault.Message, at),
            OAuthException oauth => new(oauth.Wrong, oauth.Remedy, oauth.NeedsAPerson),
            AuthenticationException when server is { UsesOAuth: true } => new(
                new($"{at} refuse l'accès de « {server.User} », bien qu'il soit tout neuf ({fault.Message})", $"{at} refuses the access of “{server.User}”, although it is brand new ({fault.Message})"),
                new(
                    "Vérifiez que vous êtes connectée avec ce compte-là (« faqresponder login »), et qu'IMAP et l'envoi par SMTP sont permis dans ses paramètres.",
                    "Check that you signed in with that account (“faqresponder login”), and that IMAP and sending by SMTP are allowed in its settings."),
                NeedsAPerson: true),
            AuthenticationException or ServiceNotAuthenticatedException => new(
                new($"{at} refuse l'identifiant « {server?.User} » ou son mot de passe ({fault.Message})", $"{at} refuses the user “{server?.User}” or the password ({fault.Message})"),
                new(
                    "Vérifiez l'identifiant et le mot de passe. Beaucoup de fournisseurs (Gmail, Yahoo, Orange…) demandent un mot de passe d'application, ou que l'accès IMAP soit activé dans le webmail.",
                    "Check user and password. Many providers (Gmail, Yahoo, Orange…) ask for an app password, or for IMAP to be switched on in their web mail."),
                NeedsAPerson: true),
            SslHandshakeException tls => Certificate(tls, at),
            NotSupportedException => new(
                new($"{at} n'offre pas la connexion sécurisée demandée ({fault.Message})", $"{at} doesn't offer the secured connection that is asked for ({fault.Message})"),
                new("Essayez Security « Tls » (ports 993, 465) ou « StartTls » (ports 143, 587).", "Try Security “Tls” (ports 993, 465) or “StartTls” (ports 143, 587)."),
                NeedsAPerson: true),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => new(
                new($"le serveur « {server?.Host} » est introuvable", $"the server “{server?.Host}” can't be found"),
                new("Vérifiez son nom dans les réglages (Host), et la connexion à internet.", "Check its name in the settings (Host), and the connection to the internet."),
                NeedsAPerson: false),
            SocketException => new(
                new($"{at} ne répond pas ({fault.Message})", $"{at} doesn't answer ({fault.Message})"),
                new("Vérifiez le port dans les réglages et la connexion à internet ; sinon le service réessaie de lui-même.", "Check the port in the settings and the connection to the internet; otherwise the service tries again by itself."),
                NeedsAPerson: false),
            // A refusal that passes (4yz) says nothing of her address: the server is busy, or puts everybody off.
            SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted, StatusCode: >= (SmtpStatusCode)500 } => new(
                new($"{at} refuse d'envoyer au nom de votre adresse ({fault.Message})", $"{at} refuses to send in the name of your address ({fault.Message})"),
                new("Vérifiez Smtp:User, son mot de passe, et que Author:Address est bien une adresse de ce compte.", "Check Smtp:User, its password, and that Author:Address is an address of that account."),
                NeedsAPerson: true),
            TimeoutException or ProtocolException or ServiceNotConnectedException or ImapCommandException or SmtpCommandException => new(
                new($"la conversation avec {at} a été interrompue ({fault.Message})", $"the conversation with {at} broke off ({fault.Message})"),
                new("Rien à faire si c'est passager : le service se reconnecte de lui-même.", "Nothing to do if it passes: the service reconnects by itself."),
                NeedsAPerson: false),
            _ => null,
        };
    }

    // OVERQUOTA (RFC 9208, section 5.3) in the words of Dovecot, Cyrus and Courier.
    private static bool IsFull(string words) =>
        Array.Exists(["quota exceeded", "over quota", "exceeded your mail quota", "mailbox is full", "OVERQUOTA"], w => words.Contains(w, StringComparison.OrdinalIgnoreCase));

    private static Trouble Full(string words, string at) => new(
        new($"la boîte est pleine sur {at} ({words})", $"the mailbox on {at} is full ({words})"),
        new("Faites de la place (corbeille, pièces jointes) : ni brouillon ni copie ne peut y être posé. Le service réessaie de lui-même.", "Make room (trash, attachments): neither draft nor copy can be put there. The service tries again by itself."),
        NeedsAPerson: false);

    private static Trouble Busy(string words, string at) => new(
        new($"{at} demande de patienter ({words})", $"{at} asks for patience ({words})"),
        new(
            "Rien à faire si c'est passager : le service réessaie dans quelques minutes. Si cela dure, fermez des programmes de messagerie ouverts sur d'autres appareils, ou augmentez Mailbox:PollEvery.",
            "Nothing to do if it passes: the service tries again in a few minutes. If it lasts, close mail programs that are open on other devices, or raise Mailbox:PollEvery."),
        NeedsAPerson: false)
    {
        IsTriedSeldom = true,
    };

    private static Trouble MissingFolder(MissingFolderException missing)
    {
        var present = string.Join(", ", missing.Present.Take(30).Select(n => $"« {n} »"));
        return missing.Asked.StartsWith("Mailbox:", StringComparison.Ordinal)
            ? new(
                new($"le dossier des {(missing.Asked.EndsWith("SentFolder", StringComparison.Ordinal) ? "messages envoyés" : "brouillons")} est introuvable", $"the {(missing.Asked.EndsWith("SentFolder", StringComparison.Ordinal) ? "Sent" : "Drafts")} folder can't be found"),
                new($"Donnez son nom dans {missing.Asked}. Dossiers présents : {present}.", $"Give its name in {missing.Asked}. Folders that are there: {present}."),
                NeedsAPerson: true)
            : new(
                new($"le dossier « {missing.Asked} » n'existe pas", $"the folder “{missing.Asked}” doesn't exist"),
                new($"Corrigez son nom dans les réglages, ou créez-le. Dossiers présents : {present}.", $"Correct its name in the settings, or create it. Folders that are there: {present}."),
                NeedsAPerson: true);
    }

    private static Trouble Certificate(SslHandshakeException fault, string at)
    {
        var certificate = fault.ServerCertificate as System.Security.Cryptography.X509Certificates.X509Certificate2;
        var details = certificate is null
            ? fault.Message.Split('\n')[0].Trim()
            : $"{certificate.Subject}, {certificate.NotBefore:yyyy-MM-dd} – {certificate.NotAfter:yyyy-MM-dd}, SHA-256 {certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256)}";
        return new(
            new($"le certificat de {at} n'est pas valable (expiré, pour un autre nom, ou non reconnu) : {details}", $"the certificate of {at} is not valid (expired, for another name, or not recognised): {details}"),
            new(
                "Vérifiez Host et Port. Si c'est votre propre serveur et que vous le reconnaissez, inscrivez cette empreinte SHA-256 dans CertificateFingerprint.",
                "Check Host and Port. If it is your own server and you recognise it, write that SHA-256 fingerprint into CertificateFingerprint."),
            NeedsAPerson: true);
    }
}
