using FaqResponder.Core.Mails;

namespace FaqResponder.Mailbox;

/// <summary>The author's mailbox: what is read, and where copies and drafts go. One connection, used by one task at a time.</summary>
internal interface IMailbox : IAsyncDisposable
{
    /// <summary>The mailbox's name in the ledger, such as <c>imap://sylvie@imap.free.fr/INBOX</c>.</summary>
    string Name { get; }

    /// <summary>Connects, logs in, opens the folder; does nothing where that is done. Throws what <c>Faults</c> can put into words.</summary>
    Task OpenAsync(CancellationToken token);

    /// <summary>Lists what arrived after a position, oldest first, without reading it.</summary>
    /// <param name="after">Where the last look ended; <see langword="null"/> at the first look.</param>
    /// <param name="freshSince">At a first look, what arrived before is history: it is counted, not listed.</param>
    Task<Arrivals> LookAsync(MailboxPosition? after, DateTimeOffset freshSince, CancellationToken token);

    /// <summary>
    /// Reads some mails: headers and text parts only, without marking them as seen. One that can't be read just now, or is gone meanwhile, is
    /// left out; throws when the connection breaks.
    /// </summary>
    Task<IReadOnlyList<ArrivedMail>> FetchAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token);

    /// <summary>
    /// Looks again at mails that are known: what the author did with each meanwhile, in any program of hers, up to this moment. There is an
    /// entry for each; throws when the connection breaks.
    /// </summary>
    Task<IReadOnlyDictionary<string, MailFlags>> LookAtAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token);

    /// <summary>Marks mails as answered (\Answered and our keyword). A mail that is gone is passed over.</summary>
    Task MarkAnsweredAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token);

    /// <summary>A folder beside the one that is read; made where there is none, as mail programs do, if anything may be changed.</summary>
    /// <exception cref="MissingFolderException">There is none.</exception>
    Task<IFolder> FolderAsync(SpecialFolder which, CancellationToken token);

    /// <summary>A folder by its name on the server; the one that is read for an empty one.</summary>
    /// <exception cref="MissingFolderException">There is none.</exception>
    Task<IFolder> FolderAsync(string name, CancellationToken token);

    /// <summary>The folders below one parent, levels parted by a slash; it is made where there is none, if anything may be changed.</summary>
    /// <returns><see langword="null"/> where the mailbox is no server's.</returns>
    /// <exception cref="MissingFolderException">There is no such parent.</exception>
    Task<IFolderTree?> TreeAsync(string parent, CancellationToken token);

    /// <summary>Puts a mail into the folder that is read, as new mail.</summary>
    Task PutAsync(byte[] mail, CancellationToken token);

    /// <summary>Waits until something may have arrived, until the time is over, or until it is woken.</summary>
    Task WaitAsync(TimeSpan atMost, CancellationToken wake, CancellationToken token);
}

/// <summary>The folders beside the inbox that the service uses.</summary>
internal enum SpecialFolder
{
    Sent,
    Drafts,
}

/// <summary>What a look found.</summary>
/// <param name="Position">The position to record once all of it is in the ledger.</param>
/// <param name="Uids">The mails, oldest first; some may be known already.</param>
/// <param name="History">At a first look, the names of older mails, for a mailbox without positions; else empty.</param>
/// <param name="HistoryCount">At a first look, how many mails were there before.</param>
internal sealed record Arrivals(MailboxPosition Position, IReadOnlyList<string> Uids, IReadOnlyList<string> History, int HistoryCount);
