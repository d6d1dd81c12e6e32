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
    [InlineData("Bonjour,\n\nFaut-il un diplôme ?", "Faut-il un diplôme ?")]
    [InlineData("Bonjour Madame Marchetti,\nFaut-il un diplôme ?", "Faut-il un diplôme ?")]
    [InlineData("Madame, Monsieur,\n\nFaut-il un diplôme ?", "Faut-il un diplôme ?")]
    [InlineData("Chère Sylvie,\n\nFaut-il un diplôme ?\n\nJe vous prie d'agréer, Madame, mes salutations distinguées.\nL. Martin", "Faut-il un diplôme ?")]
    [InlineData("Hi there!\n\nDo I need a diploma?\n\nLooking forward to hearing from you.\nBest,\nLea", "Do I need a diploma?")]
    [InlineData("Bonsoir à toutes et à tous,\nFaut-il un diplôme ?\nBonne soirée\nLéa", "Faut-il un diplôme ?")]
    [InlineData("Faut-il un diplôme ? Merci d'avance.", "Faut-il un diplôme ?")]
    [InlineData("Do I need a diploma? Thanks in advance!", "Do I need a diploma?")]
    [InlineData("Faut-il un diplôme ?\n\nLéa Martin\n06 12 34 56 78\nwww.example.com", "Faut-il un diplôme ?")]
    [InlineData("Faut-il un diplôme ?\n\nMerci,\nLéa\n\nPS : j'habite en Suisse.", "Faut-il un diplôme ?\n\nPS : j'habite en Suisse.")]
    public void What_is_said_out_of_courtesy_is_cut_off(string text, string own) => Some.Reading(text).Text.ShouldBe(own);

    [Theory]
    [InlineData("BONJOUR EST CE SERIEUX\nCAR ON ME DEMANDE DE L'ARGENT")]
    [InlineData("Hello I have a question\nabout insurance")]
    [InlineData("Bonjour j'aimerais savoir\ns'il faut un diplôme")]
    [InlineData("Faut-il un diplôme ?\nMerci beaucoup pour vos billets.\nJe commence en mai et j'ai déjà trois clients.")]
    public void What_goes_on_after_a_courtesy_is_kept(string text) => Some.Reading(text).Text.ShouldBe(text);

    [Theory]
    [InlineData("-- \nLéa Martin\n01 02 03 04 05")]
    [InlineData("Envoyé de mon iPhone")]
    public void A_mail_of_nothing_but_a_signature_keeps_it(string text)
    {
        Some.Reading(text).Text.ShouldBe(text);
        Some.Reading(text, "Faut-il un diplôme ?").Questions.ShouldBe(["Faut-il un diplôme ?"]);
    }

    [Theory]
    [InlineData("> ligne citée\n")]
    [InlineData(">>>>>>>>>>>>>>>>>>>> > > > x\n")]
    [InlineData("Le 3 mars 2026 à 10:12, Sylvie <s@example.org> a écrit :\n")]
    [InlineData("De : x\nÀ : y\n\n\n")]
    [InlineData("Quand ? ")]
    [InlineData("Ce message est confidentiel \n\n")]
    [InlineData("Merci d'avance\n")]
    [InlineData("pouvez-vous me ")]
    [InlineData("je n'arrive pas a voudrais ")]
    [InlineData("combien cela ")]
    [InlineData("x")]
    public void A_megabyte_is_read_at_once(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var watch = Stopwatch.StartNew();

        Some.Reading(text);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("<blockquote>", "</blockquote>", 190)]
    [InlineData("<blockquote type=\"cite\"><div>", "</div></blockquote>", 400)]
    [InlineData("<table><tr><td>", "</td></tr></table>", 150)]
    public void Nested_html_is_read_at_once(string open, string close, int deep)
    {
        var nest = string.Concat(Enumerable.Repeat(open, deep)) + string.Concat(Enumerable.Repeat("a<br>", 20_000)) + string.Concat(Enumerable.Repeat(close, deep));
        var watch = Stopwatch.StartNew();

        MailReader.Read(Some.Mail(text: null, html: $"<p>Faut-il un diplôme ?</p>{nest}")).Text.ShouldContain("Faut-il un diplôme ?");

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
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
