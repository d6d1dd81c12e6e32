namespace FaqResponder.ReviewPage;

public sealed class MarkedTextTests
{
    [Fact]
    public void The_questions_are_marked_where_they_stand_line_breaks_and_all()
    {
        var marked = MarkedText.Of("Bonjour,\n\nfaut-il un\ndiplôme ? Merci.\nEt un local ?", ["faut-il un diplôme ?", "Et un local ?"]);

        marked.ShouldBe([new("Bonjour,\n\n", false), new("faut-il un\ndiplôme ?", true), new(" Merci.\n", false), new("Et un local ?", true)]);
    }

    [Fact]
    public void Nothing_is_lost_where_a_question_is_not_found() => MarkedText.Of("Bonjour.", ["Faut-il (un diplôme"]).ShouldBe([new("Bonjour.", false)]);

    [Fact]
    public void Two_questions_that_overlap_are_marked_once() =>
        string.Concat(MarkedText.Of("Un local, ou pas ?", ["Un local, ou pas ?", "ou pas ?"]).Select(s => s.Text)).ShouldBe("Un local, ou pas ?");
}
