using FaqResponder.Core.Matching;

namespace FaqResponder.Core.Tests.Matching;

public sealed class WordReaderTests
{
    [Theory]
    [InlineData("l'assurance")]
    [InlineData("l’assurance")]
    public void An_apostrophe_ends_a_word(string text) => Words(text).ShouldBe(["l", "assurance"]);

    [Theory]
    [InlineData("Déjà vu à Nîmes, garçon !", "deja vu a nimes garcon")]
    [InlineData("De\u0301ja\u0300", "deja")]
    [InlineData("Le CŒUR des œufs, ex æquo", "le coeur des oeufs ex aequo")]
    [InlineData("FACTURE", "facture")]
    public void Accents_ligatures_and_capitals_do_not_matter(string text, string words) => string.Join(' ', Words(text)).ShouldBe(words);

    [Theory]
    [InlineData("fac\u00ADture")]
    [InlineData("fac\u200Bture")]
    [InlineData("\u200Bfac\u200Dture\u200B")]
    public void Marks_that_nobody_sees_leave_a_word_whole(string text) => Words(text).ShouldBe(["facture"]);

    [Fact]
    public void Digits_are_words() => Words("La loi n° 2008-776, art. 8, 3e cas").ShouldBe(["la", "loi", "n", "2008", "776", "art", "8", "3e", "cas"]);

    [Theory]
    [InlineData("")]
    [InlineData(" … ?! \u200B\u0301")]
    public void Marks_alone_are_no_words(string text) => Words(text).ShouldBeEmpty();

    [Theory]
    [InlineData('a')]
    [InlineData('œ')]
    public void Only_the_beginning_of_an_endless_word_is_kept(char letter)
    {
        var words = Words(new string(letter, 5_000) + " fin");

        words.Count.ShouldBe(2);
        words[0].Length.ShouldBeInRange(WordReader.Longest - 1, WordReader.Longest);
        words[1].ShouldBe("fin");
    }

    [Fact]
    public void A_word_is_found_where_it_stands()
    {
        const string Text = "Ah, l’Été !";
        var places = new List<string>();
        var reader = new WordReader(Text, stackalloc char[WordReader.Longest]);
        while (reader.Next()) places.Add(Text[reader.Start..reader.End]);

        places.ShouldBe(["Ah", "l", "Été"]);
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var reader = new WordReader(text, stackalloc char[WordReader.Longest]);
        while (reader.Next()) words.Add(reader.Folded.ToString());
        return words;
    }
}
