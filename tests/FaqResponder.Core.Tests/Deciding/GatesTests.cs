using FaqResponder.Core.Deciding;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Deciding;

/// <summary>N12 (one post once in the period), N19 (caps, stop switch): each with what must stop an answer and what must not.</summary>
public sealed class GatesTests
{
    private static readonly Decision.Answer Answer = new([Some.Match("a", 0.95), Some.Match("b", 0.91)], new(Because.Sure, "a", "0.91"));
    private static readonly AnswerHistory Quiet = new(Mode.Answer, Paused: false, [], ToAskerToday: 0, ToDomainToday: 0, LastHour: 0, LastDay: 0);
    private static readonly Caps Caps = new(PerAskerAndDay: 2, PerDomainAndDay: 5, PerHour: 10, PerDay: 50);

    [Fact]
    public void An_answer_passes_when_nothing_stands_against_it() => Gates.Pass(Answer, Quiet, Caps).ShouldBe(Answer);

    [Fact]
    public void One_below_each_cap_passes() =>
        Gates.Pass(Answer, Quiet with { ToAskerToday = 1, ToDomainToday = 4, LastHour = 9, LastDay = 49 }, Caps).ShouldBe(Answer);

    [Fact]
    public void Anything_but_an_answer_passes_unchanged()
    {
        var waits = new Decision.AskTheAuthor([], new(Because.NothingClose));

        Gates.Pass(waits, Quiet with { Mode = Mode.Watch, Paused = true }, Caps).ShouldBeSameAs(waits);
    }

    [Theory]
    [InlineData(Mode.Watch, Because.WouldAnswer)]
    [InlineData(Mode.Draft, Because.DraftReady)]
    public void A_mode_that_sends_nothing_leaves_it_to_the_author(Mode mode, Because because) =>
        Stopped(Quiet with { Mode = mode, Paused = true, LastHour = 99 }).ShouldBe(new(because, "a » + « b", "0.91"));

    [Theory]
    [InlineData(Mode.Watch)]
    [InlineData(Mode.Draft)]
    [InlineData(Mode.Answer)]
    public void A_post_is_not_sent_twice_in_any_mode(Mode mode) =>
        Stopped(Quiet with { Mode = mode, Paused = true, PostsSentToAsker = ["z", "b"] }).ShouldBe(new(Because.AlreadySent, "b"));

    [Fact]
    public void Another_post_may_go_to_the_same_asker() => Gates.Pass(Answer, Quiet with { PostsSentToAsker = ["z"] }, Caps).ShouldBe(Answer);

    [Fact]
    public void Pause_stops_it_before_any_cap() => Stopped(Quiet with { Paused = true, LastDay = 99 }).ShouldBe(new(Because.Paused));

    [Fact]
    public void Where_mail_came_back_no_machine_writes_again() =>
        Stopped(Quiet with { Mode = Mode.Draft, IsUnreachable = true, Asker = "lea@example.com" }).ShouldBe(new(Because.Unreachable, "lea@example.com"));

    [Fact]
    public void Each_cap_stops_it_and_is_named()
    {
        Stopped(Quiet with { ToAskerToday = 2 }).ShouldBe(new(Because.CapReached, "2", nameof(Caps.PerAskerAndDay)));
        Stopped(Quiet with { ToDomainToday = 5 }).ShouldBe(new(Because.CapReached, "5", nameof(Caps.PerDomainAndDay)));
        Stopped(Quiet with { LastHour = 10 }).ShouldBe(new(Because.CapReached, "10", nameof(Caps.PerHour)));
        Stopped(Quiet with { LastDay = 50 }).ShouldBe(new(Because.CapReached, "50", nameof(Caps.PerDay)));
    }

    [Fact]
    public void What_is_stopped_keeps_its_posts_as_suggestions() =>
        Gates.Pass(Answer, Quiet with { Paused = true }, Caps).ShouldBeOfType<Decision.AskTheAuthor>().Suggested.ShouldBe(Answer.Posts);

    private static Reason Stopped(AnswerHistory history) => Gates.Pass(Answer, history, Caps).ShouldBeOfType<Decision.AskTheAuthor>().Reason;
}
