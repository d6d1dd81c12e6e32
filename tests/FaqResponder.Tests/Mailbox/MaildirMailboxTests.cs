using FaqResponder.Settings;
using FaqResponder.Support;

namespace FaqResponder.Mailbox;

public sealed class MaildirMailboxTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly MaildirMailbox _mailbox;

    public MaildirMailboxTests()
    {
        foreach (var part in (string[])["tmp", "new", "cur"]) Directory.CreateDirectory(_folder[part]);
        _mailbox = Open();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_there_long_before_is_history_and_the_rest_is_listed_once()
    {
        Put("new/old", "Vieux", TimeSpan.FromDays(30));
        Put("cur/read:2,S", "Lu", TimeSpan.FromHours(1));
        Put("new/fresh", "Neuf", TimeSpan.FromMinutes(5));

        var first = await _mailbox.LookAsync(null, DateTimeOffset.UtcNow.AddDays(-3), Token);
        var second = await _mailbox.LookAsync(first.Position, DateTimeOffset.UtcNow.AddDays(-3), Token);

        first.Uids.ShouldBe(["read", "fresh"]);
        first.History.ShouldBe(["old"]);
        second.Uids.ShouldBeEmpty();
    }

    [Fact]
    public async Task Answered_mail_gets_its_flag_and_is_not_marked_as_read()
    {
        Put("new/one", "Question", TimeSpan.FromMinutes(5));
        Put("cur/two:2,FS", "Lue", TimeSpan.FromMinutes(5));

        await _mailbox.MarkAnsweredAsync(1, ["one", "two"], Token);

        Directory.GetFiles(_folder["cur"]).Select(Path.GetFileName).Order().ShouldBe(["one:2,R", "two:2,FRS"]);
    }

    [Fact]
    public async Task A_second_look_tells_what_she_did_with_each_mail()
    {
        Put("new/untouched", "Question", TimeSpan.FromMinutes(5));
        Put("cur/read:2,FS", "Lue", TimeSpan.FromMinutes(5));
        Put("cur/answered:2,RS", "Répondue", TimeSpan.FromMinutes(5));
        Put("cur/trashed:2,T", "Jetée", TimeSpan.FromMinutes(5));
        Put("new/moved", "Rangée", TimeSpan.FromMinutes(5));
        await _mailbox.LookAsync(null, DateTimeOffset.UnixEpoch, Token);
        File.Move(_folder["new/untouched"], _folder["cur/untouched:2,"]);
        Directory.CreateDirectory(_folder[".Archive/cur"]);
        File.Move(_folder["new/moved"], _folder[".Archive/cur/moved:2,"]);

        var found = await _mailbox.LookAtAsync(1, ["untouched", "read", "answered", "trashed", "moved", "moved"], Token);

        found.Select(f => (f.Key, f.Value.Presence, f.Value.IsSeen, f.Value.IsAnswered, f.Value.IsDeleted)).ShouldBe(
        [
            ("untouched", Presence.Here, false, false, false),
            ("read", Presence.Here, true, false, false),
            ("answered", Presence.Here, true, true, false),
            ("trashed", Presence.Here, false, false, true),
            ("moved", Presence.Gone, false, false, false),
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task A_draft_is_found_again_by_its_message_id()
    {
        var drafts = await _mailbox.FolderAsync(SpecialFolder.Drafts, Token);
        await drafts.AppendAsync(["Message-ID: <d1@example.test>\r\nSubject: x\r\n\r\ny"u8.ToArray()], Token);

        (await drafts.FindAsync(MailIdField.MessageId, ["d1@example.test", "d2@example.test"], Token)).Keys.ShouldBe(["d1@example.test"]);
        Path.GetFileName(Directory.GetFiles(_folder[".Drafts/cur"]).ShouldHaveSingleItem()).ShouldEndWith(":2,D");
    }

    [Fact]
    public async Task A_french_drafts_folder_that_is_there_is_used()
    {
        Directory.CreateDirectory(_folder[".Brouillons/cur"]);

        await (await _mailbox.FolderAsync(SpecialFolder.Drafts, Token)).AppendAsync(["Subject: x\r\n\r\ny"u8.ToArray()], Token);

        Directory.GetFiles(_folder[".Brouillons/cur"]).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_mail_that_is_gone_meanwhile_is_left_out()
    {
        Put("new/one", "Question", TimeSpan.FromMinutes(5));
        var arrivals = await _mailbox.LookAsync(null, DateTimeOffset.UnixEpoch, Token);
        File.Delete(_folder["new/one"]);

        (await _mailbox.FetchAsync(1, arrivals.Uids, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_from_a_clock_that_is_ahead_is_listed_all_the_same()
    {
        Put("new/one", "Question", TimeSpan.FromDays(-1));

        (await _mailbox.LookAsync(null, DateTimeOffset.UnixEpoch, Token)).Uids.ShouldBe(["one"]);
    }

    [Fact]
    public async Task A_mail_that_another_program_renames_meanwhile_is_listed_again()
    {
        Put("new/one", "Question", TimeSpan.FromMinutes(5));
        var first = await _mailbox.LookAsync(null, DateTimeOffset.UnixEpoch, Token);
        File.Move(_folder["new/one"], _folder["away"]);
        (await _mailbox.FetchAsync(1, first.Uids, Token)).ShouldBeEmpty();
        File.Move(_folder["away"], _folder["cur/one:2,S"]);

        (await _mailbox.LookAsync(first.Position, DateTimeOffset.UnixEpoch, Token)).Uids.ShouldBe(["one"]);
    }

    [Fact]
    public async Task A_folder_that_is_no_maildir_is_said()
    {
        using var empty = new TempFolder();
        await using var mailbox = new MaildirMailbox(new() { Kind = MailboxKind.Maildir, MaildirPath = empty.Path }, mayWrite: true, TimeProvider.System);

        var missing = await Should.ThrowAsync<MissingFolderException>(() => mailbox.OpenAsync(Token));

        MailFaults.Describe(missing, null)!.Wrong.English.ShouldContain(empty.Path);
    }

    [Fact]
    public async Task Waiting_ends_when_a_mail_arrives()
    {
        await _mailbox.OpenAsync(Token);
        var waiting = _mailbox.WaitAsync(TimeSpan.FromMinutes(5), CancellationToken.None, Token);

        Put("new/one", "Question", TimeSpan.Zero);

        await waiting.WaitAsync(TimeSpan.FromSeconds(20), Token);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _mailbox.DisposeAsync();
        _folder.Dispose();
    }

    private MaildirMailbox Open() => new(new() { Kind = MailboxKind.Maildir, MaildirPath = _folder.Path }, mayWrite: true, TimeProvider.System);

    private void Put(string name, string subject, TimeSpan age)
    {
        File.WriteAllText(_folder[name], $"From: lea@client.test\r\nSubject: {subject}\r\n\r\nBonjour\r\n");
        File.SetLastWriteTimeUtc(_folder[name], DateTime.UtcNow - age);
    }
}
