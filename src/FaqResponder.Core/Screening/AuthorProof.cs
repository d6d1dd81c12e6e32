using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Screening;

/// <summary>Whether a mail that bears the author's address is hers.</summary>
public static class AuthorProof
{
    /// <summary>Whether it says so: one sender, hers, and no machine that speaks for her. Anybody can write that.</summary>
    public static bool IsClaimed(IncomingMail mail, ScreeningPolicy policy) =>
        mail.From.Count == 1 && SenderRules.OwnMail(mail, policy) is not null && !ScreeningRules.IsByMachine(mail, policy);

    /// <summary>
    /// Whether her own server vouches for it: by DMARC, DKIM or SPF in line with From, or because the sender signed in to send it (<c>auth=pass</c>, RFC 8601,
    /// section 2.7.4). Mail to oneself often bears no such word; then only her Sent folder can tell.
    /// </summary>
    public static bool IsGiven(IncomingMail mail, ScreeningPolicy policy) =>
        IsClaimed(mail, policy) && (SenderAuthentication.Judge(mail, policy.AuthenticationServer).Verdict is Authenticity.Passed
            || AuthenticationResults.Of(mail, policy.AuthenticationServer) is { } results && results.Any(r => r is { Method: "auth", Result: "pass" } && IsHers(r, mail.From[0])));

    private static bool IsHers(AuthenticationResult result, MailAddress from) =>
        (result.Properties.TryGetValue("smtp.auth", out var who) || result.Properties.TryGetValue("smtp.mailfrom", out who)) && from.IsSameAs(who);
}
