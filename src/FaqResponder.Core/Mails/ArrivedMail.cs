namespace FaqResponder.Core.Mails;

/// <summary>A mail with its place in the mailbox.</summary>
/// <param name="Uid">Its UID, or its unique name in a Maildir.</param>
/// <param name="Mail">The mail.</param>
public sealed record ArrivedMail(string Uid, IncomingMail Mail);
