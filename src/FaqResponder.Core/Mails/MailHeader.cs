namespace FaqResponder.Core.Mails;

/// <summary>One header field of a mail, unfolded and decoded.</summary>
/// <param name="Name">The field name as written.</param>
/// <param name="Value">The field body.</param>
public sealed record MailHeader(string Name, string Value);
