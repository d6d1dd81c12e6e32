using FaqResponder.Core.Deciding;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Replies;
using FaqResponder.Review;
using FaqResponder.ReviewPage;
using FaqResponder.Support;

using Microsoft.Extensions.Time.Testing;

namespace FaqResponder.Storage;

/// <summary>What the page tells of how it goes, on a ledger in which just that happened.</summary>
public sealed class FiguresTests : IDisposable
{
    // A Wednesday, in the morning.
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(Now);
    private readonly FilledLedger _ledger;
    private readonly Figures _figures;
    private readonly Weeks _weeks;
    private readonly Verdicts _verdicts;
    private readonly Gestures _gestures;
    private int _mails;

    public FiguresTests()
    {
        _ledger = new(_folder.Path, _clock);
        _figures = new(_ledger.Database);
        (_weeks, _verdicts, _gestures) = (new(_figures, _clock), new(_ledger.Database, _clock), new(_ledger.Database, _clock));
    }

    [Fact]
    public void An_empty_ledger_has_weeks_with_nothing_in_them()
    {
        var period = Period(12);

        (period.Weeks.Count, period.Mails, period.Due, period.Automatic).ShouldBe((12, 0, 0, 0));
        (period.MedianByMachine, period.Saved, period.Posts.Count).ShouldBe((null, TimeSpan.Zero, 0));
        (period.ShareOf(MailOutcome.Machine), new Gaps(_figures, _clock).Since(DateTimeOffset.MinValue).Mails).ShouldBe((0, 0));
    }

    [Fact]
    public void Each_mail_counts_once_as_what_became_of_it()
    {
        ByMachine(Mail());
        _ledger.Answered(Mail(), "p");
        new OpenMails(_ledger.Database, _clock).CloseAnswered(_ledger.Waiting(Mail())).ShouldBeTrue();
        _ledger.Decided(Mail(), new(new Decision.SetAside(new(Because.AlreadyAnswered)), [], null, "fr"));
        _ledger.Waiting(Mail());
        _verdicts.Dismiss(_ledger.Waiting(Mail()), "");
        _ledger.Decided(Mail(), new(new Decision.SetAside(new(Because.Screened, "N1", "")), [], null, "fr"));
        _ledger.Received(Mail());

        var period = Period(4);

        Enum.GetValues<MailOutcome>().Select(period.Of).ShouldBe([1, 1, 2, 2, 1, 1]);
        (period.Mails, period.Due, period.ShareOf(MailOutcome.MailProgram)).ShouldBe((8, 7, 2.0 / 7));
    }

    [Fact]
    public void Weeks_begin_on_monday_at_midnight_where_she_lives()
    {
        _clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("here", TimeSpan.FromHours(2), "here", "here"));
        _ledger.Waiting(Mail(new(2026, 11, 22, 21, 59, 0, TimeSpan.Zero)));
        _ledger.Waiting(Mail(new(2026, 11, 22, 22, 0, 0, TimeSpan.Zero)));

        var weeks = _weeks.Last(4);

        weeks.Select(w => w.Outcomes.Values.Sum()).ShouldBe([0, 0, 1, 1]);
        weeks[^1].Begins.ShouldBe(new(2026, 11, 23, 0, 0, 0, TimeSpan.FromHours(2)));
    }

    [Fact]
    public void The_week_in_which_the_clocks_change_is_a_week_all_the_same()
    {
        var autumn = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new(1, 1, 1, 2, 0, 0), 3, 29), TimeZoneInfo.TransitionTime.CreateFixedDateRule(new(1, 1, 1, 3, 0, 0), 10, 25));
        _clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("here", TimeSpan.FromHours(1), "here", "here", "summer", [autumn]));
        // Sunday, 25 October 2026, 23:30 in winter time: the same week would have ended, had it no hour more.
        _ledger.Waiting(Mail(new(2026, 10, 25, 22, 30, 0, TimeSpan.Zero)));

        var week = _weeks.Last(12).Single(w => w.Outcomes.Values.Sum() == 1);

        week.Begins.ShouldBe(new(2026, 10, 19, 0, 0, 0, TimeSpan.FromHours(2)));
    }

    [Fact]
    public void What_changes_in_a_week_that_is_long_past_is_counted_anew()
    {
        var old = _ledger.Waiting(Mail(Now.AddDays(-20)));
        Period(4).Of(MailOutcome.Waiting).ShouldBe(1);

        _verdicts.Dismiss(old, "");

        var period = Period(4);
        (period.Of(MailOutcome.Waiting), period.Of(MailOutcome.Closed)).ShouldBe((0, 1));
    }

    [Fact]
    public void A_post_that_was_sent_weeks_ago_is_counted_again_when_its_answer_is_settled()
    {
        var mail = Mail();
        var id = _ledger.Waiting(mail);
        _verdicts.Answer(id, _ledger.Reply(mail, ReplyKind.FromAuthor, "p"), "p");
        Period(4).Posts.ShouldBeEmpty();
        _clock.Advance(TimeSpan.FromDays(9));
        Period(4).Posts.ShouldBeEmpty();

        _ledger.Send();

        Period(4).Posts.ShouldHaveSingleItem().ShouldBe(new("p", 0, 1));
    }

    [Fact]
    public void The_wait_that_half_of_the_mails_had_is_told_by_machine_and_by_her()
    {
        foreach (var minutes in (int[])[1, 3, 200]) ByMachine(Mail(_clock.GetUtcNow().AddMinutes(-minutes)));
        foreach (var hours in (int[])[1, 5, 30, 31, 100]) _ledger.Answered(Mail(_clock.GetUtcNow().AddHours(-hours).AddMinutes(-20)), "p");
        new OpenMails(_ledger.Database, _clock).CloseAnswered(_ledger.Waiting(Mail())).ShouldBeTrue();

        var period = Period(4);

        (period.MedianByMachine, period.MedianByAuthor).ShouldBe((TimeSpan.FromMinutes(3), TimeSpan.FromHours(30)));
    }

    [Fact]
    public void Posts_are_counted_by_the_answers_that_went_out_with_them()
    {
        ByMachine(Mail(), "a");
        ByMachine(Mail(), "a", "b");
        _ledger.Answered(Mail(), "b");
        _ledger.Answered(Mail(), "a");
        // What lies in her Drafts went to nobody, nor did what she undid.
        var mail = Mail();
        _ledger.Waiting(mail, _ledger.Reply(mail, ReplyKind.Draft, "a") with { MessageId = "draft@example.test" });
        var taken = Mail();
        _gestures.Undo(_gestures.Answer([(_ledger.Waiting(taken), _ledger.Reply(taken, ReplyKind.FromAuthor, "a"))], "a").Id).ShouldNotBeNull();

        Period(4).Posts.ShouldBe([new("a", 2, 1), new("b", 1, 1)]);
    }

    [Fact]
    public void Automatic_answers_that_went_wrong_are_counted_among_those_that_went_out()
    {
        ByMachine(Mail());
        var (wrong, dissatisfied, returned) = (ByMachine(Mail()), ByMachine(Mail()), ByMachine(Mail()));
        _gestures.Wrong(wrong).Moved.ShouldBe([wrong]);
        WithConversations((conversations, _) => conversations.Judge(new(_ledger.Reader.Show(dissatisfied)!.Replies[0].Id, ""), Because.NotSatisfied));
        WithConversations((_, returns) => returns.Tie(new MailReport(ReportKind.Bounce, _ledger.Reader.Show(returned)!.Replies[0].MessageId, [], "5.1.1")).ShouldNotBeNull());

        var period = Period(4);

        (period.Wrong.SaidSo, period.Wrong.NotSatisfied, period.Wrong.CameBack, period.Automatic).ShouldBe((1, 1, 1, 4));
        period.Of(MailOutcome.Machine).ShouldBe(2);
    }

    [Fact]
    public void What_was_saved_is_reckoned_from_the_numbers_beside_it()
    {
        ByMachine(Mail());
        ByMachine(Mail());
        _ledger.Answered(Mail(), "p");
        _ledger.Waiting(Mail());

        Period(4).Saved.ShouldBe(TimeSpan.FromMinutes(4 + 4 + 3));
    }

    [Fact]
    public void Erased_mails_count_and_their_words_are_gone()
    {
        var mail = Mail(from: "gone@client.test");
        Asks(mail, Because.NothingClose, "Combien coûte une ruche ?");
        new Erasure(_ledger.Database, _clock).Erase("gone@client.test");

        (Period(4).Mails, Gaps().Mails).ShouldBe((1, 0));
    }

    [Fact]
    public void What_no_post_answered_is_put_together_and_the_largest_group_comes_first()
    {
        Asks(Mail(Now.AddDays(-3)), Because.NothingClose, "Quel miel pour les allergies au pollen ?");
        Asks(Mail(Now.AddDays(-2)), Because.NothingClose, "Combien coûte une ruche en bois pour débuter ?");
        var closed = Asks(Mail(Now.AddDays(-1)), Because.NothingClose, "Quel miel pour les allergies au pollen de bouleau ?");
        _verdicts.Dismiss(closed, "");

        var gaps = Gaps();

        gaps.All.Select(g => g.Mails.Count).ShouldBe([2, 1]);
        gaps.All[0].Head.Asked.ShouldContain("miel");
        gaps.All[0].Mails[0].Id.ShouldBe(closed);
    }

    [Fact]
    public void What_a_post_answered_or_asked_nothing_is_no_gap()
    {
        var answered = Mail();
        _verdicts.Answer(Asks(answered, Because.NothingClose, "Quel miel ?"), _ledger.Reply(answered, ReplyKind.FromAuthor, "p"), "p");
        _ledger.Send();
        _gestures.NotAQuestion([Asks(Mail(), Because.NothingClose, "Ça va ?")]);
        Asks(Mail(), Because.Thanks, "Merci !");
        Asks(Mail(), Because.Unsure, "Quelle ruche ?", confidence: 0.7);
        var own = Mail();
        var written = Asks(own, Because.Unsure, "Puis-je vous rendre visite ?", confidence: 0.7);
        _verdicts.Answer(written, _ledger.Reply(own, ReplyKind.FromAuthor), "mes mots");
        _ledger.Send();
        var doubtful = Asks(Mail(), Because.Unsure, "Et les frelons ?", confidence: 0.45);

        Gaps().All.SelectMany(g => g.Mails).Select(m => m.Id).ShouldBe([written, doubtful], ignoreOrder: true);
    }

    [Fact]
    public void A_gap_that_was_filled_stays_on_the_page_for_a_minute_at_most()
    {
        var gaps = new Gaps(_figures, _clock);
        var id = Asks(Mail(), Because.NothingClose, "Quel miel ?");
        gaps.Since(Now.AddDays(-28)).Mails.ShouldBe(1);
        _gestures.NotAQuestion([id]);

        _clock.Advance(TimeSpan.FromMinutes(1));

        gaps.Since(Now.AddDays(-28)).Mails.ShouldBe(0);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private FiguresPeriod Period(int weeks) => _weeks.Last(weeks) is var all ? new(all, _figures.Wrong(all[0].Begins, DateTimeOffset.MaxValue)) : null!;

    private GapList Gaps() => new Gaps(_figures, _clock).Since(Now.AddDays(-28));

    private IncomingMail Mail(DateTimeOffset? arrived = null, string from = "lea@client.test") => Some.Mail($"Question {++_mails}", from: from) with { ArrivedAt = arrived ?? _clock.GetUtcNow() };

    private long ByMachine(IncomingMail mail, params string[] posts)
    {
        var id = _ledger.Decided(mail, Some.Answered(_ledger.Reply(mail, ReplyKind.Automatic, posts) with { MessageId = $"auto{_mails}@example.test" }));
        _ledger.Send();
        return id;
    }

    private long Asks(IncomingMail mail, Because because, string question, double confidence = 0.2)
    {
        var match = new Match(Some.Post(), confidence, new("", [], [], null, null));
        return _ledger.Decided(mail with { Text = question }, new(new Decision.AskTheAuthor([match], new(because)), [match], null, "fr") { Asked = [question] });
    }

    private void WithConversations(Action<Conversations, Returns> act)
    {
        using var connection = _ledger.Database.Open();
        using var transaction = connection.BeginTransaction();
        act(new(connection, transaction, _clock), new(connection, transaction, _clock));
        transaction.Commit();
    }
}
