using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Replies;
using FaqResponder.Support;

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace FaqResponder.Storage;

/// <summary>A ledger on a real SQLite file.</summary>
public sealed class LedgerTests : IDisposable
{
    private const string Box = "imap://sylvie@host/INBOX";

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly Database _database;
    private readonly MailLedger _ledger;
    private readonly Outbox _outbox;
    private readonly Leases _leases;
    private readonly LedgerReader _reader;

    public LedgerTests()
    {
        _database = new(_folder.Path);
        _database.Migrate();
        (_ledger, _outbox, _leases, _reader) = (new(_database, _clock), new(_database, _clock), new(_database, _clock), new(_database));
        _leases.TryTake(Box).Taken.ShouldBeTrue();
    }

    [Fact]
    public void Migrating_again_changes_nothing()
    {
        Take(Some.Mail());

        new Database(_folder.Path).Migrate();

        _reader.List(10).Count.ShouldBe(1);
    }

    [Fact]
    public void A_file_of_an_earlier_version_keeps_its_mails()
    {
        using var folder = new TempFolder();
        var database = new Database(folder.Path);
        using (var old = database.Open())
        using (var first = new StreamReader(typeof(Database).Assembly.GetManifestResourceStream("migrations/0001_ledger.sql")!))
        {
            old.Execute(first.ReadToEnd());
            old.Execute("CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO migrations VALUES (1, '0001_ledger.sql');");
            old.Execute(
                """
                INSERT INTO mails (id, mailbox, digest, state, reason, details, changed_at, arrived_at, asker, asker_name, subject, content)
                VALUES (1, @Box, 'd', 'Answering', 'Sure', '[]', 0, 0, 'lea@client.test', 'Léa', 'Assurance', @content);
                INSERT INTO outbox (mail_id, kind, step, message_id, recipient, subject, mime, recorded_at, next_try_at)
                VALUES (1, 'FromAuthor', 'Recorded', 'm@x', 'lea@client.test', 'Re: Assurance', X'414243', 0, 0);
                """,
                new { Box, content = StoredJson.Write(Some.Mail("Assurance")) });
        }

        database.Migrate();

        var file = new LedgerReader(database).Show(1)!;
        file.Mail.Subject.ShouldBe("Assurance");
        file.Replies.ShouldHaveSingleItem().Mime.ShouldBe("ABC"u8.ToArray());
    }

    [Fact]
    public void A_renamed_mailbox_keeps_its_mails_and_sends_nothing_by_machine_that_waited()
    {
        Decide(Some.Mail("one"), Some.Answered(Some.Reply()));
        _ledger.RecordLook(Box, new(1, 7), [], 0);

        _ledger.Adopt("imap://sylvie@other/INBOX").ShouldBe((Box, 1));

        _reader.Show(1)!.Entry.State.ShouldBe(MailState.Waiting);
        _ledger.LastLook("imap://sylvie@other/INBOX")!.Value.CheckedAt.ShouldBe(_clock.GetUtcNow());
        _ledger.LastLook(Box).ShouldBeNull();
        _ledger.TakeIn("imap://sylvie@other/INBOX", 9, [new("1", Some.Mail("one"))]).ShouldBe(0);
        _ledger.Adopt("imap://sylvie@other/INBOX").ShouldBeNull();
    }

    [Fact]
    public void Two_programs_may_migrate_a_new_file_at_the_same_time()
    {
        using var folder = new TempFolder();

        Parallel.For(0, 6, _ => new Database(folder.Path).Migrate());

        new LedgerReader(new Database(folder.Path)).List(10).ShouldBeEmpty();
    }

    [Fact]
    public void A_mail_seen_at_two_places_is_one_row_with_two_places()
    {
        _ledger.TakeIn(Box, 1, [new("7", Some.Mail())]).ShouldBe(1);
        _ledger.TakeIn(Box, 2, [new("1", Some.Mail())]).ShouldBe(0);

        _reader.Show(1)!.Places.Count.ShouldBe(2);
        _ledger.KnownPlaces(Box, 2, ["1", "2"]).ShouldBe(["1"]);
    }

    [Fact]
    public void Unreadable_mails_are_told_apart_by_their_place()
    {
        _ledger.TakeIn(Box, 1, [new("7", new IncomingMail { Unreadable = "broken" }), new("8", new IncomingMail { Unreadable = "broken" })]).ShouldBe(2);
    }

    [Fact]
    public void Each_attempt_is_counted_before_the_work_begins()
    {
        Take(Some.Mail());

        _ledger.TakeUndecided(Box, 10)[0].Attempts.ShouldBe(0);
        _ledger.TakeUndecided(Box, 10)[0].Attempts.ShouldBe(1);
    }

    [Fact]
    public void Mails_that_were_in_work_when_the_process_died_come_last_and_alone()
    {
        Take(Some.Mail("one"), Some.Mail("two"));
        _ledger.TakeUndecided(Box, 10).Count.ShouldBe(2);
        Take(Some.Mail("three"));

        _ledger.TakeUndecided(Box, 10).Select(m => m.Mail.Subject).ShouldBe(["three"]);
        _ledger.TakeUndecided(Box, 10).Select(m => m.Mail.Subject).ShouldBe(["one"]);
        // Who brought it down again alone is behind the others.
        _ledger.TakeUndecided(Box, 10).Select(m => m.Mail.Subject).ShouldBe(["two"]);
    }

    [Fact]
    public void A_decision_that_fails_half_way_leaves_nothing_behind()
    {
        Take(Some.Mail("one"), Some.Mail("two"));
        var mails = _ledger.TakeUndecided(Box, 10);

        Should.Throw<InvalidOperationException>(() => _ledger.RecordDecisions(mails, (mail, _) =>
            mail.Mail.Subject == "two" ? throw new InvalidOperationException("crash") : Some.Answered(Some.Reply())));

        _reader.List(10).ShouldAllBe(e => e.State == MailState.Received);
        _outbox.Next(null, Box, _leases.Owner).ShouldBeNull();
    }

    [Fact]
    public void A_reply_is_marked_as_sending_before_anyone_gets_it()
    {
        Decide(Some.Mail(), Some.Answered(Some.Reply()));

        var reply = _outbox.Next(null, Box, _leases.Owner)!;

        _reader.Show(1)!.Replies[0].Step.ShouldBe(OutboxStep.Sending);
        _outbox.Next(null, Box, _leases.Owner).ShouldBeNull();
        _outbox.Interrupted(Box).ShouldHaveSingleItem().Id.ShouldBe(reply.Id);
    }

    [Fact]
    public void The_outcome_of_one_reply_and_the_start_of_the_next_are_recorded_together()
    {
        Decide(Some.Mail("one"), Some.Answered(Some.Reply(messageId: "r1@x")));
        Decide(Some.Mail("two"), Some.Answered(Some.Reply(messageId: "r2@x")));
        var first = _outbox.Next(null, Box, _leases.Owner)!;

        var second = _outbox.Next((first, new SendOutcome.Accepted()), Box, _leases.Owner)!;

        second.MessageId.ShouldBe("r2@x");
        _reader.Show(1)!.Entry.State.ShouldBe(MailState.Answered);
    }

    [Fact]
    public void Without_the_lease_nothing_is_handed_out_to_be_sent()
    {
        Decide(Some.Mail(), Some.Answered(Some.Reply()));
        _clock.Advance(Leases.Duration + TimeSpan.FromSeconds(1));

        _outbox.Next(null, Box, _leases.Owner).ShouldBeNull();
        _leases.TryTake(Box).Taken.ShouldBeTrue();
        _outbox.Next(null, Box, _leases.Owner).ShouldNotBeNull();
    }

    [Fact]
    public void A_lease_is_refused_while_another_lives_and_free_when_it_is_released_or_over()
    {
        var other = new Leases(_database, _clock);
        other.TryTake(Box).Taken.ShouldBeFalse();

        _leases.Release(Box);
        other.TryTake(Box).Taken.ShouldBeTrue();
        _leases.TryTake(Box).Taken.ShouldBeFalse();

        _clock.Advance(Leases.Duration + TimeSpan.FromSeconds(1));
        _leases.TryTake(Box).Taken.ShouldBeTrue();
    }

    [Fact]
    public void A_reply_that_could_not_be_sent_waits_for_its_time()
    {
        Decide(Some.Mail(), Some.Answered(Some.Reply()));
        var reply = _outbox.Next(null, Box, _leases.Owner)!;
        var later = _clock.GetUtcNow().AddMinutes(1);

        _outbox.Next((reply, new SendOutcome.NotSent("away", later)), Box, _leases.Owner).ShouldBeNull();
        _outbox.NextTryAt(Box).ShouldBe(later);
        _reader.Show(1)!.Entry.State.ShouldBe(MailState.Answering);

        _clock.Advance(TimeSpan.FromMinutes(1));
        _outbox.Next(null, Box, _leases.Owner)!.Attempts.ShouldBe(1);
    }

    [Fact]
    public void A_refused_reply_puts_the_mail_before_the_author_with_the_servers_words()
    {
        Decide(Some.Mail(), Some.Answered(Some.Reply()));
        var reply = _outbox.Next(null, Box, _leases.Owner)!;

        _outbox.Next((reply, new SendOutcome.Refused("550 no such user")), Box, _leases.Owner);

        var entry = _reader.Show(1)!.Entry;
        entry.State.ShouldBe(MailState.Waiting);
        entry.Reason.Words.English.ShouldContain("550 no such user");
    }

    /// <summary>N12, N19, M15: by post and not by wording, whatever the case of the address.</summary>
    [Fact]
    public void Answers_to_an_asker_are_remembered_by_post_and_counted()
    {
        Decide(Some.Mail("one"), Some.Answered(Some.Reply(messageId: "r1@x", posts: "assurance")));
        Take(Some.Mail("two", from: "LEA@client.test"));
        AnswerHistory? seen = null;

        _ledger.RecordDecisions(_ledger.TakeUndecided(Box, 10), (mail, answers) =>
        {
            seen = answers.For(mail.Mail.Asker!.Address, Mode.Answer, TimeSpan.FromDays(7));
            return Some.Waiting();
        });

        seen!.PostsSentToAsker.ShouldBe(["assurance"]);
        (seen.ToAskerToday, seen.LastHour, seen.LastDay).ShouldBe((1, 1, 1));
    }

    /// <summary>N12, N19: after the period the same post may go out again, and after a day nothing counts towards a day's most.</summary>
    [Theory]
    [InlineData(6.9, true)]
    [InlineData(7.1, false)]
    public void An_answer_is_remembered_for_the_period(double days, bool remembered)
    {
        Decide(Some.Mail("one"), Some.Answered(Some.Reply(messageId: "r1@x", posts: "assurance")));
        _clock.Advance(TimeSpan.FromDays(days));

        var seen = HistoryOf("lea@client.test");

        seen.PostsSentToAsker.Contains("assurance").ShouldBe(remembered);
        (seen.ToAskerToday, seen.ToDomainToday, seen.LastHour, seen.LastDay).ShouldBe((0, 0, 0, 0));
    }

    /// <summary>N19: another of the same domain counts towards the domain, another domain that ends alike doesn't.</summary>
    [Fact]
    public void Answers_to_a_domain_are_counted_apart()
    {
        Decide(Some.Mail("one", from: "tom@client.test"), Some.Answered(Some.Reply(messageId: "r1@x", posts: "assurance")));
        Decide(Some.Mail("two", from: "tom@other-client.test"), Some.Answered(Some.Reply(messageId: "r2@x", posts: "assurance")));

        var seen = HistoryOf("lea@client.test");

        seen.PostsSentToAsker.ShouldBeEmpty();
        (seen.ToAskerToday, seen.ToDomainToday, seen.LastHour, seen.LastDay).ShouldBe((0, 1, 2, 2));
    }

    /// <summary>M14: a thousand answers later the first one is remembered.</summary>
    [Fact]
    public void A_thousand_answers_are_remembered()
    {
        for (var i = 0; i < 1001; i += 50)
        {
            Take([.. Enumerable.Range(i, 50).Select(n => Some.Mail($"{n}", from: $"asker-{n}@client.test"))]);
            _ledger.RecordDecisions(_ledger.TakeUndecided(Box, 50), (mail, _) => Some.Answered(Some.Reply(messageId: $"r{mail.Id}@x", posts: "assurance")));
        }

        foreach (var asker in (int[])[0, 500, 1000]) HistoryOf($"asker-{asker}@client.test").PostsSentToAsker.ShouldBe(["assurance"]);
    }

    [Fact]
    public void What_went_out_before_she_took_answers_up_again_is_not_counted_unless_the_clock_was_wrong_then()
    {
        Decide(Some.Mail("one"), Some.Answered(Some.Reply()));
        _clock.Advance(TimeSpan.FromMinutes(1));
        HistoryOf("ann@client.test").LastDay.ShouldBe(1);

        new Switches(_database, _clock).Paused = false;
        HistoryOf("bea@client.test").LastDay.ShouldBe(0);
        _clock.AdjustTime(_clock.GetUtcNow().AddSeconds(-30));
        HistoryOf("cleo@client.test").LastDay.ShouldBe(1);
    }

    [Fact]
    public void A_draft_that_was_never_sent_is_no_answer()
    {
        Decide(Some.Mail("one"), Some.Waiting(Some.Reply(ReplyKind.Draft, posts: "assurance")));
        Take(Some.Mail("two"));
        AnswerHistory? seen = null;

        _ledger.RecordDecisions(_ledger.TakeUndecided(Box, 10), (mail, answers) =>
        {
            seen = answers.For(mail.Mail.Asker!.Address, Mode.Answer, TimeSpan.FromDays(7));
            return Some.Waiting();
        });

        seen!.PostsSentToAsker.ShouldBeEmpty();
        seen.LastDay.ShouldBe(0);
    }

    [Fact]
    public void A_verdict_on_a_mail_that_waits_no_more_is_refused()
    {
        Decide(Some.Mail(), Some.Waiting());
        var verdicts = new Verdicts(_database, _clock);
        verdicts.Dismiss(1, "");

        Should.Throw<StaleStateException>(() => verdicts.Dismiss(1, ""));
        Should.Throw<StaleStateException>(() => verdicts.Answer(1, Some.Reply(ReplyKind.FromAuthor), "Titre"));
        _reader.Show(1)!.Replies.ShouldBeEmpty();
    }

    [Fact]
    public void The_position_moves_only_when_a_look_is_recorded()
    {
        _ledger.LastLook(Box).ShouldBeNull();

        _ledger.RecordLook(Box, new(5, 120), ["old"], 50_000);
        _ledger.RecordLook(Box, new(5, 121), [], 0);

        var look = _ledger.LastLook(Box)!.Value;
        look.Position.ShouldBe(new MailboxPosition(5, 121));
        look.History.ShouldBe(50_000);
        _ledger.KnownPlaces(Box, 5, ["old"]).ShouldBe(["old"]);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private void Take(params IncomingMail[] mails) => _ledger.TakeIn(Box, 1, [.. mails.Select(m => new ArrivedMail(m.Subject, m))]);

    private AnswerHistory HistoryOf(string asker)
    {
        AnswerHistory? seen = null;
        Take(Some.Mail("next", from: asker));
        _ledger.RecordDecisions(_ledger.TakeUndecided(Box, 10), (_, answers) =>
        {
            seen = answers.For(asker, Mode.Answer, TimeSpan.FromDays(7));
            return Some.Waiting();
        });
        return seen!;
    }

    private void Decide(IncomingMail mail, RecordedDecision decision)
    {
        Take(mail);
        _ledger.RecordDecisions(_ledger.TakeUndecided(Box, 10), (_, _) => decision);
    }
}
