using FaqResponder.Core.Matching;

namespace FaqResponder.Core.Tests.Matching;

public sealed class LexiconTests
{
    [Theory]
    [InlineData("le la les de du pour avec nous", Language.French)]
    [InlineData("Bonjour Madame, merci", Language.French)]
    [InlineData("l' d' j' y", Language.French)]
    [InlineData("the of and would you please", Language.English)]
    public void Words_that_say_nothing_are_not_read(string text, Language language) => Words(text, language).ShouldBeEmpty();

    [Fact]
    public void What_stays_keeps_its_order_and_number() =>
        Words("La facture, l'assurance et la facture").Select(w => w.StemKey)
            .ShouldBe([.. ((string[])["facture", "assurance", "facture"]).Select(w => Word(w).StemKey)]);

    [Theory]
    [InlineData("facture", "FACTURES", Language.French)]
    [InlineData("déclarer", "declaré", Language.French)]
    [InlineData("cœur", "coeur", Language.French)]
    [InlineData("invoice", "invoicing", Language.English)]
    [InlineData("client", "clients", Language.English)]
    public void Forms_of_one_word_share_a_stem(string one, string other, Language language) => Share(one, other, View.Stems, language).ShouldBe(1);

    [Theory]
    [InlineData("facture", "factration")]
    [InlineData("assurance", "assuramce")]
    [InlineData("professionnelle", "proffesionelle")]
    public void A_misspelt_word_shares_pieces(string one, string other)
    {
        Share(one, other, View.Stems, Language.French).ShouldBe(0);
        Share(one, other, View.Pieces, Language.French).ShouldBeGreaterThan(0.15);
    }

    [Theory]
    [InlineData("facture", "voisin", Language.French)]
    [InlineData("invoice", "garden", Language.English)]
    public void Words_that_have_nothing_to_do_with_each_other_share_nothing(string one, string other, Language language)
    {
        Share(one, other, View.Stems, language).ShouldBe(0);
        Share(one, other, View.Pieces, language).ShouldBe(0);
        Share(one, other, View.Senses, language).ShouldBe(0);
    }

    [Theory]
    [InlineData("argent", "fric", Language.French)]
    [InlineData("arnaque", "ESCROQUERIE", Language.French)]
    [InlineData("chômage", "licencié", Language.French)]
    [InlineData("unpaid", "overdue", Language.English)]
    [InlineData("cheap", "discounts", Language.English)]
    public void Two_words_for_one_thing_share_a_sense(string one, string other, Language language)
    {
        Share(one, other, View.Stems, language).ShouldBe(0);
        Share(one, other, View.Senses, language).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("comment", "facture", Language.French)]
    [InlineData("semaine", "zeppelin", Language.French)]
    [InlineData("week", "invoice", Language.English)]
    public void A_word_that_all_mail_is_full_of_weighs_less(string common, string rare, Language language) =>
        Word(common, language).Weight.ShouldBeLessThan(Word(rare, language).Weight);

    [Theory]
    [InlineData("7")]
    [InlineData("ok")]
    public void A_digit_or_two_letters_are_a_word(string text) => Word(text).In(View.Pieces).Length.ShouldBe(1);

    [Fact]
    public void A_single_letter_is_none() => Words("x").ShouldBeEmpty();

    private static double Share(string one, string other, View view, Language language)
    {
        var (of, met) = (Word(one, language).In(view).ToArray(), Word(other, language).In(view).ToArray());
        return of.Length == 0 ? 0 : (double)of.Intersect(met).Count() / of.Length;
    }

    private static Word Word(string text, Language language = Language.French) => Words(text, language).ShouldHaveSingleItem();

    private static List<Word> Words(string text, Language language = Language.French)
    {
        var words = new List<Word>();
        var reader = new WordReader(text, stackalloc char[WordReader.Longest]);
        while (reader.Next())
        {
            if (Lexicon.For(language).Find(reader.Folded) is { } word) words.Add(word);
        }

        return words;
    }
}
