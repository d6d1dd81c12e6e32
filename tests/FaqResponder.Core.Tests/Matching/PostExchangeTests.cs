using FaqResponder.Core.Matching;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Matching;

public sealed class PostExchangeTests
{
    [Theory]
    [InlineData("J'ai roulé sur un clou, une rustine suffit ?")]
    [InlineData("mes freins font du bruit")]
    [InlineData("Combien d'huile sur la chaine ?")]
    [InlineData("Où suspendre mon vélo en décembre ?")]
    [InlineData("Which lamp do I need at night?")]
    public void Posts_that_come_one_by_one_are_found_as_those_that_come_together(string question)
    {
        var oneByOne = new Matcher([]);
        foreach (var post in Some.Blog()) oneByOne.Put(post);

        oneByOne.Count.ShouldBe(7);
        First(oneByOne, question).ShouldBe(First(new Matcher(Some.Blog()), question));
    }

    [Fact]
    public void A_changed_post_is_found_by_its_new_words_and_no_more_by_its_old_ones()
    {
        var matcher = new Matcher(Some.Blog());
        First(matcher, "Le talon sur la pédale ?").ShouldBe("selle");

        matcher.Put(Some.Post("selle", "Courber son guidon", "Choisissez un cintre étroit."));

        matcher.Count.ShouldBe(7);
        First(matcher, "Un guidon étroit ?").ShouldBe("selle");
        matcher.Ask("Un guidon étroit ?")[0].Post.Title.ShouldBe("Courber son guidon");
        matcher.Ask("Le talon sur la pédale ?").ShouldNotContain(m => m.Post.Id == "selle");
    }

    [Fact]
    public void What_is_added_counts_much_the_same_after_the_next_start()
    {
        var blog = Some.Blog();
        var richer = blog.Select((p, i) => i == 0 ? p with { Phrasings = ["Ma chambre à air fuit", "Mon boyau est à plat", "J'ai roulé sur un clou"] } : p).ToList();
        var live = new Matcher(blog);
        live.Put(richer[0]);
        live.Learn(Some.PastMail("Le carter frotte contre mon pantalon", "chaine"));

        var restarted = new Matcher(richer, [Some.PastMail("Le carter frotte contre mon pantalon", "chaine")]);

        foreach (var question in (string[])["Mon boyau est à plat ?", "Pourquoi le carter frotte-t-il ?", "Faut-il graisser la chaîne ?"])
        {
            var (now, later) = (live.Ask(question), restarted.Ask(question));
            later[0].Post.Id.ShouldBe(now[0].Post.Id);
            later[0].Confidence.ShouldBe(now[0].Confidence, tolerance: 0.1);
        }
    }

    [Fact]
    public void A_removed_post_is_never_proposed()
    {
        var matcher = new Matcher(Some.Blog());

        matcher.Remove("freins");
        matcher.Remove("no-such-post");

        matcher.Count.ShouldBe(6);
        matcher.Ask("Mes freins grincent, la chaîne aussi, et la selle ?").Select(m => m.Post.Id).ShouldNotContain("freins");
    }

    [Fact]
    public void A_removed_post_can_come_back()
    {
        var matcher = new Matcher(Some.Blog());
        matcher.Remove("freins");

        matcher.Put(Some.Blog().Single(p => p.Id == "freins"));

        First(matcher, "Mes freins grincent").ShouldBe("freins");
    }

    [Fact]
    public void The_last_post_can_go()
    {
        var matcher = new Matcher([Some.Post("seul")]);

        matcher.Remove("seul");

        matcher.Ask("Quelques mots ?").ShouldBeEmpty();
        matcher.Match("", Some.Reading("Quelques mots ?")).ShouldBeSameAs(MailMatches.None);
    }

    [Fact]
    public void A_post_that_changes_its_language_is_found_in_the_new_one_only()
    {
        var matcher = new Matcher(Some.Blog());

        matcher.Put(Some.Post("lights", "Rouler la nuit", "Une lampe rouge derrière, une blanche devant, et une dynamo."));

        matcher.Count.ShouldBe(7);
        First(matcher, "Faut-il une lampe blanche devant la nuit ?").ShouldBe("lights");
        matcher.Ask("Which white lamp do I fix in front for riding?").ShouldNotContain(m => m.Post.Id == "lights" && m.Post.Language == Language.English);
    }

    private static string First(Matcher matcher, string question) => matcher.Ask(question)[0].Post.Id;
}
