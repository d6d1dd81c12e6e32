using System.Globalization;

using FaqResponder.Core.Mails;
using FaqResponder.OAuth;
using FaqResponder.Settings;

using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

using MimeKit;

namespace FaqResponder.Mailbox;

/// <summary>A mailbox on an IMAP server (RFC 9051), on one kept connection.</summary>
internal sealed class ImapMailbox(MailboxSettings settings, AccessTokens tokens, bool mayWrite) : IMailbox
{
    // RFC 2177 asks for a fresh IDLE every 29 minutes. Note: some providers drop it silently after ten.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(9);

    private readonly ServerSettings _server = settings.Imap!;
    private readonly Dictionary<SpecialFolder, IMailFolder> _special = [];
    private ServerWords? _words;
    private ImapClient? _client;
    private IMailFolder? _inbox;
    private bool _hasNews;

    public string Name => $"imap://{_server.User}@{_server.Host.ToLowerInvariant()}/{(IsInbox ? "INBOX" : settings.Folder)}";

    // INBOX is the one folder name without case (RFC 9051, section 5.1).
    private bool IsInbox => settings.Folder.Equals("INBOX", StringComparison.OrdinalIgnoreCase);

    public async Task OpenAsync(CancellationToken token)
    {
        if (_client is { IsConnected: true, IsAuthenticated: true } && _inbox is { IsOpen: true }) return;
        if (_client is not { IsConnected: true, IsAuthenticated: true })
        {
            Drop();
            _words = new ServerWords();
            _client = new ImapClient(_words);
            await LogInAsync(_client, _words, token);
            _inbox = await FindInboxAsync(_client, token);
            _inbox.CountChanged += (_, _) => _hasNews = true;
        }

        await _inbox!.OpenAsync(mayWrite ? FolderAccess.ReadWrite : FolderAccess.ReadOnly, token);
    }

    public async Task<Arrivals> LookAsync(MailboxPosition? after, DateTimeOffset freshSince, CancellationToken token)
    {
        var inbox = await InboxAsync(token);
        // What the server tells from here on may be missing in what it is about to list.
        _hasNews = false;
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

    public async Task<IReadOnlyDictionary<string, MailFlags>> LookAtAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token)
    {
        if (uids.Count == 0) return new Dictionary<string, MailFlags>();
        var inbox = await InboxAsync(token);
        // A server goes on answering for a mail that another program took away, until NOOP lets it tell (RFC 9051, section 7.5.1). CONDSTORE
        // (RFC 7162) would spare the flags that are as before: nothing, for the few mails that wait.
        await _client!.NoOpAsync(token);
        if (inbox.UidValidity != uidValidity) return uids.Distinct().ToDictionary(u => u, _ => MailFlags.Unknown);
        var there = await inbox.FetchAsync([.. uids.Select(u => Id(uidValidity, u))], MessageSummaryItems.UniqueId | MessageSummaryItems.Flags, token);
        var flags = there.Where(s => s.Flags is not null).DistinctBy(s => s.UniqueId.Id).ToDictionary(s => s.UniqueId.Id.ToString(CultureInfo.InvariantCulture), Flags);
        return uids.Distinct().ToDictionary(u => u, u => flags.GetValueOrDefault(u, MailFlags.Gone));
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

    public async Task PutAsync(byte[] mail, CancellationToken token)
    {
        var inbox = await InboxAsync(token);
        using var stream = new MemoryStream(mail, writable: false);
        await inbox.AppendAsync(new AppendRequest(await MimeMessage.LoadAsync(stream, token), MessageFlags.None), token);
    }

    public async Task WaitAsync(TimeSpan atMost, CancellationToken wake, CancellationToken token)
    {
        var inbox = await InboxAsync(token);
        // It was told between the look and now, and is told only once: IDLE would wait for the next mail.
        if (_hasNews) return;
        var client = _client!;
        var time = atMost < LongestIdle ? atMost : LongestIdle;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(token, wake);
        enough.CancelAfter(time);
        if (client.Capabilities.HasFlag(ImapCapabilities.Idle)) await IdleAsync(client, inbox, enough, token);
        else await PauseAsync(enough.Token);
        // Courier tells an idle client late and Microsoft 365 sometimes never: what the next look finds is what the server has told by now. On a
        // dead line it is this that ends with a timeout.
        await client.NoOpAsync(token);
        if (!IsInbox) await ConfirmFolderAsync(inbox, token);
    }

    private async Task IdleAsync(ImapClient client, IMailFolder inbox, CancellationTokenSource enough, CancellationToken token)
    {
        void Arrived(object? sender, EventArgs e) => enough.Cancel();
        // During IDLE the library reads without a limit, also for the answer to DONE: on a line that has died meanwhile, for ever.
        using var dead = CancellationTokenSource.CreateLinkedTokenSource(token);
        using var done = enough.Token.Register(() => dead.CancelAfter(_server.Timeout));
        inbox.CountChanged += Arrived;
        try
        {
            await client.IdleAsync(enough.Token, dead.Token);
        }
        catch (OperationCanceledException silence) when (!token.IsCancellationRequested)
        {
            throw new TimeoutException("IDLE", silence);
        }
        finally
        {
            inbox.CountChanged -= Arrived;
        }
    }

    /// <summary>
    /// Finds out that a folder was deleted, renamed, or made anew while it is open: some servers go on showing the old one, in which nothing
    /// arrives any more. INBOX can't be deleted.
    /// </summary>
    private async Task ConfirmFolderAsync(IMailFolder inbox, CancellationToken token)
    {
        var validity = inbox.UidValidity;
        try
        {
            await inbox.StatusAsync(StatusItems.UidValidity, token);
        }
        catch (Exception fault) when (fault is ImapCommandException or FolderNotFoundException)
        {
            throw await ImapFolders.MissingAsync(_client!, settings.Folder, token);
        }

        // Another folder under the name: the next look begins with it.
        if (inbox.UidValidity != validity) Drop();
    }

    private async Task LogInAsync(ImapClient client, ServerWords words, CancellationToken token)
    {
        try
        {
            await ServerConnection.OpenAsync(client, _server, tokens, token);
        }
        catch (Exception refusal) when (refusal is AuthenticationException or ProtocolException or CommandException && ServerBusyException.IsSaidBy(words.LastLine))
        {
            throw new ServerBusyException(words.LastLine, refusal);
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
        _words?.Dispose();
        _words = null;
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
        return await ImapFolders.GetAsync(client, settings.Folder, token);
    }

    private async Task<IMailFolder> SpecialAsync(SpecialFolder folder, CancellationToken token)
    {
        await OpenAsync(token);
        if (_special.TryGetValue(folder, out var known)) return known;
        return _special[folder] = await ImapFolders.FindSpecialAsync(_client!, settings, folder, mayMake: mayWrite, token);
    }

    private static MailFlags Flags(IMessageSummary mail)
    {
        var flags = mail.Flags ?? MessageFlags.None;
        return new(Presence.Here, flags.HasFlag(MessageFlags.Seen), flags.HasFlag(MessageFlags.Answered), flags.HasFlag(MessageFlags.Deleted), mail.Keywords.ToHashSet());
    }

    private static UniqueId Id(long validity, string uid) => new((uint)validity, uint.Parse(uid, CultureInfo.InvariantCulture));

    private static IReadOnlyList<string> Names(IEnumerable<UniqueId> ids) => [.. ids.Select(u => u.Id.ToString(CultureInfo.InvariantCulture))];
}
