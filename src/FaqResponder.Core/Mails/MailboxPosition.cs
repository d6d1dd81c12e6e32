namespace FaqResponder.Core.Mails;

/// <summary>Where the last look at a folder ended.</summary>
/// <param name="UidValidity">The UIDVALIDITY of the folder (RFC 9051, section 2.3.1.1); another one makes all UIDs new.</param>
/// <param name="LastUid">The highest UID that was seen; 0 for a Maildir, which has no order.</param>
public sealed record MailboxPosition(long UidValidity, long LastUid);
