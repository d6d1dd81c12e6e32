using FaqResponder.Core.Deciding;

namespace FaqResponder.Core.Tests.Deciding;

public sealed class ReasonTests
{
    public static TheoryData<Because> All => [.. Enum.GetValues<Because>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_reason_has_words_in_both_languages(Because because)
    {
        var words = new Reason(because, because is Because.Screened ? "N3" : "premier", "second", "third").Words;

        foreach (var text in (string[])[words.French, words.English])
        {
            text.Trim().ShouldNotBeEmpty();
            text.ShouldNotContain("{");
            text.ShouldNotContain("()");
            text.ShouldNotContain("«  »");
            text.ShouldNotContain("“”");
        }

        words.French.ShouldNotBe(words.English);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_reason_without_its_details_can_still_be_read(Because because) =>
        new Reason(because).Words.In(Language.French).ShouldNotBeNullOrWhiteSpace();

    [Fact]
    public void Details_stand_in_the_words()
    {
        var words = new Reason(Because.Unsure, "Un titre", "0.71", "0.90").Words;

        words.French.ShouldBe("« Un titre » s'en approche, sans certitude (sûreté 0.71, il faut 0.90)");
        words.English.ShouldBe("“Un titre” comes near, without certainty (confidence 0.71, 0.90 needed)");
    }

    [Fact]
    public void Reasons_are_equal_when_kind_and_details_are()
    {
        new Reason(Because.Sent, "x").ShouldBe(new(Because.Sent, "x"));
        new Reason(Because.Sent, "x").ShouldNotBe(new(Because.Sent, "y"));
        new Reason(Because.Sent, "x").GetHashCode().ShouldBe(new Reason(Because.Sent, "x").GetHashCode());
    }

    [Fact]
    public void A_probability_is_written_with_two_digits() => Reason.Probability(0.9).ShouldBe("0.90");
}
