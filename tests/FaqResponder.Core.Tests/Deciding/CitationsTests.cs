using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Deciding;

public sealed class CitationsTests
{
    [Theory]
    [InlineData("Sur https://example.org/pneu vous parlez de rustines. Et les tubeless ?")]
    [InlineData("Voir www.example.org/pneu/ : et les tubeless ?")]
    [InlineData("J'ai lu votre article, mais combien de temps tient une rustine ?")]
    [InlineData("En lisant un de vos billets, je me demande combien tient une rustine.")]
    [InlineData("Je suis tombée sur votre super article ! Combien tient une rustine ?")]
    [InlineData("Dans « Réparer un pneu crevé », vous parlez de rustine. Laquelle ?")]
    [InlineData("I've read your post about tyres. How long does a patch hold?")]
    [InlineData("After reading your blog post, I wonder.")]
    public void A_post_that_the_asker_knows_is_recognised(string text) => First(text).ShouldNotBeNull().Id.ShouldBe("pneu");

    [Theory]
    [InlineData("Comment réparer un pneu ?")]
    [InlineData("Comment réparer un pneu crevé ?")]
    [InlineData("Sur https://example.org/pneus-neige j'ai vu autre chose. Une rustine tient-elle ?")]
    [InlineData("J'ai lu dans un livre qu'une rustine tient mal. Est-ce vrai ?")]
    [InlineData("J'aime beaucoup votre blog ! Comment réparer ?")]
    [InlineData("Votre site https://example.org/ est très bien. Comment réparer ?")]
    [InlineData("Avez-vous un article sur les rustines ?")]
    [InlineData("Have you written an article about patches?")]
    public void Another_is_not(string text) => First(text).ShouldBeNull();

    private static Core.Posts.Post? First(string text)
    {
        var mail = Some.Mail(text: text);
        var pneu = Some.Blog()[0];
        return Citations.First(mail, MailReader.Read(mail), [new(pneu, 0.95, new("?", [], [], null, null))]);
    }
}
