namespace FaqResponder.Core.Tests;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("fr", Language.French)]
    [InlineData(" EN_gb ", Language.English)]
    [InlineData("fr-CA", Language.French)]
    [InlineData("de", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_code_names_a_language(string? code, Language? language) => LanguageCodes.Parse(code).ShouldBe(language);

    [Fact]
    public void Every_language_has_a_code_and_its_words()
    {
        foreach (var language in Enum.GetValues<Language>()) LanguageCodes.Parse(language.Code()).ShouldBe(language);
        new Phrase("oui", "yes").In(Language.English).ShouldBe("yes");
        new Phrase("oui", "yes").In(Language.French).ShouldBe("oui");
    }
}
