using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Deciding;

/// <summary>N14: one automatic answer in a conversation, and none where the author spoke.</summary>
public sealed class ConversationTests
{
    private static readonly Decision.Answer Answer = new([Some.Match("a", 0.95), Some.Match("b", 0.91)], new(Because.Sure, "a", "0.91"));
    private static readonly ThreadHistory AfterAutomatic = new(["a"], HasAnswer: true, RepliesToUnknown: false) { RepliesTo = new(1, "A") };

    [Fact]
    public void A_mail_that_begins_a_conversation_passes() => Conversation.Pass(Answer, Matter.Question, ThreadHistory.None).ShouldBe(Answer);

    [Fact]
    public void A_second_answer_waits_in_any_conversation()
    {
        Reason(ThreadHistory.None with { HasAnswer = true }).ShouldBe(Because.InConversation);
        Reason(ThreadHistory.None with { RepliesToUnknown = true }).ShouldBe(Because.InConversation);
        Reason(ThreadHistory.None with { WaitsForAuthor = true }).ShouldBe(Because.ConversationWaits);
        Reason(AfterAutomatic).ShouldBe(Because.NotSatisfied);

        static Because Reason(ThreadHistory thread) => Conversation.Pass(Answer, Matter.Question, thread).Reason.Because;
    }

    [Fact]
    public void Who_is_not_satisfied_is_not_offered_the_same_post_again() => Conversation.Pass(Answer, Matter.Question, AfterAutomatic)
        .ShouldBeOfType<Decision.AskTheAuthor>().Suggested.Select(m => m.Post.Id).ShouldBe(["b"]);

    [Fact]
    public void Thanks_close_the_matter_only_for_an_automatic_answer()
    {
        var thanks = new Decision.AskTheAuthor([], new(Because.Thanks));

        Conversation.Pass(thanks, Matter.Thanks, AfterAutomatic).ShouldBe(new Decision.SetAside(new(Because.Satisfied, "A")));
        Conversation.Pass(thanks, Matter.Thanks, ThreadHistory.None with { HasAnswer = true }).ShouldBe(thanks);
    }

    [Theory]
    [InlineData("N3", true)]
    [InlineData("N11", true)]
    [InlineData("N18", false)]
    [InlineData("N16", false)]
    public void Machines_that_answer_the_answer_are_filed_and_people_are_not(string rule, bool filed) =>
        (Conversation.Pass(new Decision.AskTheAuthor([], new(Because.Screened, rule, "x")), Matter.Question, AfterAutomatic) is Decision.SetAside).ShouldBe(filed);

    [Fact]
    public void What_was_filed_stays_filed()
    {
        var bounce = new Decision.SetAside(new(Because.Screened, "N9", "multipart/report"));

        Conversation.Pass(bounce, Matter.NothingAsked, AfterAutomatic).ShouldBe(bounce);
    }
}
