using FaqResponder.Core.Mails;

namespace FaqResponder.Mailbox;

/// <summary>A folder of the author's beside the one that is read: her drafts, or what she sent. Used on the mailbox's connection, by one task at a time.</summary>
internal interface IFolder
{
    /// <summary>Its name on the server, or its path.</summary>
    string Name { get; }

    /// <summary>What tells at little cost whether anything came or went since; flags may have changed all the same.</summary>
    Task<FolderState> StateAsync(CancellationToken token);

    /// <summary>Lists what was put there after a position, oldest first; at a first look, what was put there since a moment.</summary>
    Task<Arrivals> LookAsync(MailboxPosition? after, DateTimeOffset since, CancellationToken token);

    /// <summary>Reads some mails, as <see cref="IMailbox.FetchAsync"/> does.</summary>
    Task<IReadOnlyList<ArrivedMail>> FetchAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token);

    /// <summary>
    /// Reads no more of some mails than the header fields by which threads are told: From, Reply-To, To, Cc, Subject, Date, Message-ID, In-Reply-To, References. One that can't be
    /// read is left out.
    /// </summary>
    Task<IReadOnlyList<ArrivedMail>> HeadersAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token);

    /// <summary>Looks again at mails that are known, as <see cref="IMailbox.LookAtAsync"/> does.</summary>
    Task<IReadOnlyDictionary<string, MailFlags>> LookAtAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token);

    /// <summary>The mails that bear one of these identifiers in a field, by the identifier; what is marked to be deleted doesn't count.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<FiledAt>>> FindAsync(MailIdField field, IReadOnlyCollection<string> ids, CancellationToken token);

    /// <summary>Puts mails there: drafts with \Draft, copies of what was sent with \Seen.</summary>
    /// <returns>Where they lie now, in their order; empty where the server doesn't tell.</returns>
    Task<IReadOnlyList<FiledAt>> AppendAsync(IReadOnlyList<byte[]> mails, CancellationToken token);

    /// <summary>Takes one mail away for good, and no other.</summary>
    Task RemoveAsync(FiledAt place, CancellationToken token);
}

/// <summary>Where a mail lies in its folder. What lies there never changes: a program that edits a mail puts another in its place (RFC 9051, section 2.3.1.1).</summary>
internal readonly record struct FiledAt(long UidValidity, string Uid);

/// <summary>What a folder tells without being opened.</summary>
internal readonly record struct FolderState(long UidValidity, long UidNext, int Count);

/// <summary>The fields by whose identifiers mails are found.</summary>
internal enum MailIdField
{
    MessageId,
    InReplyTo,
}
