using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Screening;

/// <summary>
/// Mail that a form on a web site wrote: From is the site, Reply-To is who filled the form in. Reply-To is used for the forms only that the author listed.
/// </summary>
public static class ContactForms
{
    /// <summary>The mail with its real asker, if it comes from a listed form that names one; else as it is.</summary>
    /// <param name="mail">The mail as it arrived.</param>
    /// <param name="forms">The senders of the forms.</param>
    /// <param name="own">The author's own addresses, which ask nothing.</param>
    public static IncomingMail Resolve(IncomingMail mail, AddressList forms, AddressList own) =>
        mail.From.Count == 1 && forms.Holds(mail.From[0]) && mail.ReplyTo is [{ Domain.Length: > 0 } asker] && !own.Holds(asker) ? mail with { ThroughForm = asker } : mail;
}
