using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Deciding;

public sealed class DeciderTests
{
    private static readonly Thresholds Thresholds = new(Answer: 0.9, Draft: 0.4);
    private static readonly Reading Question = Some.Reading("Bonjour, faut-il un diplôme pour commencer ?");

    [Fact]
    public void Answers_at_the_threshold()
    {
        var decision = Decide(Some.Matches(Some.Match("a", 0.9), Some.Match("b", 0.2))).ShouldBeOfType<Decision.Answer>();

        decision.Posts.Select(m => m.Post.Id).ShouldBe(["a"]);
        decision.Reason.ShouldBe(new(Because.Sure, "a", "0.90"));
    }

    [Fact]
    public void Suggests_a_post_that_is_only_near() =>
        Asks(Decide(Some.Matches(Some.Match("a", 0.89))), new(Because.Unsure, "a", "0.89", "0.90"), "a");

    [Fact]
    public void Suggests_nothing_below_the_draft_threshold()
    {
        Asks(Decide(Some.Matches(Some.Match("a", 0.39))), new(Because.NothingClose));
        Asks(Decide(Some.Matches()), new(Because.NothingClose));
    }

    [Fact]
    public void Says_so_when_there_are_no_posts() => Asks(Decide(MailMatches.None), new(Because.NoPosts));

    [Fact]
    public void Answers_two_questions_with_two_posts()
    {
        var a = Some.Match("a", 0.95);
        var b = Some.Match("b", 0.92);

        var decision = Decide(new([a, b], [new("A ?", [a]), new("B ?", [b])])).ShouldBeOfType<Decision.Answer>();

        decision.Posts.ShouldBe([a, b]);
        decision.Reason.ShouldBe(new(Because.Sure, "a » + « b", "0.92"));
    }

    [Fact]
    public void Two_sure_answers_wait_when_the_mail_as_a_whole_points_elsewhere()
    {
        var (a, b, c) = (Some.Match("a", 0.95), Some.Match("b", 0.92), Some.Match("c", 0.9));

        Decide(new([a, c, b], [new("A ?", [a]), new("B ?", [b])])).ShouldBeOfType<Decision.AskTheAuthor>();
    }

    [Fact]
    public void Three_posts_at_once_are_for_the_author_to_send()
    {
        var (a, b, c) = (Some.Match("a", 0.95), Some.Match("b", 0.92), Some.Match("c", 0.91));

        Decide(new([a, b, c], [new("A ?", [a]), new("B ?", [b]), new("C ?", [c])])).ShouldBeOfType<Decision.AskTheAuthor>();
    }

    [Fact]
    public void Leaves_a_mail_whose_second_question_is_open()
    {
        var a = Some.Match("a", 0.95);

        Asks(Decide(new([a], [new("A ?", [a]), new("B ?", [Some.Match("b", 0.1)])])), new(Because.OneQuestionOpen, "B ?"), "a");
    }

    [Fact]
    public void Lays_a_post_for_each_question_ready_though_the_mail_as_a_whole_is_near_to_none()
    {
        var (a, b) = (Some.Match("a", 0.2), Some.Match("b", 0.1));

        Asks(
            Decide(new([a, b], [new("A ?", [Some.Match("a", 0.5)]), new("B ?", [Some.Match("b", 0.6)])])), new(Because.Unsure, "b", "0.60", "0.90"), "b", "a");
    }

    [Fact]
    public void Lays_ready_what_was_found_and_names_the_question_that_is_left()
    {
        var a = Some.Match("a", 0.2);

        Asks(Decide(new([a], [new("A ?", [Some.Match("a", 0.95)]), new("B ?", [Some.Match("b", 0.1)])])), new(Because.OneQuestionOpen, "B ?"), "a");
    }

    [Theory]
    [InlineData(Matter.NothingAsked, Because.NothingAsked)]
    [InlineData(Matter.Thanks, Because.Thanks)]
    [InlineData(Matter.Business, Because.Business)]
    [InlineData(Matter.Offer, Because.Offer)]
    [InlineData(Matter.Personal, Because.Personal)]
    public void Leaves_what_is_no_question_to_the_author(Matter matter, Because because) =>
        Asks(Decide(Sure, Question with { Matter = matter }), new(because));

    [Fact]
    public void Leaves_a_foreign_mail_with_its_suggestion() =>
        Asks(Decide(Sure, Question with { Language = null }), new(Because.OtherLanguage), "a");

    [Fact]
    public void Leaves_an_empty_mail() => Asks(Decide(Sure, new() { Text = "" }), new(Because.NoText));

    [Fact]
    public void Leaves_an_unreadable_mail_before_all_else() =>
        Asks(
            Decider.Decide(Some.Mail() with { Unreadable = "bad MIME" }, Question, [new("N9", "x", FileIt: true)], Sure, Thresholds),
            new(Because.Unreadable, "bad MIME"));

    [Fact]
    public void Files_a_bounce() =>
        Decider.Decide(Some.Mail(), Question, [new("N9", "multipart/report", FileIt: true)], Sure, Thresholds)
            .ShouldBeOfType<Decision.SetAside>().Reason.ShouldBe(new(Because.Screened, "N9", "multipart/report"));

    [Fact]
    public void Prepares_no_draft_for_a_robot() => Asks(Screened("N3", Sure), new(Because.Screened, "N3", "x"));

    [Fact]
    public void Prepares_a_draft_for_old_mail_only_where_a_post_comes_near()
    {
        Asks(Screened("N20", Sure), new(Because.Screened, "N20", "x"), "a");
        Asks(Screened("N20", Some.Matches(Some.Match("a", 0.1))), new(Because.Screened, "N20", "x"));
    }

    private static MailMatches Sure => Some.Matches(Some.Match("a", 0.95));

    private static Decision Screened(string rule, MailMatches matches) =>
        Decider.Decide(Some.Mail(), Question, [new(rule, "x", FileIt: false)], matches, Thresholds);

    private static Decision Decide(MailMatches matches, Reading? reading = null) =>
        Decider.Decide(Some.Mail(), reading ?? Question, [], matches, Thresholds);

    private static void Asks(Decision decision, Reason because, params string[] suggested)
    {
        var asks = decision.ShouldBeOfType<Decision.AskTheAuthor>();

        asks.Reason.ShouldBe(because);
        asks.Suggested.Select(m => m.Post.Id).ShouldBe(suggested);
    }
}
