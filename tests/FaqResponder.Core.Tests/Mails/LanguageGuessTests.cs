using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Tests.Mails;

public sealed class LanguageGuessTests
{
    [Theory]
    [InlineData("Bonjour, faut-il un diplôme pour commencer ?", Language.French)]
    [InlineData("kombien prendre de leur", Language.French)]
    [InlineData("OU ETES-VOUS", Language.French)]
    [InlineData("Do I need a diploma to start?", Language.English)]
    [InlineData("Hello Sylvie, I live in Lyon and I would like to know the price of a bac.", Language.English)]
    [InlineData("Hola, quisiera saber si es obligatorio tener un diploma para empezar, y qué estatuto elegir para la empresa. Gracias", null)]
    [InlineData("Guten Tag, ich möchte wissen, ob man für die Arbeit ein Diplom braucht. Danke", null)]
    [InlineData("Buongiorno, vorrei sapere se per iniziare serve il diploma e che cosa costa. Grazie della risposta", null)]
    [InlineData("42 ???", null)]
    [InlineData("", null)]
    public void French_and_english_are_told_from_all_else(string text, Language? language) => LanguageGuess.Of(text).ShouldBe(language);
}
