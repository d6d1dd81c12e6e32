using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Learning;

/// <summary>What is to be known of a mail that the author sent before one can tell which mail it answers.</summary>
public static class SentMails
{
    /// <summary>How long after a mail a reply in a thread of its own may still be one to it.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    /// <summary>How far the clocks of her program and of the server may differ.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    private const int MostReferences = 100;

    /// <summary>When it was sent: by her program's clock, unless that says nonsense: a mail is not sent after it lies in Sent.</summary>
    public static DateTimeOffset SentAt(this IncomingMail sent) => sent.Date is { } date && date <= sent.ArrivedAt + ClockTolerance ? date : sent.ArrivedAt;

    /// <summary>Whether one of these people gets it. What she only passes on to somebody else is no answer to them.</summary>
    public static bool GoesTo(this IncomingMail sent, IEnumerable<string> addresses) => sent.To.Concat(sent.Cc).Select(a => a.Address).Intersect(addresses, StringComparer.OrdinalIgnoreCase).Any();

    /// <summary>The mails to which it says to reply, by their Message-ID: what it answers first, then the nearest in the thread.</summary>
    public static IReadOnlyList<string> Thread(this IncomingMail sent) => [.. sent.InReplyTo.Concat(sent.References.Reverse()).Distinct().Take(MostReferences)];

    /// <summary>Who may be meant by a reply to a mail.</summary>
    public static IEnumerable<string> Askers(this IncomingMail mail) => mail.From.Concat(mail.ReplyTo).Select(a => a.Address);
}
