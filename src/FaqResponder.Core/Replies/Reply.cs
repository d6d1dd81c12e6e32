namespace FaqResponder.Core.Replies;

/// <summary>Who speaks in a reply.</summary>
public enum ReplyKind
{
    /// <summary>The service, by itself.</summary>
    Automatic,

    /// <summary>The author, through a draft that she will send from her mail program.</summary>
    Draft,

    /// <summary>The author, who told the service to send it.</summary>
    FromAuthor,
}

/// <summary>A mail that we compose, complete but for its encoding.</summary>
public sealed record Reply
{
    /// <summary>Who speaks.</summary>
    public required ReplyKind Kind { get; init; }

    /// <summary>Our Message-ID without angle brackets, given before anything is sent.</summary>
    public required string MessageId { get; init; }

    /// <summary>The author's own name.</summary>
    public required string FromName { get; init; }

    /// <summary>The author's own address: configured, never taken from the mail that is answered.</summary>
    public required string FromAddress { get; init; }

    /// <summary>The display name of the recipient; may be empty.</summary>
    public string ToName { get; init; } = "";

    /// <summary>The one recipient.</summary>
    public required string ToAddress { get; init; }

    /// <summary>The Subject field.</summary>
    public required string Subject { get; init; }

    /// <summary>The plain text part.</summary>
    public required string Text { get; init; }

    /// <summary>The HTML part.</summary>
    public required string Html { get; init; }

    /// <summary>The In-Reply-To identifier, or <see langword="null"/>.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The References identifiers, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The language of the reply.</summary>
    public Language Language { get; init; }

    /// <summary>When it was composed.</summary>
    public DateTimeOffset Date { get; init; }
}
