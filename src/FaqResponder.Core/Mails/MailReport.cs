namespace FaqResponder.Core.Mails;

/// <summary>
/// What a mail of the mail system says about a mail that was sent earlier. Anybody can write such a report: it proves nothing about a mail whose
/// Message-ID it doesn't name.
/// </summary>
/// <param name="Kind">What it says.</param>
/// <param name="OriginalMessageId">The Message-ID of the mail it is about, without angle brackets; <see langword="null"/> when it doesn't tell.</param>
/// <param name="Recipients">
/// The addresses it is about, as they were written to (Original-Recipient) or else as the last server knew them (Final-Recipient). Of a bounce, those
/// who did not get the mail.
/// </param>
/// <param name="Status">The enhanced status code (RFC 3463), such as <c>5.1.1</c>; <see langword="null"/> when there is none.</param>
public sealed record MailReport(ReportKind Kind, string? OriginalMessageId, IReadOnlyList<string> Recipients, string? Status);

/// <summary>The kinds of report.</summary>
public enum ReportKind
{
    /// <summary>The mail did not reach a recipient, and nobody tries any longer (RFC 3464, Action: failed).</summary>
    Bounce,

    /// <summary>The mail is late, was delivered or handed on (RFC 3464, any other Action): nothing has failed so far.</summary>
    Delay,

    /// <summary>A recipient's program tells what became of the mail (RFC 8098).</summary>
    Receipt,

    /// <summary>A recipient called the mail spam (RFC 5965).</summary>
    Complaint,
}

/// <summary>A part of a report as it came.</summary>
/// <param name="Type">Its media type, in lower case.</param>
/// <param name="Text">Its content; of the original mail, no more than the header is needed.</param>
public sealed record ReportPart(string Type, string Text);
