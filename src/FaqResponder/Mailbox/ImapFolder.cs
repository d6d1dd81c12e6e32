using System.Globalization;

using FaqResponder.Core.Mails;

using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

using MimeKit;

namespace FaqResponder.Mailbox;

/// <summary>One folder on an IMAP server, on the connection of the mailbox; it is opened when it is used, since a connection has one open folder at a time.</summary>
/// <param name="client">The connection.</param>
/// <param name="folder">The folder on it.</param>
/// <param name="mayWrite">Whether anything may be changed there.</param>
/// <param name="filedAs">The flags of what is put there.</param>
internal sealed class ImapFolder(ImapClient client, IMailFolder folder, bool mayWrite, MessageFlags filedAs) : IFolder
{
    private static readonly HeaderId[] ThreadFields =
        [HeaderId.From, HeaderId.ReplyTo, HeaderId.To, HeaderId.Cc, HeaderId.Subject, HeaderId.Date, HeaderId.MessageId, HeaderId.InReplyTo, HeaderId.References];

    public string Name => folder.FullName;

    public async Task<FolderState> StateAsync(CancellationToken token)
    {
        // Not for the open folder (RFC 9051, section 6.3.11): that one tells by itself.
        if (folder.IsOpen) await client.NoOpAsync(token);
        else await folder.StatusAsync(StatusItems.UidValidity | StatusItems.UidNext | StatusItems.Count, token);
        return new(folder.UidValidity, folder.UidNext?.Id ?? 0, folder.Count);
    }

    public async Task<Arrivals> LookAsync(MailboxPosition? after, DateTimeOffset since, CancellationToken token)
    {
        await OpenAsync(token);
        long validity = folder.UidValidity;
        if (after is not null && after.UidValidity == validity)
        {
            // Note: "n:*" answers with the newest mail even when its UID is below n (RFC 9051, section 9, seq-range).
            var from = new UniqueId(folder.UidValidity, (uint)Math.Min(after.LastUid + 1, uint.MaxValue));
            var found = await folder.SearchAsync(SearchQuery.Uids(new UniqueIdRange(from, UniqueId.MaxValue)), token);
            var newer = found.Where(u => u.Id > after.LastUid).OrderBy(u => u.Id).ToList();
            return new(new(validity, newer.Count > 0 ? newer[^1].Id : after.LastUid), Names(newer), [], 0);
        }

        // The folder is new to us, or its UIDs are: what is recent is listed (what is known is recognised by its content), the rest is history.
        // SEARCH SINCE knows days only, in the server's time zone: one day of margin.
        var last = folder.UidNext is { } next ? next.Id - 1L : 0;
        var recent = await folder.SearchAsync(SearchQuery.DeliveredAfter(since.UtcDateTime.Date.AddDays(-1)), token);
        var names = recent.OrderBy(u => u.Id).ToList();
        if (names.Count > 0) last = Math.Max(last, names[^1].Id);
        return new(new(validity, last), Names(names), [], Math.Max(0, folder.Count - names.Count));
    }

    public async Task<IReadOnlyList<ArrivedMail>> FetchAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token)
    {
        await OpenAsync(token);
        IReadOnlyList<IMessageSummary> summaries;
        try
        {
            summaries = await ImapText.SummariesAsync(folder, [.. uids.Select(u => Id(uidValidity, u))], token);
        }
        catch (Exception fault) when (fault is FormatException or ImapCommandException)
        {
            // One of them upsets the server or the parser. One by one, only that one is left out.
            return uids.Count > 1 ? await FetchOneByOneAsync(uidValidity, uids, token) : [];
        }

        var mails = new List<ArrivedMail>(summaries.Count);
        var whole = await ImapText.FetchSmallAsync(folder, summaries, token);
        foreach (var summary in summaries.OrderBy(s => s.UniqueId.Id))
        {
            try
            {
                mails.Add(new(Uid(summary.UniqueId), await ImapText.ReadAsync(folder, summary, whole, token)));
            }
            catch (Exception fault) when (fault is FormatException or ImapCommandException)
            {
                // Left out: it is asked for again, and told as unreadable if that goes on.
            }
            catch (Exception fault) when (fault is ArgumentException or ArithmeticException or IndexOutOfRangeException or InvalidCastException or NotSupportedException)
            {
                // It came, and can't be read: to ask for it again would not help.
                mails.Add(new(Uid(summary.UniqueId), new() { Unreadable = fault.Message, ArrivedAt = summary.InternalDate ?? DateTimeOffset.UnixEpoch, Size = summary.Size ?? 0 }));
            }
        }

        return mails;
    }

    public async Task<IReadOnlyList<ArrivedMail>> HeadersAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token)
    {
        await OpenAsync(token);
        try
        {
            var request = new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | MessageSummaryItems.Size, ThreadFields);
            return [.. (await folder.FetchAsync([.. uids.Select(u => Id(uidValidity, u))], request, token)).Where(s => s.Headers is not null).OrderBy(s => s.UniqueId.Id)
                .Select(s => new ArrivedMail(Uid(s.UniqueId), MimeReader.FromHeaders(s.Headers!, s.InternalDate ?? DateTimeOffset.UnixEpoch, s.Size ?? 0)))];
        }
        catch (Exception fault) when (fault is FormatException or ImapCommandException)
        {
            if (uids.Count == 1) return [];
            var mails = new List<ArrivedMail>();
            foreach (var some in uids.Chunk((uids.Count + 1) / 2)) mails.AddRange(await HeadersAsync(uidValidity, some, token));
            return mails;
        }
    }

    public async Task<IReadOnlyDictionary<string, MailFlags>> LookAtAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token)
    {
        if (uids.Count == 0) return new Dictionary<string, MailFlags>();
        await OpenAsync(token);
        // A server goes on answering for a mail that another program took away, until NOOP lets it tell (RFC 9051, section 7.5.1). CONDSTORE
        // (RFC 7162) would spare the flags that are as before: nothing, for the few mails that wait.
        await client.NoOpAsync(token);
        if (folder.UidValidity != uidValidity) return uids.Distinct().ToDictionary(u => u, _ => MailFlags.Unknown);
        var there = await folder.FetchAsync([.. uids.Select(u => Id(uidValidity, u))], MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.Size, token);
        var flags = there.Where(s => s.Flags is not null).DistinctBy(s => s.UniqueId.Id).ToDictionary(s => Uid(s.UniqueId), Flags);
        return uids.Distinct().ToDictionary(u => u, u => flags.GetValueOrDefault(u, MailFlags.Gone));
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<FiledAt>>> FindAsync(MailIdField field, IReadOnlyCollection<string> ids, CancellationToken token)
    {
        var found = new Dictionary<string, IReadOnlyList<FiledAt>>();
        if (ids.Count == 0) return found;
        await OpenAsync(token);
        var name = field is MailIdField.MessageId ? "Message-ID" : "In-Reply-To";
        foreach (var id in ids.Distinct())
        {
            var there = await folder.SearchAsync(SearchQuery.HeaderContains(name, id).And(SearchQuery.NotDeleted), token);
            if (there.Count > 0) found[id] = [.. there.Select(u => new FiledAt(folder.UidValidity, Uid(u)))];
        }

        return found;
    }

    public async Task<IReadOnlyList<FiledAt>> AppendAsync(IReadOnlyList<byte[]> mails, CancellationToken token)
    {
        var requests = new List<IAppendRequest>();
        foreach (var mail in mails)
        {
            using var stream = new MemoryStream(mail, writable: false);
            requests.Add(new AppendRequest(await MimeMessage.LoadAsync(stream, token), filedAs));
        }

        // One MULTIAPPEND where the server has it (RFC 3502): all of them or none. Where they lie is told by UIDPLUS (RFC 4315), or not at all.
        return [.. (await folder.AppendAsync(requests, token)).Select(u => new FiledAt(u.Validity, Uid(u)))];
    }

    public async Task RemoveAsync(FiledAt place, CancellationToken token)
    {
        if (!mayWrite) return;
        await OpenAsync(token);
        if (folder.UidValidity != place.UidValidity) return;
        var uid = Id(place.UidValidity, place.Uid);
        await folder.StoreAsync(uid, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true }, token);
        // Only this one: what she has marked herself is hers to clear away. Without UIDPLUS the library unmarks and marks the others again.
        await folder.ExpungeAsync([uid], token);
    }

    /// <summary>Marks a mail as answered: \Answered, and a keyword where one is wanted.</summary>
    internal static StoreFlagsRequest Answered(IMailFolder folder, string keyword)
    {
        // Not every server lets clients invent keywords (PERMANENTFLAGS with \*, RFC 9051 section 7.1).
        HashSet<string> keywords = folder.PermanentFlags.HasFlag(MessageFlags.UserDefined) && keyword.Length > 0 ? [keyword] : [];
        return new(StoreAction.Add, MessageFlags.Answered, keywords) { Silent = true };
    }

    internal static UniqueId Id(long validity, string uid) => new((uint)validity, uint.Parse(uid, CultureInfo.InvariantCulture));

    private async Task OpenAsync(CancellationToken token)
    {
        var access = mayWrite ? FolderAccess.ReadWrite : FolderAccess.ReadOnly;
        if (!folder.IsOpen || folder.Access != access) await folder.OpenAsync(access, token);
    }

    private async Task<IReadOnlyList<ArrivedMail>> FetchOneByOneAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token)
    {
        var mails = new List<ArrivedMail>();
        foreach (var uid in uids) mails.AddRange(await FetchAsync(uidValidity, [uid], token));
        return mails;
    }

    private static MailFlags Flags(IMessageSummary mail)
    {
        var flags = mail.Flags ?? MessageFlags.None;
        return new(Presence.Here, flags.HasFlag(MessageFlags.Seen), flags.HasFlag(MessageFlags.Answered), flags.HasFlag(MessageFlags.Deleted), mail.Keywords.ToHashSet()) { Size = mail.Size ?? 0 };
    }

    private static string Uid(UniqueId id) => id.Id.ToString(CultureInfo.InvariantCulture);

    private static IReadOnlyList<string> Names(IEnumerable<UniqueId> ids) => [.. ids.Select(Uid)];
}
