using FaqResponder.Core.Posts;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Posts;

public sealed class PostLeadTests
{
    [Fact]
    public void A_short_text_is_its_own_lead() => PostLead.Of("Un.\n\nDeux.").ShouldBe("Un.\n\nDeux.");

    [Fact]
    public void Paragraphs_are_taken_until_there_is_enough()
    {
        var paragraph = new string('a', 200) + ".";

        PostLead.Of($"{paragraph}\n\n{paragraph}\n\nEncore.").ShouldBe($"{paragraph}\n\n{paragraph}");
    }

    [Fact]
    public void A_paragraph_that_would_be_too_much_is_left_out() => PostLead.Of($"Court.\n\n{new string('a', 900)}").ShouldBe("Court.");

    [Fact]
    public void A_long_paragraph_is_cut_after_a_sentence()
    {
        var sentence = new string('a', 300) + " !";

        PostLead.Of($"{sentence} Voir https://example.org/page {new string('b', 900)}").ShouldBe(sentence);
    }

    [Fact]
    public void A_paragraph_without_sentences_is_cut_between_words()
    {
        var lead = PostLead.Of(string.Concat(Enumerable.Repeat("mots ", 500)));

        lead.ShouldEndWith("mots …");
        lead.Length.ShouldBeLessThan(710);
    }

    [Fact]
    public void Posts_are_the_same_when_their_lists_are()
    {
        Some.Post(phrasings: ["a"]).IsSameAs(Some.Post(phrasings: ["a"])).ShouldBeTrue();
        Some.Post(phrasings: ["a"]).IsSameAs(Some.Post(phrasings: ["b"])).ShouldBeFalse();
        Some.Post(title: "x").IsSameAs(Some.Post(title: "y")).ShouldBeFalse();
    }
}
