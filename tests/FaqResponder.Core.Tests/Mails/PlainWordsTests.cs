using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Tests.Mails;

public sealed class PlainWordsTests
{
    [Theory]
    [InlineData("Où êtes‑vous ?", "ou etes-vous ?")]
    [InlineData("L’ŒUVRE Ça", "l'oeuvre ca")]
    [InlineData("e\u0301te\u0301\u200B\u00AD", "ete")]
    [InlineData("prix\u202f?\u00a0!", "prix ? !")]
    [InlineData("Привет 🐝", "привет 🐝")]
    public void Folding_leaves_plain_lower_case_words(string text, string folded) => PlainWords.Fold(text).ShouldBe(folded);
}
