using FaqResponder.Core.Matching;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Matching;

[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

/// <summary>Memory is that of the whole process, so nothing else may run.</summary>
[Collection<Alone>]
public sealed class VocabularyTests
{
    [Fact]
    public void Words_that_strangers_invent_fill_no_memory_and_push_nothing_out()
    {
        var matcher = new Matcher(Some.Blog());
        var invented = string.Join(' ', Enumerable.Range(0, 70_000).Select(i => $"zq{i}x"));
        matcher.Ask(invented);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        matcher.Ask(string.Join(' ', Enumerable.Range(100_000, 70_000).Select(i => $"zq{i}x")));
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        grown.ShouldBeLessThan(8_000_000);
        matcher.Ask("Comment réparer un pneu crevé ?")[0].Post.Id.ShouldBe("pneu");
    }

    [Fact]
    public void A_word_that_finds_no_room_still_counts_as_unmet()
    {
        const string question = "Comment réparer la trompinette crevée de mon zygomatic ?";
        var (fresh, full) = (new Matcher(Some.Blog()), new Matcher(Some.Blog()));
        full.Ask(string.Join(' ', Enumerable.Range(0, 70_000).Select(i => $"zq{i}x")));

        var (before, after) = (fresh.Match("", Some.Reading(question)).Best[0], full.Match("", Some.Reading(question)).Best[0]);

        after.Confidence.ShouldBe(before.Confidence, tolerance: 0.02);
        after.Explanation.UnmetWords.ShouldBe(before.Explanation.UnmetWords);
        after.Explanation.UnmetWords.ShouldContain("zygomatic");
    }

    [Fact]
    public void Words_of_a_post_that_comes_later_are_known_however_many_were_read()
    {
        var matcher = new Matcher(Some.Blog());
        matcher.Ask(string.Join(' ', Enumerable.Range(0, 70_000).Select(i => $"zq{i}x")));

        matcher.Put(Some.Post("sonnette", "Une sonnette muette", "Dévissez le timbre de la sonnette et huilez le ressort."));

        matcher.Ask("Pourquoi ma sonnette ne sonne plus, et quel ressort ?")[0].Post.Id.ShouldBe("sonnette");
    }
}
