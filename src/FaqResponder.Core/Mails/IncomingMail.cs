using System.Security.Cryptography;
using System.Text;

namespace FaqResponder.Core.Mails;

/// <summary>
/// One message that arrived, decoded, with nothing left of where it was read: headers, the text a person wrote, and what
/// the rules ask about. Attachments are known by name only; they are never fetched.
/// </summary>
public sealed record IncomingMail
{
    /// <summary>Every header field, in the order of the mail, the topmost first.</summary>
    public IReadOnlyList<MailHeader> Headers { get; init; } = [];

    /// <summary>The mailboxes of the From field; more than one is legal (RFC 5322, section 3.6.2) and rare.</summary>
    public IReadOnlyList<MailAddress> From { get; init; } = [];

    /// <summary>The Reply-To field.</summary>
    public IReadOnlyList<MailAddress> ReplyTo { get; init; } = [];

    /// <summary>The To field.</summary>
    public IReadOnlyList<MailAddress> To { get; init; } = [];

    /// <summary>The Cc field.</summary>
    public IReadOnlyList<MailAddress> Cc { get; init; } = [];

    /// <summary>The Subject field, decoded; empty when there is none.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The Message-ID without angle brackets, or <see langword="null"/>.</summary>
    public string? MessageId { get; init; }

    /// <summary>The References field as identifiers without angle brackets, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The In-Reply-To identifiers without angle brackets.</summary>
    public IReadOnlyList<string> InReplyTo { get; init; } = [];

    /// <summary>The Date field: the sender's clock, not to be trusted for age.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>When the server took the mail in (INTERNALDATE, RFC 9051 section 2.3.3; the file's time for Maildir).</summary>
    public DateTimeOffset ArrivedAt { get; init; }

    /// <summary>The media type of the whole, such as <c>multipart/report</c>, in lower case.</summary>
    public string ContentType { get; init; } = "text/plain";

    /// <summary>The media types of all parts, in lower case.</summary>
    public IReadOnlyList<string> PartTypes { get; init; } = [];

    /// <summary>The names of attached files.</summary>
    public IReadOnlyList<string> Attachments { get; init; } = [];

    /// <summary>The plain text part, decoded; <see langword="null"/> when there is none.</summary>
    public string? Text { get; init; }

    /// <summary>The HTML part, decoded; <see langword="null"/> when there is none.</summary>
    public string? Html { get; init; }

    /// <summary>The size of the whole mail in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Why the mail could not be read, in technical words; <see langword="null"/> when it could.</summary>
    public string? Unreadable { get; init; }

    /// <summary>Whether the mailbox says that it was answered before we saw it (\Answered): by the author, from her mail program.</summary>
    public bool AlreadyAnswered { get; init; }

    /// <summary>What the mail reports about a mail that was sent earlier; <see langword="null"/> when it is no report.</summary>
    public MailReport? Report { get; init; }

    /// <summary>Whether it was read (\Seen) before we saw it.</summary>
    public bool AlreadySeen { get; init; }

    /// <summary>The keywords that the mailbox keeps with it, such as <c>$Junk</c> (RFC 9051, section 2.3.2).</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Who filled in the form that the mail came from, where the author trusts its Reply-To; else <see langword="null"/>.</summary>
    public MailAddress? ThroughForm { get; init; }

    /// <summary>The asker: who filled in the form, or the first From address; <see langword="null"/> when there is none.</summary>
    public MailAddress? Asker => ThroughForm ?? (From.Count > 0 ? From[0] : null);

    /// <summary>
    /// The envelope return path: an empty string for the null path <c>&lt;&gt;</c>, <see langword="null"/> when the server kept none.
    /// </summary>
    public string? ReturnPath => Values("Return-Path").Select(PathOf).FirstOrDefault();

    /// <summary>The values of all fields of that name, topmost first; names are compared without case.</summary>
    public IEnumerable<string> Values(string name) =>
        Headers.Where(h => string.Equals(h.Name, name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value);

    /// <summary>Whether a field of that name is there.</summary>
    public bool Has(string name) => Values(name).Any();

    // RFC 5321, section 4.4: a path in angle brackets; relays and comments around it are of another age, and still met.
    private static string PathOf(string value)
    {
        var (open, close) = (value.IndexOf('<', StringComparison.Ordinal), value.IndexOf('>', StringComparison.Ordinal));
        var path = open >= 0 && close > open ? value[(open + 1)..close] : value.Trim().Trim('<', '>');
        var relay = path.StartsWith('@') ? path.IndexOf(':', StringComparison.Ordinal) : -1;
        return path[(relay + 1)..].Trim();
    }

    /// <summary>
    /// A digest (SHA-256, hexadecimal) of what the sender wrote: From, Date, Subject, Message-ID and text. Trace fields that
    /// servers add on the way are left out, so the same mail that came through two addresses, was moved, or got a new UID
    /// has one digest, and another mail under a reused Message-ID has its own.
    /// </summary>
    public string Digest()
    {
        var written = new StringBuilder()
            .AppendJoin(',', From.Select(f => f.Address.ToLowerInvariant())).Append('\n')
            .Append(Date?.ToUnixTimeSeconds()).Append('\n')
            .Append(Subject).Append('\n')
            .Append(MessageId).Append('\n')
            .Append(Text).Append('\0').Append(Html).Append('\0').Append(Unreadable);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(written.ToString())));
    }
}
