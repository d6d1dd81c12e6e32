using System.Globalization;

using FaqResponder.Core.Mails;
using FaqResponder.Settings;

using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

using MimeKit;

namespace FaqResponder.Mailbox;

/// <summary>A mailbox on an IMAP server (RFC 9051), on one kept connection.</summary>
internal sealed class ImapMailbox(MailboxSettings settings, bool mayWrite) : IMailbox
{
    // RFC 2177 asks for a fresh IDLE every 29 minutes. Note: some providers drop it silently after ten.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(9);

    private readonly ServerSettings _server = settings.Imap!;
    private readonly Dictionary<SpecialFolder, IMailFolder> _special = [];
    private ImapClient? _client;
    private IMailFolder? _inbox;

    public string Name => $"imap://{_server.User}@{_server.Host.ToLowerInvariant()}/{(IsInbox ? "INBOX" : settings.Folder)}";

    // INBOX is the one folder name without case (RFC 9051, section 5.1).
    private bool IsInbox => settings.Folder.Equals("INBOX", StringComparison.OrdinalIgnoreCase);

    public async Task OpenAsync(CancellationToken token)
    {
        if (_client is { IsConnected: true, IsAuthenticated: true } && _inbox is { IsOpen: true }) return;
        if (_client is not { IsConnected: true, IsAuthenticated: true })
        {
            Drop();
            _client = new ImapClient();
            await ServerConnection.OpenAsync(_client, _server, token);
            _inbox = await FindInboxAsync(_client, token);
        }

        await _inbox!.OpenAsync(mayWrite ? FolderAccess.ReadWrite : FolderAccess.ReadOnly, token);
    }

    public async Task<Arrivals> LookAsync(MailboxPosition? after, DateTimeOffset freshSince, CancellationToken token)
    {
        var inbox = await InboxAsync(token);
        long validity = inbox.UidValidity;
        if (after is not null && after.UidValidity == validity)
        {
            // Note: "n:*" answers with the newest mail even when its UID is below n (RFC 9051, section 9, seq-range).
            var from = new UniqueId(inbox.UidValidity, (uint)Math.Min(after.LastUid + 1, uint.MaxValue));
            var found = await inbox.SearchAsync(SearchQuery.Uids(new UniqueIdRange(from, UniqueId.MaxValue)), token);
            var newer = found.Where(u => u.Id > after.LastUid).OrderBy(u => u.Id).ToList();
            return new(new(validity, newer.Count > 0 ? newer[^1].Id : after.LastUid), Names(newer), [], 0);
        }

        // The mailbox is new to us, or its UIDs are: what is recent is listed (what is known is recognised by its content), the rest is history.
        // SEARCH SINCE knows days only, in the server's time zone: one day of margin.
        var last = inbox.UidNext is { } next ? next.Id - 1L : 0;
        var recent = await inbox.SearchAsync(SearchQuery.DeliveredAfter(freshSince.UtcDateTime.Date.AddDays(-1)), token);
        var names = recent.OrderBy(u => u.Id).ToList();
        if (names.Count > 0) last = Math.Max(last, names[^1].Id);
        return new(new(validity, last), Names(names), [], Math.Max(0, inbox.Count - names.Count));
    }

    public async Task<IReadOnlyList<ArrivedMail>> FetchAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token)
    {
        var inbox = await InboxAsync(token);
        IReadOnlyList<IMessageSummary> summaries;
        try
        {
            summaries = await ImapText.SummariesAsync(inbox, [.. uids.Select(u => Id(uidValidity, u))], token);
        }
        catch (Exception fault) when (fault is FormatException or ImapCommandException)
        {
            // One of them upsets the server or the parser. One by one, only that one is left out.
            return uids.Count > 1 ? await FetchOneByOneAsync(uidValidity, uids, token) : [];
        }

        var mails = new List<ArrivedMail>(summaries.Count);
        var whole = await ImapText.FetchSmallAsync(inbox, summaries, token);
        foreach (var summary in summaries.OrderBy(s => s.UniqueId.Id))
        {
            try
            {
                mails.Add(new(summary.UniqueId.Id.ToString(CultureInfo.InvariantCulture), await ImapText.ReadAsync(inbox, summary, whole, token)));
            }
            catch (Exception fault) when (fault is FormatException or ImapCommandException)
            {
                // Left out: it is asked for again, and told as unreadable if that goes on.
            }
            catch (Exception fault) when (fault is ArgumentException or ArithmeticException or IndexOutOfRangeException or InvalidCastException or NotSupportedException)
            {
                // It came, and can't be read: to ask for it again would not help.
                mails.Add(new(summary.UniqueId.Id.ToString(CultureInfo.InvariantCulture), new() { Unreadable = fault.Message, ArrivedAt = summary.InternalDate ?? DateTimeOffset.UnixEpoch, Size = summary.Size ?? 0 }));
            }
        }

        return mails;
    }

    public async Task MarkAnsweredAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token)
    {
        if (!mayWrite || uids.Count == 0) return;
        var inbox = await InboxAsync(token);
        if (inbox.UidValidity != uidValidity) return;
        // Not every server lets clients invent keywords (PERMANENTFLAGS with \*, RFC 9051 section 7.1).
        HashSet<string> keywords = inbox.PermanentFlags.HasFlag(MessageFlags.UserDefined) && settings.AnsweredKeyword.Length > 0 ? [settings.AnsweredKeyword] : [];
        var request = new StoreFlagsRequest(StoreAction.Add, MessageFlags.Answered, keywords) { Silent = true };
        await inbox.StoreAsync([.. uids.Select(u => Id(uidValidity, u))], request, token);
    }

    public async Task<IReadOnlySet<string>> FindAsync(SpecialFolder folder, IReadOnlyCollection<string> messageIds, CancellationToken token)
    {
        var place = await SpecialAsync(folder, token);
        var found = new HashSet<string>();
        await place.OpenAsync(FolderAccess.ReadOnly, token);
        foreach (var id in messageIds)
        {
            if ((await place.SearchAsync(SearchQuery.HeaderContains("Message-ID", id), token)).Count > 0) found.Add(id);
        }

        return found;
    }

    public async Task AppendAsync(SpecialFolder folder, IReadOnlyList<byte[]> mails, CancellationToken token)
    {
        var place = await SpecialAsync(folder, token);
        var flags = folder is SpecialFolder.Drafts ? MessageFlags.Draft : MessageFlags.Seen;
        var requests = new List<IAppendRequest>();
        foreach (var mail in mails)
        {
            using var stream = new MemoryStream(mail, writable: false);
            requests.Add(new AppendRequest(await MimeMessage.LoadAsync(stream, token), flags));
        }

        // One MULTIAPPEND where the server has it (RFC 3502): all of them or none.
        await place.AppendAsync(requests, token);
    }

    public async Task WaitAsync(TimeSpan atMost, CancellationToken wake, CancellationToken token)
    {
        var inbox = await InboxAsync(token);
        var client = _client!;
        var time = atMost < LongestIdle ? atMost : LongestIdle;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(token, wake);
        enough.CancelAfter(time);
        if (!client.Capabilities.HasFlag(ImapCapabilities.Idle))
        {
            await PauseAsync(enough.Token);
            await client.NoOpAsync(token);
            return;
        }

        void Arrived(object? sender, EventArgs e) => enough.Cancel();
        inbox.CountChanged += Arrived;
        try
        {
            await client.IdleAsync(enough.Token, token);
        }
        finally
        {
            inbox.CountChanged -= Arrived;
        }
    }

    public async Task<IReadOnlyDictionary<SpecialFolder, string>> ResolveFoldersAsync(CancellationToken token)
    {
        await InboxAsync(token);
        return new Dictionary<SpecialFolder, string>
        {
            [SpecialFolder.Sent] = (await SpecialAsync(SpecialFolder.Sent, token)).FullName,
            [SpecialFolder.Drafts] = (await SpecialAsync(SpecialFolder.Drafts, token)).FullName,
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is { IsConnected: true } client)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            try
            {
                await client.DisconnectAsync(quit: true, soon.Token);
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException or ProtocolException or CommandException)
            {
                // The server need not hear a goodbye.
            }
        }

        Drop();
    }

    private static async Task PauseAsync(CancellationToken enough)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, enough);
        }
        catch (OperationCanceledException)
        {
            // The time is over, or there is something to do.
        }
    }

    private void Drop()
    {
        _client?.Dispose();
        _client = null;
        _inbox = null;
        _special.Clear();
    }

    private async Task<IReadOnlyList<ArrivedMail>> FetchOneByOneAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token)
    {
        var mails = new List<ArrivedMail>();
        foreach (var uid in uids) mails.AddRange(await FetchAsync(uidValidity, [uid], token));
        return mails;
    }

    private async Task<IMailFolder> InboxAsync(CancellationToken token)
    {
        await OpenAsync(token);
        return _inbox!;
    }

    private async Task<IMailFolder> FindInboxAsync(ImapClient client, CancellationToken token)
    {
        if (IsInbox) return client.Inbox ?? throw new MissingFolderException("INBOX", []);
        return await GetFolderAsync(client, settings.Folder, token);
    }

    private static async Task<IMailFolder> GetFolderAsync(ImapClient client, string path, CancellationToken token)
    {
        try
        {
            return await client.GetFolderAsync(path, token);
        }
        catch (FolderNotFoundException)
        {
            throw new MissingFolderException(path, [.. (await AllAsync(client, token)).Select(f => f.FullName)]);
        }
    }

    private async Task<IMailFolder> SpecialAsync(SpecialFolder folder, CancellationToken token)
    {
        await OpenAsync(token);
        if (_special.TryGetValue(folder, out var known)) return known;
        return _special[folder] = await FindSpecialAsync(_client!, folder, token);
    }

    /// <summary>By the setting, else by SPECIAL-USE (RFC 6154), else by a known name.</summary>
    private async Task<IMailFolder> FindSpecialAsync(ImapClient client, SpecialFolder folder, CancellationToken token)
    {
        var (configured, use, key) = folder switch
        {
            SpecialFolder.Sent => (settings.SentFolder, MailKit.SpecialFolder.Sent, "Mailbox:SentFolder"),
            SpecialFolder.Drafts => (settings.DraftsFolder, MailKit.SpecialFolder.Drafts, "Mailbox:DraftsFolder"),
        };
        if (configured.Length > 0) return await GetFolderAsync(client, configured, token);
        if ((client.Capabilities & (ImapCapabilities.SpecialUse | ImapCapabilities.XList)) != ImapCapabilities.None && client.GetFolder(use) is { } marked) return marked;

        var all = await AllAsync(client, token);
        foreach (var name in SpecialFolderNames.Of(folder))
        {
            if (all.FirstOrDefault(f => PlainWords.Fold(f.Name) == PlainWords.Fold(name)) is { } named) return named;
        }

        throw new MissingFolderException(key, [.. all.Select(f => f.FullName)]);
    }

    private static async Task<IList<IMailFolder>> AllAsync(ImapClient client, CancellationToken token) =>
        client.PersonalNamespaces.Count == 0 ? [] : await client.GetFoldersAsync(client.PersonalNamespaces[0], cancellationToken: token);

    private static UniqueId Id(long validity, string uid) => new((uint)validity, uint.Parse(uid, CultureInfo.InvariantCulture));

    private static IReadOnlyList<string> Names(IEnumerable<UniqueId> ids) => [.. ids.Select(u => u.Id.ToString(CultureInfo.InvariantCulture))];
}
