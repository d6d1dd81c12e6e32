using FaqResponder.Core.Matching;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Matching;

public sealed class LearningTests
{
    // Words that stand in no post.
    private const string Odd = "Ma bécane chante faux derrière le boulanger, c'est grave docteur ?";
    private const string LikeIt = "Pourquoi ma bécane chante-t-elle faux, docteur ?";

    private readonly Matcher _matcher = new(Some.Blog());

    [Fact]
    public void What_the_author_answered_once_is_found_the_next_time()
    {
        Posts(LikeIt)[0].ShouldNotBe("freins");

        _matcher.Learn(Some.PastMail(Odd, "freins"));

        Posts(LikeIt)[0].ShouldBe("freins");
    }

    [Fact]
    public void A_past_mail_known_from_the_start_is_found_the_same_way() =>
        new Matcher(Some.Blog(), [Some.PastMail(Odd, "freins")]).Ask(LikeIt)[0].Post.Id.ShouldBe("freins");

    [Fact]
    public void A_mail_that_two_posts_answered_finds_both()
    {
        _matcher.Learn(Some.PastMail(Odd, "freins", "chaine"));

        Posts(LikeIt).Take(2).ShouldBe(["freins", "chaine"], ignoreOrder: true);
    }

    [Fact]
    public void What_is_forgotten_is_as_if_it_had_never_been_learned()
    {
        var before = Sure(LikeIt);
        _matcher.Learn(Some.PastMail(Odd, "freins"));
        Sure(LikeIt).ShouldNotBe(before);

        _matcher.Forget("a-mail");
        _matcher.Forget("a-mail-nobody-knows");

        Sure(LikeIt).ShouldBe(before);
    }

    [Fact]
    public void What_she_had_to_write_freely_makes_mails_like_it_less_sure()
    {
        const string Question = "Mes freins grincent, que faire ?";
        var before = _matcher.Ask(Question)[0].Confidence;

        _matcher.Learn(Some.PastMail(Question));

        _matcher.Ask(Question)[0].Confidence.ShouldBeLessThan(before);
        _matcher.Forget("a-mail");
        _matcher.Ask(Question)[0].Confidence.ShouldBe(before);
    }

    [Theory]
    [InlineData("2026-03-01", true)]
    [InlineData("2026-03-02", false)]
    [InlineData("2026-03-03", false)]
    public void What_she_wrote_freely_says_nothing_against_a_post_that_was_not_there_yet(string published, bool counts)
    {
        const string Question = "Mes freins grincent, que faire ?";
        _matcher.Put(Some.Blog()[1] with { Published = DateOnly.Parse(published, System.Globalization.CultureInfo.InvariantCulture) });
        var before = _matcher.Ask(Question)[0].Confidence;

        _matcher.Learn(Some.PastMail("Où ranger les sacoches ?") with { Id = "another", AnsweredOn = new(2026, 6, 1) });
        _matcher.Learn(Some.PastMail(Question) with { AnsweredOn = new(2026, 3, 2) });

        (_matcher.Ask(Question)[0].Confidence < before).ShouldBe(counts);
    }

    [Fact]
    public void What_was_learned_stays_when_the_post_is_edited()
    {
        _matcher.Learn(Some.PastMail(Odd, "freins"));

        _matcher.Put(Some.Post("freins", "Des freins bruyants", "Nettoyez la jante."));

        Posts(LikeIt)[0].ShouldBe("freins");
    }

    [Fact]
    public void What_belongs_to_no_post_is_not_learned()
    {
        var before = Sure(LikeIt);

        _matcher.Learn(new("a-mail", Language.French, Odd, ["no-such-post"]));

        Sure(LikeIt).ShouldBe(before);
    }

    [Fact]
    public void Many_may_ask_while_others_teach()
    {
        var before = Sure(LikeIt);

        Should.NotThrow(() => Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            switch (i % 5)
            {
                case 0: _matcher.Learn(new($"mail-{i}", Language.French, Odd, ["freins"])); break;
                case 1: _matcher.Put(Some.Blog()[i % 7]); break;
                case 2: _matcher.Match("Ma selle", Some.Reading(Odd)); break;
                default: _matcher.Ask(LikeIt); break;
            }
        }));

        Posts(LikeIt)[0].ShouldBe("freins");
        for (var i = 0; i < 400; i += 5) _matcher.Forget($"mail-{i}");
        Sure(LikeIt).ShouldBe(before);
    }

    private List<string> Posts(string question) => [.. _matcher.Ask(question).Select(m => m.Post.Id)];

    private List<(string, double)> Sure(string question) => [.. _matcher.Ask(question).Select(m => (m.Post.Id, Math.Round(m.Confidence, 6)))];
}
