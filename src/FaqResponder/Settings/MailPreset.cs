using FaqResponder.Core;

namespace FaqResponder.Settings;

/// <summary>A server of a provider.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">How the connection is secured.</param>
internal sealed record MailHost(string Host, int Port, ConnectionSecurity Security);

/// <summary>What is known of a mail provider, so that an author need not look it up.</summary>
/// <param name="Name">The word for <c>Mailbox:Provider</c>.</param>
/// <param name="Title">The name that people know.</param>
/// <param name="Domains">The domains of its addresses; none for a provider of other people's domains.</param>
/// <param name="Imap">Where mail is read.</param>
/// <param name="Smtp">Where replies are handed in.</param>
internal sealed record MailPreset(string Name, string Title, IReadOnlyList<string> Domains, MailHost Imap, MailHost Smtp)
{
    /// <summary>Whether it files what is sent into Sent by itself.</summary>
    public bool SavesSentItself { get; init; }

    /// <summary>Whether it takes no password at all, only OAuth.</summary>
    public bool RefusesPasswords { get; init; }

    /// <summary>How it signs Authentication-Results; empty when that is not known. See <see cref="Core.Screening.ScreeningPolicy.AuthenticationServer"/>.</summary>
    public string AuthenticationServer { get; init; } = "";

    /// <summary>Who gives the tokens that it takes; <see langword="null"/> where only passwords do.</summary>
    public OAuthProvider? OAuth { get; init; }

    /// <summary>Whether the IMAP login is what stands before the @ of the address.</summary>
    public bool ImapLoginIsLocalPart { get; init; }

    /// <summary>The same for SMTP.</summary>
    public bool SmtpLoginIsLocalPart { get; init; }

    /// <summary>What to know before the first login, and after a refused one.</summary>
    public required Phrase Hint { get; init; }

    public string ImapLogin(string address) => Login(address, ImapLoginIsLocalPart);

    public string SmtpLogin(string address) => Login(address, SmtpLoginIsLocalPart);

    // An address in a domain of her own tells nothing of the login that the provider knows her by.
    private string Login(string address, bool isLocalPart) =>
        isLocalPart && Domains.Contains(Written.DomainOf(address)) ? address[..address.LastIndexOf('@')] : address;
}
