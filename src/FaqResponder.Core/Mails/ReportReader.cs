using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>Reads the reports of mail systems: their structure where they have one (RFC 6522), else their text.</summary>
public static partial class ReportReader
{
    /// <summary>The most characters of one part that count.</summary>
    public const int MaxPart = 64 * 1024;

    private const int MostRecipients = 100;

    private static readonly string[] RecipientFields = ["Original-Recipient", "Final-Recipient"];
    private static readonly string[] OriginalFields = ["Original-Message-ID", "X-Original-Message-ID"];

    /// <summary>Whether a part of that media type tells something about another mail.</summary>
    public static bool IsReportPart(string type) => IsStatus(type) || IsOriginal(type) || type is "message/disposition-notification" or "message/global-disposition-notification" or "message/feedback-report";

    /// <summary>Whether a part of that media type is the mail that a report is about, or its header.</summary>
    public static bool IsOriginal(string type) => type is "message/rfc822" or "text/rfc822-headers" or "message/global" or "message/global-headers" or "message/rfc822-headers";

    /// <summary>What a mail reports; <see langword="null"/> for all mail that is no report.</summary>
    /// <param name="mail">The mail, decoded.</param>
    /// <param name="parts">Those of its parts for which <see cref="IsReportPart"/> holds.</param>
    public static MailReport? Read(IncomingMail mail, IReadOnlyList<ReportPart> parts)
    {
        var original = parts.Where(p => IsOriginal(p.Type)).Select(p => Original(p.Text)).FirstOrDefault(id => id is not null);
        foreach (var part in parts)
        {
            var groups = IsOriginal(part.Type) ? [] : ReportFields.Groups(Bounded(part.Text));
            var report = part.Type switch
            {
                _ when IsStatus(part.Type) => Delivery(groups, original),
                "message/disposition-notification" or "message/global-disposition-notification" => Receipt(groups, original),
                "message/feedback-report" => Complaint(groups, original),
                _ => null,
            };
            if (report is not null) return report;
        }

        return BounceText.Read(mail, original);
    }

    private static bool IsStatus(string type) => type is "message/delivery-status" or "message/global-delivery-status";

    private static string? Original(string text) =>
        ReportFields.Groups(Bounded(text)).Take(1).Select(header => ReportFields.Id(ReportFields.Value(header, "Message-ID"))).FirstOrDefault();

    /// <summary>One group for the mail, one for each recipient; some programs forget the empty line between them.</summary>
    private static MailReport? Delivery(IReadOnlyList<IReadOnlyList<MailHeader>> groups, string? original)
    {
        var recipients = groups.Where(g => ReportFields.Value(g, "Action") is not null || ReportFields.Value(g, "Final-Recipient") is not null).ToList();
        if (recipients.Count == 0) return null;
        var failed = recipients.Where(HasFailed).ToList();
        var (kind, meant) = failed.Count > 0 ? (ReportKind.Bounce, failed) : (ReportKind.Delay, recipients);
        return new(kind, original ?? NamedOriginal(groups), Addresses(meant.Select(Recipient)), meant.Select(StatusOf).FirstOrDefault(s => s is not null));
    }

    private static MailReport Receipt(IReadOnlyList<IReadOnlyList<MailHeader>> groups, string? original) =>
        new(ReportKind.Receipt, NamedOriginal(groups) ?? original, Addresses(groups.Select(Recipient)), null);

    private static MailReport Complaint(IReadOnlyList<IReadOnlyList<MailHeader>> groups, string? original) =>
        new(ReportKind.Complaint, original ?? NamedOriginal(groups), Addresses(groups.SelectMany(g => g).Where(f => f.Name.Equals("Original-Rcpt-To", StringComparison.OrdinalIgnoreCase)).Select(f => f.Value)), null);

    private static bool HasFailed(IReadOnlyList<MailHeader> group) => ReportFields.Value(group, "Action") is { } action
        ? action.StartsWith("fail", StringComparison.OrdinalIgnoreCase)
        : StatusOf(group)?[0] == '5';

    private static string? Recipient(IReadOnlyList<MailHeader> group) =>
        RecipientFields.Select(name => ReportFields.Value(group, name)).FirstOrDefault(value => value?.Contains('@', StringComparison.Ordinal) is true);

    // "5.0.0" says nothing; the answer of the server below it may.
    private static string? StatusOf(IReadOnlyList<MailHeader> group)
    {
        var status = Code().Match(ReportFields.Value(group, "Status") ?? "");
        var said = Code().Match(ReportFields.Value(group, "Diagnostic-Code") ?? "");
        if (said.Success && (!status.Success || status.Value.EndsWith(".0.0", StringComparison.Ordinal))) return said.Value;
        return status.Success ? status.Value : null;
    }

    private static string? NamedOriginal(IReadOnlyList<IReadOnlyList<MailHeader>> groups) =>
        groups.SelectMany(g => OriginalFields.Select(name => ReportFields.Id(ReportFields.Value(g, name)))).FirstOrDefault(id => id is not null);

    /// <summary>The address in values like <c>rfc822; lea@example.org</c>, each once.</summary>
    internal static IReadOnlyList<string> Addresses(IEnumerable<string?> values) =>
        [.. values.Select(v => Address().Match(v ?? "")).Where(m => m.Success).Select(m => m.Value).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostRecipients)];

    internal static string Bounded(string text) => text.Length <= MaxPart ? text : text[..MaxPart];

    [GeneratedRegex(@"[^\s<>;:,()\[\]""@]{1,64}@[^\s<>;:,()""@]{1,255}")]
    private static partial Regex Address();

    /// <summary>An enhanced status code and no IP address.</summary>
    [GeneratedRegex(@"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\d)")]
    internal static partial Regex Code();
}
