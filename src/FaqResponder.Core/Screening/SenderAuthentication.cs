using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Screening;

/// <summary>Whether the mail comes from who it says.</summary>
public enum Authenticity
{
    /// <summary>Nobody trusted has looked.</summary>
    Unknown,

    /// <summary>DMARC passed, or DKIM or SPF for the domain of From.</summary>
    Passed,

    /// <summary>None of them did, or DMARC failed.</summary>
    Failed,
}

/// <summary>Judges the sender by what the author's own server found (RFC 8601; alignment after RFC 7489, section 3.1).</summary>
public static class SenderAuthentication
{
    /// <summary>The verdict with the words that it rests on, such as <c>dmarc=fail</c>.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="server">The trusted server; see <see cref="ScreeningPolicy.AuthenticationServer"/>.</param>
    public static (Authenticity Verdict, string Found) Judge(IncomingMail mail, string server)
    {
        if (AuthenticationResults.Of(mail, server) is not { } results || mail.From.Count != 1) return (Authenticity.Unknown, "");
        var domain = mail.From[0].Domain;
        var found = string.Join(", ", results.Where(r => r.Method is "spf" or "dkim" or "dmarc").Select(r => $"{r.Method}={r.Result}"));
        var dmarc = results.Where(r => r.Method is "dmarc").ToList();
        // Who publishes that mail without proof is not his has said all there is to say.
        if (dmarc.Exists(r => r.Result is "fail")) return (Authenticity.Failed, found);
        return (dmarc.Exists(r => r.Result is "pass" && IsAligned(r, domain, "header.from")) || results.Any(r => IsAlignedPass(r, domain)) ? Authenticity.Passed : Authenticity.Failed, found);
    }

    private static bool IsAlignedPass(AuthenticationResult result, string domain) => result switch
    {
        { Result: not "pass" } => false,
        { Method: "dkim" } => IsAligned(result, domain, "header.d") || IsAligned(result, domain, "header.i"),
        { Method: "spf" } => IsAligned(result, domain, "smtp.mailfrom"),
        _ => false,
    };

    // The same domain, or one above it: mail of news.example.org may be signed by example.org. The other way round would take the list of public suffixes.
    private static bool IsAligned(AuthenticationResult result, string domain, string property)
    {
        if (!result.Properties.TryGetValue(property, out var value) || domain.Length == 0) return false;
        var signer = value[(value.LastIndexOf('@') + 1)..];
        return signer == domain || (signer.Contains('.', StringComparison.Ordinal) && domain.EndsWith("." + signer, StringComparison.Ordinal));
    }
}
