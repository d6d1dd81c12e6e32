using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Matching;

public sealed class MailsAsPeopleWriteThemTests
{
    private static readonly Matcher Matcher = new(Some.Blog());

    [Theory]
    [InlineData("Merci beaucoup, grâce à vous mes freins ne grincent plus !", Matter.Thanks)]
    [InlineData("Mes freins grincent.", Matter.NothingAsked)]
    [InlineData("Pouvez-vous me faire un devis pour des freins qui grincent ?", Matter.Business)]
    [InlineData("Notre agence vous propose des freins. Avez-vous dix minutes ?", Matter.Offer)]
    [InlineData("Toutes mes condoléances. Et les freins qui grincent ?", Matter.Personal)]
    public void A_mail_that_asks_nothing_of_a_blog_is_answered_by_no_post(string text, Matter matter)
    {
        var reading = Some.Reading(text, "Des freins qui grincent");

        reading.Matter.ShouldBe(matter);
        Matcher.Match("Des freins qui grincent", reading).Best.ShouldAllBe(m => m.Confidence <= 0.05);
    }

    [Fact]
    public void The_question_in_the_last_line_of_a_long_story_is_found()
    {
        const string Story = "Je me suis offert une belle randonnée au bord du canal. Il a plu toute la matinée, puis le soleil est revenu. "
            + "Mon cousin portait le pique-nique et chantait. ";

        First("", string.Concat(Enumerable.Repeat(Story, 20)) + "\n\nBref, à quelle hauteur mettre la selle ?").ShouldBe("selle");
    }

    [Theory]
    [InlineData("a kel hauteur metre la sele", "selle")]
    [InlineData("bjr mes frein grinse que faire", "freins")]
    [InlineData("COMMENT GRAISER MA CHAINE", "chaine")]
    [InlineData("g un pneux crevé, on peu reparé comment", "pneu")]
    public void Accents_and_spelling_may_be_missing(string text, string post) => First("", text).ShouldBe(post);

    [Theory]
    [InlineData("À quelle hauteur mettre la selle ?", "Tout est dans le titre, merci !", "selle")]
    [InlineData("Re: Comment réparer un pneu crevé ?", "", "pneu")]
    public void The_question_may_stand_in_the_subject_alone(string subject, string text, string post) => First(subject, text).ShouldBe(post);

    private static string First(string subject, string text) => Matcher.Match(subject, Some.Reading(text, subject)).Best[0].Post.Id;
}
