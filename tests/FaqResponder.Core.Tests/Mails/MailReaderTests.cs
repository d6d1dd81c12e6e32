using System.Diagnostics;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Mails;

public sealed class MailReaderTests
{
    [Theory]
    [InlineData("Bonjour,\n\nJe voudrais savoir si un diplôme est utile.\n\nMerci d'avance,\nLéa Martin", "Je voudrais savoir si un diplôme est utile.")]
    [InlineData("Dear Sylvie,\nDo I need a diploma?\n\nBest regards,\nLeah", "Do I need a diploma?")]
    public void A_greeting_and_a_goodbye_are_cut_off(string text, string own) => Some.Reading(text).Text.ShouldBe(own);

    [Theory]
    [InlineData("Bonjour, j'ai lu votre blog.\nMerci d'avance. Au fait, combien coûte\nl'URSSAF ?")]
    [InlineData("Bonjour, je débute.\nMerci de me dire combien ça coûte")]
    [InlineData("Bonjour, je débute.\nMerci pour vos billets.\nJe me demande si un diplôme est utile.\nJo")]
    [InlineData("Je débute bientôt.\nBest practice for a first invoice?\nLeah")]
    public void A_question_after_thanks_is_not_cut_off(string text)
    {
        var reading = Some.Reading(text);

        reading.Text.ShouldBe(text);
        reading.Questions.ShouldHaveSingleItem();
        reading.Matter.ShouldBe(Matter.Question);
    }

    [Fact]
    public void A_mail_of_html_alone_is_read() =>
        MailReader.Read(Some.Mail(text: " ", html: "<p>Bonjour,</p><p>Faut-il un <b>diplôme</b>&nbsp;?</p><blockquote>Ancien</blockquote>"))
            .ShouldSatisfyAllConditions(
                r => r.Questions.ShouldBe(["Faut-il un diplôme ?"]),
                r => r.Quoted.ShouldBe("> Ancien"));

    [Fact]
    public void Plain_text_is_preferred_to_html() => MailReader.Read(Some.Mail(text: "Faut-il un diplôme ?", html: "<p>Autre</p>")).Text.ShouldBe("Faut-il un diplôme ?");

    [Fact]
    public void When_nothing_would_be_left_the_original_stands()
    {
        var reading = Some.Reading("> Faut-il un diplôme\n> pour commencer ?\n");

        reading.Text.ShouldBe("> Faut-il un diplôme\n> pour commencer ?");
        reading.Quoted.ShouldBeEmpty();
    }

    [Fact]
    public void A_mail_without_any_text_is_empty()
    {
        var reading = MailReader.Read(Some.Mail(subject: "", text: null));

        (reading.Text, reading.Questions.Count, reading.Language).ShouldBe(("", 0, null));
    }

    [Fact]
    public void What_is_cut_off_is_kept_apart()
    {
        var reading = Some.Reading("Faut-il un diplôme ?\nMerci, Léa\n-- \nLéa Martin\n01 02 03 04 05\n\nLe 3 mars 2026 à 10:12, Sylvie <s@example.org> a écrit :\n> Bonjour");

        reading.Text.ShouldBe("Faut-il un diplôme ?");
        reading.Signature.ShouldContain("Merci, Léa");
        reading.Signature.ShouldContain("01 02 03 04 05");
        reading.Quoted.ShouldContain("> Bonjour");
        reading.Language.ShouldBe(Language.French);
    }

    [Theory]
    [InlineData("?!")]
    [InlineData("a")]
    [InlineData("> ")]
    [InlineData("De : x\n")]
    [InlineData("Le 3 mars 2026 ")]
    [InlineData("\n")]
    [InlineData("je veux a b c d ")]
    [InlineData("-----")]
    [InlineData("(((")]
    [InlineData("voudrais savoir ")]
    [InlineData("le 1 <")]
    [InlineData("merci ")]
    [InlineData("ci-joint ")]
    public void A_hostile_text_takes_no_more_than_its_length(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 20_000 / piece.Length)) + "x";
        var watch = Stopwatch.StartNew();

        Some.Reading(text, subject: text);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Thousands_of_rules_are_read_once()
    {
        var watch = Stopwatch.StartNew();

        Some.Reading("Faut-il un diplôme ?\n" + string.Concat(Enumerable.Repeat("--\n", 60_000)) + "Quand ?").Questions.ShouldNotBeEmpty();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }
}
