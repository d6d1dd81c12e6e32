using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Replies;
using FaqResponder.Support;

using Microsoft.Extensions.Time.Testing;

namespace FaqResponder.Storage;

public sealed class GesturesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly FilledLedger _ledger;
    private readonly Gestures _gestures;

    public GesturesTests()
    {
        _ledger = new(_folder.Path, _clock);
        _gestures = new(_ledger.Database, _clock);
    }

    [Fact]
    public void A_reply_is_held_for_as_long_as_it_can_be_undone()
    {
        var mail = Some.Mail();
        var id = _ledger.Waiting(mail);

        var done = _gestures.Answer([(id, Held(mail))], "Titre");

        _ledger.Send();
        StateOf(id).ShouldBe(MailState.Answering);
        _gestures.Undo(done.Id)!.Moved.ShouldBe([id]);
        _clock.Advance(TimeSpan.FromMinutes(1));
        _ledger.Send();
        var file = _ledger.Reader.Show(id)!;
        file.Entry.State.ShouldBe(MailState.Waiting);
        file.Entry.Reason.Because.ShouldBe(Because.TakenBack);
        file.Replies.ShouldHaveSingleItem().Step.ShouldBe(OutboxStep.Withdrawn);
    }

    [Fact]
    public void What_has_gone_out_is_not_undone()
    {
        var mail = Some.Mail();
        var id = _ledger.Waiting(mail);
        var done = _gestures.Answer([(id, Held(mail))], "Titre");
        _clock.Advance(TimeSpan.FromMinutes(1));
        _ledger.Send();

        var undone = _gestures.Undo(done.Id)!;

        undone.Moved.ShouldBeEmpty();
        undone.Stale.ShouldBe([id]);
        StateOf(id).ShouldBe(MailState.AnsweredByAuthor);
    }

    [Fact]
    public void What_was_on_its_way_when_she_undid_it_can_be_undone_when_the_server_puts_it_off()
    {
        var mail = Some.Mail();
        var (id, other) = (_ledger.Waiting(mail), _ledger.Waiting(Some.Mail("Deux")));
        var done = _gestures.Answer([(id, Held(mail)), (other, Held(mail) with { MessageId = "two@example.test" })], "Titre");
        SetStep(id, "Sending");

        var undone = _gestures.Undo(done.Id)!;

        undone.Moved.ShouldBe([other]);
        undone.Stale.ShouldBe([id]);
        _gestures.Tell(done.Id)!.Gesture.IsUndone.ShouldBeFalse();
        SetStep(id, "Recorded");
        _gestures.LastOf(id)!.Mails.ShouldBe([id]);
        _gestures.Undo(done.Id)!.Moved.ShouldBe([id]);
        _gestures.Undo(done.Id).ShouldBeNull();
        StateOf(id).ShouldBe(MailState.Waiting);
    }

    [Fact]
    public void What_a_wrong_answer_took_back_is_told_until_it_is_erased()
    {
        var taught = _ledger.Waiting(Some.Mail("Diplôme", "Faut-il un diplôme ?", "max@client.test"));
        var sent = AnsweredByMachine(Some.Mail("Un"), "p");
        _ledger.Send();
        var done = _gestures.Wrong(sent);
        _gestures.NoteUnlearned(done.Id, ["Quel diplôme ?"], [taught]);
        _gestures.Tell(done.Id)!.Unlearned.ShouldBe(["Quel diplôme ?", "Faut-il un diplôme ?"]);

        new Erasure(_ledger.Database, _clock).Erase("max@client.test");

        _gestures.Tell(done.Id)!.Unlearned.ShouldBe(["Quel diplôme ?"]);
    }

    [Fact]
    public void What_comes_back_to_her_is_put_off_no_more()
    {
        var id = _ledger.Waiting(Some.Mail());
        _gestures.PutOff([id], _clock.GetUtcNow().AddDays(7));
        _gestures.Close([id], "");

        _gestures.Reopen(id).Moved.ShouldBe([id]);

        new WaitingMails(_ledger.Database).All().ShouldHaveSingleItem().LaterAt.ShouldBeNull();
    }

    [Fact]
    public void A_mail_that_is_not_there_is_not_taken_up_again() => _gestures.Reopen(99).Stale.ShouldBe([99]);

    [Fact]
    public void A_post_that_she_holds_back_takes_back_what_is_about_to_go_out_with_it()
    {
        var held = AnsweredByMachine(Some.Mail("Un"), "p");
        var other = AnsweredByMachine(Some.Mail("Deux", from: "max@client.test"), "q");

        new HeldPosts(_ledger.Database, _clock).Hold("p");

        _ledger.Reader.Show(held)!.Entry.Reason.Because.ShouldBe(Because.PostHeld);
        StateOf(other).ShouldBe(MailState.Answering);
    }

    [Fact]
    public void Of_a_group_only_the_mails_that_still_wait_are_answered()
    {
        var (one, other) = (Some.Mail("Un"), Some.Mail("Deux"));
        var (first, second) = (_ledger.Waiting(one), _ledger.Waiting(other));
        _gestures.Close([first], "");

        var done = _gestures.Answer([(first, Held(one)), (second, Held(other))], "Titre");

        done.Moved.ShouldBe([second]);
        done.Stale.ShouldBe([first]);
        _ledger.Reader.Show(first)!.Replies.ShouldBeEmpty();
        _gestures.Undo(done.Id)!.Moved.ShouldBe([second]);
    }

    [Fact]
    public void Two_windows_answer_a_mail_once()
    {
        var mail = Some.Mail();
        var id = _ledger.Waiting(mail);

        _gestures.Answer([(id, Held(mail))], "Titre").Moved.ShouldBe([id]);
        var again = _gestures.Answer([(id, Held(mail) with { MessageId = "again@example.test" })], "Titre");

        again.Id.ShouldBe(0);
        again.Stale.ShouldBe([id]);
        _ledger.Reader.Show(id)!.Replies.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_closed_mail_waits_again_when_the_closing_is_undone_and_nothing_is_undone_twice()
    {
        var id = _ledger.Waiting(Some.Mail());
        var done = _gestures.NotAQuestion([id]);
        StateOf(id).ShouldBe(MailState.Dismissed);

        _gestures.Undo(done.Id)!.Moved.ShouldBe([id]);

        StateOf(id).ShouldBe(MailState.Waiting);
        _gestures.Undo(done.Id).ShouldBeNull();
    }

    [Fact]
    public void What_is_no_question_teaches_that_no_post_fits_until_it_is_undone()
    {
        var id = _ledger.Waiting(Some.Mail("Crêpes", "Connaissez-vous une bonne crêperie ?"));
        var done = _gestures.NotAQuestion([id]);

        _ledger.Lessons.All().ShouldHaveSingleItem().Taught.Posts.ShouldBeEmpty();

        _gestures.Undo(done.Id);
        _ledger.Lessons.All().ShouldBeEmpty();
        _gestures.Close([id], "");
        _ledger.Lessons.All().ShouldBeEmpty();
    }

    [Fact]
    public void A_mail_that_was_put_off_waits_all_the_same()
    {
        var id = _ledger.Waiting(Some.Mail());
        var until = _clock.GetUtcNow().AddDays(1);

        var done = _gestures.PutOff([id], until);

        var waiting = new WaitingMails(_ledger.Database);
        waiting.All().ShouldHaveSingleItem().LaterAt.ShouldBe(until);
        StateOf(id).ShouldBe(MailState.Waiting);
        _gestures.Undo(done.Id);
        waiting.All().ShouldHaveSingleItem().LaterAt.ShouldBeNull();
    }

    [Fact]
    public void A_mail_that_waits_again_shows_why_it_was_left_to_her()
    {
        var id = _ledger.Waiting(Some.Mail());
        _gestures.Undo(_gestures.Close([id], "").Id);

        new WaitingMails(_ledger.Database).All().ShouldHaveSingleItem().Reason.Because.ShouldBe(Because.NothingClose);
    }

    [Fact]
    public void Closed_and_filed_mail_is_taken_up_again_and_answered_mail_is_not()
    {
        var closed = _ledger.Waiting(Some.Mail("Un"));
        _gestures.Close([closed], "");
        var answered = _ledger.Answered(Some.Mail("Deux"), "p");

        _gestures.Reopen(closed).Moved.ShouldBe([closed]);
        _gestures.Reopen(answered).Stale.ShouldBe([answered]);

        StateOf(closed).ShouldBe(MailState.Waiting);
        StateOf(answered).ShouldBe(MailState.AnsweredByAuthor);
    }

    [Fact]
    public void A_wrong_answer_makes_its_post_wait_for_her_and_takes_back_what_is_about_to_go_out_with_it()
    {
        var sent = AnsweredByMachine(Some.Mail("Un"), "p");
        _ledger.Send();
        var held = AnsweredByMachine(Some.Mail("Deux", from: "max@client.test"), "p");

        _gestures.Wrong(sent).Moved.ShouldBe([sent]);

        StateOf(sent).ShouldBe(MailState.Waiting);
        StateOf(held).ShouldBe(MailState.Waiting);
        _ledger.Reader.Show(held)!.Entry.Reason.Because.ShouldBe(Because.PostHeld);
        new HeldPosts(_ledger.Database, _clock).All()["p"].MailId.ShouldBe(sent);
        new PostRecord(_ledger.Database).Counts()["p"].ShouldBe(new(1, 0, 1));
    }

    [Fact]
    public void An_automatic_answer_is_stopped_before_it_goes_out_and_not_after()
    {
        var id = AnsweredByMachine(Some.Mail(), "p");

        _gestures.Stop(id).Moved.ShouldBe([id]);
        _ledger.Send();

        StateOf(id).ShouldBe(MailState.Waiting);
        var other = AnsweredByMachine(Some.Mail("Deux"), "p");
        _ledger.Send();
        _gestures.Stop(other).Stale.ShouldBe([other]);
        StateOf(other).ShouldBe(MailState.Answered);
    }

    [Fact]
    public void A_gesture_is_told_with_who_wrote_what_was_sent_and_until_when_it_can_be_undone()
    {
        var mail = Some.Mail("Diplôme", "Faut-il un diplôme ?");
        var id = _ledger.Waiting(mail);
        var done = _gestures.Answer([(id, Held(mail, "diplome"))], "Titre");

        var story = _gestures.Tell(done.Id)!;

        story.Mails.ShouldBe([new GestureMail(id, "lea@client.test", "Léa", "Faut-il un diplôme ?")]);
        story.Posts.ShouldBe([("diplome", "diplome")]);
        story.DueAt.ShouldBe(_clock.GetUtcNow().AddSeconds(10));
        story.CanBeUndone.ShouldBeTrue();
        _clock.Advance(TimeSpan.FromMinutes(1));
        _ledger.Send();
        _gestures.Tell(done.Id)!.CanBeUndone.ShouldBeFalse();
    }

    [Fact]
    public void Answers_of_one_moment_are_listed_each_once_over_the_pages()
    {
        List<long> all = [.. Enumerable.Range(0, 7).Select(i => AnsweredByMachine(Some.Mail($"Mail {i}", from: $"a{i}@client.test"), "p"))];
        _ledger.Send();
        var answers = new AutomaticAnswers(_ledger.Database);

        var seen = new List<long>();
        for (var page = answers.Sent(null, 3); page.Count > 0; page = answers.Sent((page[^1].RecordedAt, page[^1].OutboxId), 3)) seen.AddRange(page.Select(a => a.MailId));

        seen.ShouldBe(Enumerable.Reverse(all));
    }

    public void Dispose() => _folder.Dispose();

    private void SetStep(long mail, string step)
    {
        using var connection = _ledger.Database.Open();
        connection.Execute("UPDATE outbox SET step = @step WHERE mail_id = @mail", new { mail, step });
    }

    private MailState StateOf(long id) => _ledger.Reader.Show(id)!.Entry.State;

    private NewReply Held(Core.Mails.IncomingMail mail, params string[] posts) => _ledger.Reply(mail, ReplyKind.FromAuthor, posts) with { HoldFor = TimeSpan.FromSeconds(10) };

    private long AnsweredByMachine(Core.Mails.IncomingMail mail, params string[] posts) =>
        _ledger.Decided(mail, Some.Answered(_ledger.Reply(mail, ReplyKind.Automatic, posts) with { MessageId = $"{mail.Subject}@example.test" }));
}
