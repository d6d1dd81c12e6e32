using System.Text.RegularExpressions;

using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Screening;

/// <summary>Rules about who sent a mail, and to whom.</summary>
internal static partial class SenderRules
{
    private static readonly string[] RecipientFields = ["To", "Cc", "Bcc", "Resent-To", "Resent-Cc", "Resent-Bcc"];

    /// <summary>N1: the null return path marks notices of the mail system, which must not be answered (RFC 3834, section 2).</summary>
    internal static string? NullReturnPath(IncomingMail mail) => mail.ReturnPath is "" ? "<>" : null;

    /// <summary>N2: mail from one of the author's own addresses, in any case of letters (RFC 5230, section 4.5).</summary>
    internal static string? OwnMail(IncomingMail mail, ScreeningPolicy policy) =>
        mail.ThroughForm is null && policy.Own.Holds(mail.Asker) && mail.ReplyTo.All(policy.Own.Holds) ? mail.Asker!.Address : null;

    /// <summary>
    /// N2: a form on the author's own site, or a mail that she passed on to herself, carries her address and another person's: never answered by
    /// machine, but not filed either, since somebody may be asking. A form that she listed is no such mail.
    /// </summary>
    internal static string? ThroughOwnAddress(IncomingMail mail, ScreeningPolicy policy)
    {
        if (mail.ThroughForm is not null || OwnMail(mail, policy) is not null) return null;
        if (policy.Own.Holds(mail.ReturnPath)) return mail.ReturnPath;
        return mail.From.FirstOrDefault(policy.Own.Holds)?.Address;
    }

    /// <summary>
    /// N7: senders of the mail system, those who say that they read nothing (RFC 5230, section 4.6), and those whom the author named.
    /// Small firms ask from <c>info@</c> and <c>contact@</c>.
    /// </summary>
    internal static string? SystemSender(IncomingMail mail, ScreeningPolicy policy)
    {
        // A form is a machine by its very nature; who filled it in is not.
        var senders = mail.ThroughForm is null ? mail.From.Select(f => f.Address).Append(mail.ReturnPath ?? "") : [mail.Asker!.Address];
        return senders.FirstOrDefault(address => SystemLocalPart().IsMatch(address.Split('@')[0].ToLowerInvariant()) || policy.NeverAnswer.Holds(address));
    }

    /// <summary>N8: none of the author's addresses among the recipients (RFC 5230, section 4.5): a blind copy, an alias that nobody told of.</summary>
    internal static string? NotAddressedToHer(IncomingMail mail, ScreeningPolicy policy)
    {
        if (policy.Own.IsEmpty || mail.To.Concat(mail.Cc).Any(policy.Own.Holds)) return null;
        return RecipientFields.SelectMany(mail.Values).Any(value => policy.Own.FirstIn(value) is not null) ? null : string.Join(", ", mail.To.Take(3).Select(a => a.Address));
    }

    /// <summary>
    /// N16: the author's own mail server could not make sure of the sender, or nobody says that it tried: an answer might reach somebody whose address was
    /// forged. A mail whose server kept no return path is answered at From, for which a proof is needed in any case.
    /// </summary>
    internal static string? Unproven(IncomingMail mail, ScreeningPolicy policy)
    {
        var (verdict, found) = SenderAuthentication.Judge(mail, policy.AuthenticationServer);
        return verdict switch
        {
            Authenticity.Passed => null,
            Authenticity.Failed => found,
            Authenticity.Unknown => policy.AnswerUnauthenticated && mail.ReturnPath is not null ? null : "",
        };
    }

    /// <summary>
    /// N17: no sender, several, or one that is not where the mail came from: a form on a web site, a mailing service, a forged From. The
    /// reply would go to the return path (M1), to somebody who asked nothing. Forwarders' rewritten paths are read as what they were.
    /// </summary>
    internal static string? UnclearSender(IncomingMail mail)
    {
        if (mail.From.Count != 1 || mail.From[0].Domain.Length == 0) return $"From : {mail.From.Count}";
        if (mail.ThroughForm is not null || string.IsNullOrEmpty(mail.ReturnPath)) return null;
        return mail.From[0].IsSameAs(mail.ReturnPath) || mail.From[0].IsSameAs(ReturnPaths.Original(mail.ReturnPath)) ? null : mail.ReturnPath;
    }

    [GeneratedRegex(@"^(mailer-daemon|listserv|majordomo|postmaster|owner-.*|.*-request|.*(no|do[-_.]?not|ne[-_.]?pas)[-_.]?(reply|repondre).*|bounces?([-+_.].*)?|notifications?([-+_.].*)?|mailer|daemon)$")]
    private static partial Regex SystemLocalPart();
}
