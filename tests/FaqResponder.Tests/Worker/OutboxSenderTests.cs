using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Replies;
using FaqResponder.Mailbox;
using FaqResponder.Storage;
using FaqResponder.Support;

using MailKit.Net.Smtp;

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FaqResponder.Worker;

/// <summary>The sender on a real ledger, with a server that says what the test wants and a clock that the test moves.</summary>
public sealed class OutboxSenderTests : IDisposable
{
    private const string Box = "fake";

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly Database _database;
    private readonly MailLedger _ledger;
    private readonly Outbox _outbox;
    private readonly Leases _leases;
    private readonly OutboxSender _sender;
#pragma warning disable CA2213 // It holds nothing.
    private readonly FakeSubmission _server = new();
#pragma warning restore CA2213

    public OutboxSenderTests()
    {
        _database = new(_folder.Path);
        _database.Migrate();
        (_ledger, _outbox, _leases) = (new(_database, _clock), new(_database, _clock), new(_database, _clock));
        var journal = new Journal(NullLogger<Journal>.Instance, Core.Language.French);
        _sender = new(_outbox, _server, _leases, Some.Settings(_folder.Path, Core.Deciding.Mode.Answer), journal, _clock);
    }

    [Fact]
    public async Task A_reply_that_is_put_off_is_tried_again_after_minutes_and_longer_each_time()
    {
        Record("lea@busy.test");
        Record("tom@client.test");
        _server.PutsOff = "lea@busy.test";

        await SendAsync();
        _server.Tried.ShouldBe(["lea@busy.test", "tom@client.test"]);

        await SendAsync(after: TimeSpan.FromMinutes(4));
        _server.Tried.Count.ShouldBe(2);
        await SendAsync(after: TimeSpan.FromMinutes(1));
        _server.Tried.Count.ShouldBe(3);
        await SendAsync(after: TimeSpan.FromMinutes(9));
        _server.Tried.Count.ShouldBe(3);

        _server.PutsOff = null;
        await SendAsync(after: TimeSpan.FromMinutes(1));
        await SendAsync(after: TimeSpan.FromDays(1));
        _server.Tried.ShouldBe(["lea@busy.test", "tom@client.test", "lea@busy.test", "lea@busy.test"]);
        File(1).Entry.State.ShouldBe(MailState.Answered);
    }

    [Fact]
    public async Task A_reply_that_is_put_off_for_more_than_a_day_waits_for_the_author_with_the_servers_words()
    {
        Record("lea@busy.test");
        _server.PutsOff = "lea@busy.test";

        await SendAsync();
        await SendAsync(after: TimeSpan.FromHours(25));

        File(1).Entry.State.ShouldBe(MailState.Waiting);
        File(1).Entry.Reason.Words.English.ShouldContain("try later");
    }

    [Fact]
    public async Task After_a_reply_in_doubt_the_next_one_waits_a_while_and_it_is_told()
    {
        Record("lea@client.test");
        Record("tom@client.test");
        _server.BreaksAt = "lea@client.test";

        await SendAsync();
        await SendAsync();

        _server.Tried.ShouldBe(["lea@client.test"]);
        _sender.Outage.ShouldNotBeNull();
        _sender.HasSent.ShouldBeFalse();
        await SendAsync(after: BackOff.Minimum * 2);
        _server.Tried.ShouldBe(["lea@client.test", "tom@client.test"]);
        (_sender.Outage, _sender.HasSent).ShouldBe((null, true));
    }

    [Fact]
    public async Task A_reply_in_doubt_that_comes_back_is_in_doubt_no_more()
    {
        Record("lea@client.test");
        _server.BreaksAt = "lea@client.test";
        await SendAsync();
        File(1).Entry.Reason.Because.ShouldBe(Because.SendUnknown);

        _ledger.TakeIn(Box, 1, [new("bounce", Some.Mail("bounce"))]);
        var report = new MailReport(ReportKind.Bounce, "to-lea@client.test", ["lea@client.test"], "5.1.1");
        _ledger.RecordDecisions(_ledger.TakeUndecided(Box, 10), (_, answers) => new(new Decision.SetAside(answers.Returns.Tie(report)!), [], null, null));

        File(1).Entry.Reason.ShouldBe(new(Because.NotDelivered, "lea@client.test", "5.1.1"));
        new OpenMails(_database, _clock).Uncertain(Box).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_outcome_that_could_not_be_written_is_written_later_and_the_reply_is_not_sent_again()
    {
        Record("lea@client.test");
        await SendWhileNothingCanBeWrittenAsync();

        _sender.SettleKnown();
        await SendAsync();

        File(1).Entry.State.ShouldBe(MailState.Answered);
        _server.Tried.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_outcome_that_still_cannot_be_written_is_kept_until_it_can()
    {
        Record("lea@client.test");
        await SendWhileNothingCanBeWrittenAsync();
        using (LedgerFault.InOutbox(_database, "NEW.step = 'Done'")) Should.Throw<SqliteException>(_sender.SettleKnown);

        _sender.SettleKnown();

        File(1).Entry.State.ShouldBe(MailState.Answered);
    }

    [Fact]
    public async Task An_outcome_that_another_worker_has_judged_meanwhile_is_dropped()
    {
        Record("lea@client.test");
        await SendWhileNothingCanBeWrittenAsync();
        _outbox.Settle(_outbox.Interrupted(Box)[0], new SendOutcome.Unknown("stopped"));

        _sender.SettleKnown();
        await SendAsync();

        File(1).Entry.State.ShouldBe(MailState.Waiting);
        _server.Tried.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_outcome_that_comes_late_does_not_pass_for_that_of_her_own_reply()
    {
        Record("lea@client.test");
        await SendWhileNothingCanBeWrittenAsync();
        _outbox.Settle(_outbox.Interrupted(Box)[0], new SendOutcome.Unknown("stopped"));
        new Verdicts(_database, _clock).Answer(1, Some.Reply(ReplyKind.FromAuthor, "hers@example.test"), "Titre");

        _sender.SettleKnown();
        File(1).Entry.State.ShouldBe(MailState.Answering);

        await SendAsync();
        File(1).Entry.State.ShouldBe(MailState.AnsweredByAuthor);
        File(1).Replies.Select(r => r.Step).ShouldBe([OutboxStep.Uncertain, OutboxStep.Done]);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private LedgerFile File(long id) => new LedgerReader(_database).Show(id)!;

    private void Record(string recipient)
    {
        var mail = Some.Mail(recipient);
        _ledger.TakeIn(Box, 1, [new(recipient, mail)]);
        var reply = Some.Reply(messageId: $"to-{recipient}") with { Recipient = recipient };
        _ledger.RecordDecisions(_ledger.TakeUndecided(Box, 10), (_, _) => Some.Answered(reply));
    }

    private async Task SendAsync(TimeSpan after = default)
    {
        _clock.Advance(after);
        _leases.TryTake(Box).Taken.ShouldBeTrue();
        await _sender.SendDueAsync(Box, TestContext.Current.CancellationToken);
    }

    private async Task SendWhileNothingCanBeWrittenAsync()
    {
        using (LedgerFault.InOutbox(_database, "NEW.step = 'Done'")) await Should.ThrowAsync<SqliteException>(() => SendAsync());
        _server.Tried.ShouldHaveSingleItem();
    }

    private sealed class FakeSubmission : ISubmission
    {
        public string? PutsOff { get; set; }

        public string? BreaksAt { get; set; }

        public List<string> Tried { get; } = [];

        public Task<Submitted> SendAsync(Submission mail, CancellationToken token)
        {
            Tried.Add(mail.Recipient);
            if (mail.Recipient == BreaksAt) return Task.FromResult<Submitted>(new Submitted.Unknown(new IOException("broken")));
            var refusal = new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, SmtpStatusCode.ErrorInProcessing, "try later");
            return Task.FromResult<Submitted>(mail.Recipient == PutsOff ? new Submitted.NotSent(refusal, OnlyThisMail: true) : new Submitted.Accepted());
        }

        public Task ProveAsync(CancellationToken token) => Task.CompletedTask;

        public Task RestAsync() => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
