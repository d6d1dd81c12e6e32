using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Screening;

/// <summary>Rules about mail that is out of bounds: too large, to too many, too old.</summary>
internal static class BoundRules
{
    private const int MostRecipients = 2;
    private const double Megabyte = 1_000_000;

    /// <summary>N18: too large, to many people, a calendar invitation, or an encrypted body.</summary>
    internal static string? TooMuch(IncomingMail mail, ScreeningPolicy policy)
    {
        if (mail.Size > policy.MaxSize) return $"{mail.Size / Megabyte:0.0} MB";
        // The author and one more: a couple may ask together, a round mail is not for her alone.
        var recipients = mail.To.Concat(mail.Cc).DistinctBy(a => a.Address.ToLowerInvariant()).Count();
        if (recipients > MostRecipients) return $"To + Cc: {recipients}";
        return mail.PartTypes.Prepend(mail.ContentType).FirstOrDefault(type => type is "text/calendar" or "multipart/encrypted" or "application/pgp-encrypted" or "application/pkcs7-mime");
    }

    /// <summary>N20: mail that was there before a machine was to answer: a first start, a restored mailbox, a long outage.</summary>
    internal static string? History(IncomingMail mail, ScreeningPolicy policy) => mail.ArrivedAt < policy.FreshSince ? $"{mail.ArrivedAt:yyyy-MM-dd}" : null;
}
