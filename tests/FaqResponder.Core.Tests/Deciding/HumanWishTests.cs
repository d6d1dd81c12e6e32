using FaqResponder.Core.Deciding;

namespace FaqResponder.Core.Tests.Deciding;

public sealed class HumanWishTests
{
    [Theory]
    [InlineData("humain")]
    [InlineData("HUMAIN !")]
    [InlineData("Bonjour,\n\nHumain svp\n\nLéa")]
    [InlineData("« humain »")]
    [InlineData("human")]
    [InlineData("Human, please")]
    [InlineData("Je voudrais parler à un humain.")]
    [InlineData("J’aimerais avoir une réponse d'une vraie personne")]
    [InlineData("Pas de robot, s'il vous plaît")]
    [InlineData("I want to talk to a real person about this.")]
    [InlineData("Could a question like mine be answered by a human being?")]
    public void Somebody_wants_a_person(string text) => HumanWish.In("", text).ShouldBeTrue();

    [Theory]
    [InlineData("Faut-il un diplôme en ressources humaines ?")]
    [InlineData("Le facteur humain compte-t-il ?")]
    [InlineData("Comment rester humain quand on télétravaille ?")]
    [InlineData("Do I need a degree in human resources?")]
    [InlineData("Is it human to be so tired?")]
    [InlineData("")]
    public void Others_only_use_the_word(string text) => HumanWish.In("", text).ShouldBeFalse();

    [Fact]
    public void The_subject_will_do() => HumanWish.In("Re: humain", "Une question ?").ShouldBeTrue();
}
