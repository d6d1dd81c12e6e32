using MailKit;

namespace FaqResponder.Support;

/// <summary>What a folder says of one mail: <c>MessageId</c> stands without its angle brackets, as in MimeKit.</summary>
public sealed record MailSummary(UniqueId Uid, string? MessageId, string? Subject, MessageFlags Flags, IReadOnlySet<string> Keywords);
