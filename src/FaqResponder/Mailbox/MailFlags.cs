namespace FaqResponder.Mailbox;

/// <summary>Whether a mail is still in the folder in which it was seen.</summary>
internal enum Presence
{
    Here,

    /// <summary>Moved to another folder, or deleted for good.</summary>
    Gone,

    /// <summary>The folder has numbered its mails anew (UIDVALIDITY, RFC 9051, section 2.3.1.1): whether the mail is there can't be told.</summary>
    Unknown,
}

/// <summary>What a second look at a mail found: whether it is still there, and what was done with it. False and empty unless it is there.</summary>
/// <param name="Presence">Whether it is still there.</param>
/// <param name="IsSeen">It was opened, or marked as read.</param>
/// <param name="IsAnswered">It was answered.</param>
/// <param name="IsDeleted">It is marked to be deleted; many programs show it no more.</param>
/// <param name="Keywords">Its IMAP keywords; none in a Maildir, where each program keeps its own.</param>
internal sealed record MailFlags(Presence Presence, bool IsSeen, bool IsAnswered, bool IsDeleted, IReadOnlySet<string> Keywords)
{
    /// <summary>The size of the whole mail in bytes, as the server reckons it; 0 when that was not asked.</summary>
    public long Size { get; init; }

    public static readonly MailFlags Gone = Without(Presence.Gone);

    public static readonly MailFlags Unknown = Without(Presence.Unknown);

    private static MailFlags Without(Presence presence) => new(presence, IsSeen: false, IsAnswered: false, IsDeleted: false, new HashSet<string>());
}
