using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.OAuth;
using FaqResponder.Settings;
using FaqResponder.Support;

using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

using MimeKit;

namespace FaqResponder.Mailbox;

/// <summary>What must be so on every IMAP server: the same checks run on Dovecot, Cyrus and Courier.</summary>
public abstract class ImapServerChecks(MailServer server) : IAsyncLifetime
{
    // Not 1970: Courier finds nothing since days before that.
    private static readonly DateTimeOffset LongAgo = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MailAccount _asker = server.NewAccount("lea", "client.test");
    private readonly AccessTokens _tokens = new(settings: null, TimeProvider.System);
    private ServerSettings _imap = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Her address, and the account with which replies go out through Postfix.</summary>
    protected MailAccount Author { get; } = server.NewAccount("sylvie");

    private protected ServerSettings Imap => _imap;

    private protected MailServer Server => server;

    public async ValueTask InitializeAsync() => _imap = await AccountAsync();

    public ValueTask DisposeAsync()
    {
        _tokens.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Her_folders_are_found()
    {
        await using var mailbox = Open();

        foreach (var which in (SpecialFolder[])[SpecialFolder.Sent, SpecialFolder.Drafts])
        {
            (await mailbox.FolderAsync(which, Token)).Name.Split('.', '/')[^1].ShouldBe($"{which}");
        }
    }

    [Fact]
    public async Task A_drafts_folder_that_is_missing_is_made()
    {
        using (var hers = await SignInAsync()) await (await FolderAsync(hers, "Drafts")).DeleteAsync(Token);
        await using var mailbox = Open();

        await (await mailbox.FolderAsync(SpecialFolder.Drafts, Token)).AppendAsync(["Message-ID: <d1@example.test>\r\nSubject: x\r\n\r\ny\r\n"u8.ToArray()], Token);

        (await ListAsync("Drafts")).ShouldHaveSingleItem().Flags!.Value.HasFlag(MessageFlags.Draft).ShouldBeTrue();
        using var after = await SignInAsync();
        (await after.GetFoldersAsync(after.PersonalNamespaces[0], subscribedOnly: true, cancellationToken: Token)).ShouldContain(f => f.Name == "Drafts");
    }

    [Fact]
    public async Task A_second_look_tells_what_she_did_with_each_mail()
    {
        string[] subjects = ["untouched", "read", "answered", "marked", "moved", "deleted"];
        foreach (var subject in subjects) await PutAsync(Question(subject));
        await using var mailbox = Open();
        var arrivals = await mailbox.LookAsync(null, LongAgo, Token);
        var before = await mailbox.LookAtAsync(arrivals.Position.UidValidity, arrivals.Uids, Token);
        before.Values.ShouldAllBe(f => f.Presence == Presence.Here && !f.IsSeen && f.Keywords.Count == 0);

        await UseAllAsync();
        var found = await mailbox.LookAtAsync(arrivals.Position.UidValidity, arrivals.Uids, Token);

        arrivals.Uids.Select(u => found[u]).Select((f, i) => $"{subjects[i]}: {f.Presence} {f.IsSeen} {f.IsAnswered} {f.IsDeleted} {string.Join(' ', f.Keywords)}".TrimEnd()).ShouldBe(
        [
            "untouched: Here False False False",
            "read: Here True False False",
            "answered: Here True True False $Important",
            "marked: Here False False True",
            "moved: Gone False False False",
            "deleted: Gone False False False",
        ]);
        (await mailbox.LookAtAsync(arrivals.Position.UidValidity + 1, arrivals.Uids, Token)).Values.ShouldAllBe(f => f == MailFlags.Unknown);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task New_mail_is_found_at_the_next_poll_however_late_the_server_tells_of_it(bool idle)
    {
        using var cable = new Cable(_imap.Port);
        if (!idle) cable.Hide("IDLE", "ELDI");
        await using var mailbox = Open(_imap with { Port = cable.Port });
        var before = await mailbox.LookAsync(null, LongAgo, Token);
        await PutAsync(Question("Assurance"));

        await mailbox.WaitAsync(TimeSpan.FromMilliseconds(100), CancellationToken.None, Token);

        (await mailbox.LookAsync(before.Position, LongAgo, Token)).Uids.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Mail_that_the_server_tells_of_before_the_wait_begins_is_not_waited_for()
    {
        await using var mailbox = Open();
        var before = await mailbox.LookAsync(null, LongAgo, Token);
        await PutAsync(Question("Assurance"));
        await mailbox.LookAtAsync(before.Position.UidValidity, ["1"], Token);

        await mailbox.WaitAsync(TimeSpan.FromMinutes(5), CancellationToken.None, Token).WaitAsync(TimeSpan.FromSeconds(20), Token);

        (await mailbox.LookAsync(before.Position, LongAgo, Token)).Uids.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_that_arrives_while_the_service_waits_is_answered_filed_and_flagged_once()
    {
        await using var service = await ServiceOf().StartAsync();
        await service.RestsAsync();

        await PutAsync(Question("Assurance"));
        await AnsweredAsync(service);
        await service.StopAsync();
        await service.StartAsync();
        await service.RestsAsync();

        (await Server.ReadAsync(_asker)).Count.ShouldBe(1);
        (await ListAsync("Sent")).ShouldHaveSingleItem().Envelope!.Subject.ShouldBe("Auto: Assurance");
        var mail = (await ListAsync("INBOX")).ShouldHaveSingleItem();
        (mail.Flags!.Value & (MessageFlags.Answered | MessageFlags.Seen)).ShouldBe(MessageFlags.Answered);
        mail.Keywords.ShouldBe(["FaqResponder"]);
    }

    [Fact]
    public async Task A_draft_is_put_for_her()
    {
        await using var service = await ServiceOf(Mode.Draft).StartAsync();

        await PutAsync(Question("Assurance"));
        await service.BecomesAsync("Assurance", MailState.Waiting);
        await service.RestsAsync();

        (await ListAsync("Drafts")).ShouldHaveSingleItem().Flags!.Value.HasFlag(MessageFlags.Draft).ShouldBeTrue();
        (await Server.ReadAsync(_asker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_that_is_copied_moved_away_and_back_deleted_and_restored_has_one_outcome()
    {
        await using var service = await ServiceOf().StartAsync();
        var mail = Question("Assurance");
        await PutAsync(mail);
        await AnsweredAsync(service);

        using (var hers = await SignInAsync())
        {
            var inbox = hers.Inbox!;
            var trash = await FolderAsync(hers, "Trash");
            await inbox.OpenAsync(FolderAccess.ReadWrite, Token);
            await inbox.CopyToAsync(0, inbox, Token);
            await PlacesAsync(service, 2);
            await inbox.MoveToAsync((await inbox.SearchAsync(SearchQuery.All, Token))[0], trash, Token);
            await trash.OpenAsync(FolderAccess.ReadWrite, Token);
            await trash.MoveToAsync((await trash.SearchAsync(SearchQuery.All, Token))[0], inbox, Token);
            await PlacesAsync(service, 3);
            await inbox.OpenAsync(FolderAccess.ReadWrite, Token);
            await inbox.AddFlagsAsync(await inbox.SearchAsync(SearchQuery.All, Token), MessageFlags.Deleted, silent: true, Token);
            await inbox.ExpungeAsync(Token);
        }

        await PutAsync(mail);
        await PlacesAsync(service, 4);
        await service.RestsAsync();

        service.Ledger.List(10).ShouldHaveSingleItem().State.ShouldBe(MailState.Answered);
        (await Server.ReadAsync(_asker)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_that_is_deleted_or_renamed_while_in_use_is_said_and_taken_up_again_when_it_is_back(bool renamed)
    {
        string path;
        using (var hers = await SignInAsync()) path = (await MakeAsync(hers, "Demandes")).FullName;
        var mail = Question("Assurance");
        await PutAsync(mail, "Demandes");
        await using var service = ServiceOf();
        service.Settings = service.Settings with { Mailbox = service.Settings.Mailbox with { Folder = path } };
        await service.StartAsync();
        await AnsweredAsync(service);

        using (var hers = await SignInAsync()) await TakeAwayAsync(await FolderAsync(hers, "Demandes"), renamed);
        await Eventually.TrueAsync(() => service.JournalText.Contains($"le dossier « {path} » n'existe pas", StringComparison.Ordinal), () => service.JournalText);
        using (var hers = await SignInAsync())
        {
            if (renamed) await RenameAsync(await FolderAsync(hers, "Autres"), "Demandes");
            else await MakeAsync(hers, "Demandes");
        }

        await PutAsync(mail, "Demandes");
        await PutAsync(Question("Diplôme", Posts.DiplomaQuestion), "Demandes");

        await service.BecomesAsync("Diplôme", MailState.Answered);
        await service.RestsAsync();
        service.Ledger.List(10).Count.ShouldBe(2);
        (await Server.ReadAsync(_asker)).Count.ShouldBe(2);
    }

    private static Task TakeAwayAsync(IMailFolder folder, bool renamed) => renamed ? RenameAsync(folder, "Autres") : folder.DeleteAsync(Token);

    private static Task RenameAsync(IMailFolder folder, string name) => folder.RenameAsync(folder.ParentFolder!, name, Token);

    /// <summary>For the servers that tell an idle client at once.</summary>
    protected async Task WaitingEndsAsync()
    {
        await using var mailbox = Open();
        await mailbox.LookAsync(null, LongAgo, Token);
        var waiting = mailbox.WaitAsync(TimeSpan.FromMinutes(5), CancellationToken.None, Token);

        await PutAsync(Question("Assurance"));

        await waiting.WaitAsync(TimeSpan.FromSeconds(20), Token);
    }

    /// <summary>A fresh mailbox on the server, without TLS.</summary>
    private protected abstract Task<ServerSettings> AccountAsync();

    private protected ImapMailbox Open(ServerSettings? through = null) => new(new() { Kind = MailboxKind.Imap, Imap = through ?? _imap }, _tokens, mayWrite: true);

    private protected Service ServiceOf(Mode mode = Mode.Answer)
    {
        var service = new Service(server, Author, mode);
        service.Settings = service.Settings with { Mailbox = service.Settings.Mailbox with { Imap = _imap, PollEvery = TimeSpan.FromSeconds(1) } };
        return service;
    }

    protected MimeMessage Question(string subject, string text = Posts.InsuranceQuestion)
    {
        var mail = Mails.From(_asker, Author, subject, text);
        mail.Headers.Insert(0, "Return-Path", $"<{_asker.Address}>");
        return mail;
    }

    protected async Task PutAsync(MimeMessage mail, string folder = "INBOX")
    {
        using var hers = await SignInAsync();
        await (await FolderAsync(hers, folder)).AppendAsync(mail, MessageFlags.None, Token);
    }

    protected async Task<ImapClient> SignInAsync()
    {
        var client = new ImapClient();
        await client.ConnectAsync(_imap.Host, _imap.Port, SecureSocketOptions.None, Token);
        await client.AuthenticateAsync(_imap.User, _imap.Password, Token);
        return client;
    }

    // Some servers keep all folders below INBOX.
    private static async Task<IMailFolder> FolderAsync(ImapClient client, string name) =>
        name == "INBOX" ? client.Inbox! : (await client.GetFoldersAsync(client.PersonalNamespaces[0], cancellationToken: Token)).Single(f => f.Name == name);

    private static Task<IMailFolder> MakeAsync(ImapClient client, string name) =>
        client.GetFolder(client.PersonalNamespaces[0]).CreateAsync(name, isMessageFolder: true, Token)!;

    private async Task<IList<IMessageSummary>> ListAsync(string folder)
    {
        using var hers = await SignInAsync();
        var box = await FolderAsync(hers, folder);
        await box.OpenAsync(FolderAccess.ReadOnly, Token);
        return await box.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.Envelope, Token);
    }

    /// <summary>Does with each of six mails something else, as she does in her mail program.</summary>
    private async Task UseAllAsync()
    {
        using var hers = await SignInAsync();
        var inbox = hers.Inbox!;
        await inbox.OpenAsync(FolderAccess.ReadWrite, Token);
        var uids = await inbox.SearchAsync(SearchQuery.All, Token);
        await inbox.AddFlagsAsync(uids[1], MessageFlags.Seen, silent: true, Token);
        await inbox.AddFlagsAsync(uids[2], MessageFlags.Answered | MessageFlags.Seen, new HashSet<string> { "$Important" }, silent: true, Token);
        await inbox.AddFlagsAsync(uids[3], MessageFlags.Deleted, silent: true, Token);
        await inbox.MoveToAsync(uids[4], await FolderAsync(hers, "Trash"), Token);
        await inbox.AddFlagsAsync(uids[5], MessageFlags.Deleted, silent: true, Token);
        await inbox.ExpungeAsync([uids[5]], Token);
    }

    private static async Task AnsweredAsync(Service service)
    {
        await service.BecomesAsync("Assurance", MailState.Answered);
        await service.RestsAsync();
    }

    private static Task PlacesAsync(Service service, int count) => Eventually.TrueAsync(
        () => service.Ledger.Show(1)!.Places.Count == count,
        () => $"{service.Ledger.Show(1)!.Places.Count} places instead of {count}; {service.JournalText}");
}
