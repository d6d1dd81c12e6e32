using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Tests.Mails;

public sealed class QuotedTextTests
{
    [Theory]
    [InlineData("Le mar. 3 mars 2026 à\u00a010:12, Sylvie Marchetti\n<sylvie@example.org> a écrit\u00a0:\n\n> Bonjour")]
    [InlineData("Le mar. 3 mars 2026 à 10:12, Sylvie <sylvie@example.org> a écrit :\n\nBonjour, sans chevrons\nFaut-il ?")]
    [InlineData("On Tue, Mar 3, 2026 at 10:12\u202fAM Sylvie Marchetti <\nsylvie@example.org> wrote:\n\n> Hello")]
    [InlineData("Le 03/03/2026 à 10:12, Sylvie a écrit :\n> Bonjour")]
    [InlineData("Sylvie <sylvie@example.org> a écrit :\n\n> Bonjour")]
    [InlineData("2026-03-03 10:12 GMT+01:00 Sylvie <sylvie@example.org>:\n\n> Bonjour")]
    [InlineData("---- On Tue, 03 Mar 2026 10:12:00 +0100 sylvie@example.org wrote ----\n\nHello")]
    [InlineData("De : Sylvie\nEnvoyé : mardi 3 mars 2026 10:12\nÀ : Léa\nObjet : RE: question\n\nBonjour")]
    [InlineData("De\u00a0: Sylvie <sylvie@example.org>\nDate\u00a0: mardi\nÀ\u00a0: Léa\nObjet\u00a0: question\n\nBonjour")]
    [InlineData("*From:* Sylvie\n*Sent:* Tuesday\n*To:* Leah\n*Subject:* question\n\nHello")]
    [InlineData("-----Message d'origine-----\nDe : Sylvie\nBonjour")]
    [InlineData("-------- Message original --------\nDe : Sylvie\nBonjour")]
    [InlineData("-----Original Message-----\nFrom: Sylvie\nHello")]
    [InlineData("-------- Oprindelig besked --------\nFra: Sylvie\nDato: 3 mars\nTil: Léa\nEmne: x\n\nHej")]
    [InlineData("________________________________\nDe : Sylvie\nEnvoyé : mardi\nÀ : Léa\n\nBonjour")]
    public void The_earlier_mail_is_cut_off(string quotation)
    {
        var parts = QuotedText.Split("Merci, et pour la TVA ?\r\n\r\n" + quotation);

        parts.Own.ShouldBe("Merci, et pour la TVA ?");
        parts.Quoted.Split('\n').Where(l => l.Length > 0).ShouldBe(quotation.Split('\n').Where(l => l.Length > 0));
        parts.Forwarded.ShouldBeFalse();
    }

    [Fact]
    public void Answers_between_quoted_lines_are_kept()
    {
        var parts = QuotedText.Split("Le 3 mars 2026 à 10:12, Sylvie a écrit :\n> Quel statut ?\nMicro.\n> Et la TVA ?\nPas encore, faut-il ?");

        parts.Own.ShouldBe("Micro.\nPas encore, faut-il ?");
    }

    [Theory]
    [InlineData("Le 3 mars 2026 à 10:12, Sylvie a écrit :\n> Quel statut ?\n\nFaut-il vraiment choisir ?")]
    [InlineData("> Quel statut ?\n>\n\nFaut-il vraiment choisir ?\n\n> Et la TVA ?")]
    [InlineData("Faut-il vraiment choisir ?\n\nLe 3 mars 2026 à 10:12, Sylvie a écrit :\n> Quel statut ?\n>> Bonjour\n> > Merci")]
    [InlineData("Faut-il vraiment choisir ?\n\n> Quand on débute, il vaut mieux prendre son temps et comparer les deux\nstatuts avant de\n> se décider.")]
    [InlineData("Faut-il vraiment choisir ?\n\nti 3. maaliskuuta 2026 klo 10.12 Sylvie Marchetti\n<sylvie@example.org> kirjoitti:\n\nQuel statut ?")]
    [InlineData("Faut-il vraiment choisir ?\r\n\r\nLe 3\u00a0mars 2026 à 10:12, Sylvie <sylvie@example.org> a écrit\u202f:\r\n\r\n> Quel statut\u00a0?")]
    public void The_answer_is_found_above_below_and_between_quoted_lines(string body) => QuotedText.Split(body).Own.ShouldBe("Faut-il vraiment choisir ?");

    [Theory]
    [InlineData("Le 12 mars 2026, mon assureur a écrit :\nvous n'êtes pas couverte.\nQue faire ?")]
    [InlineData("Le 12 mars, la mairie m'a écrit :\n« Vous devez payer. »\nQue faire ?")]
    [InlineData("Ma cliente a écrit :\nelle refuse.\nQue faire ?")]
    [InlineData("On 3 boxes I found mould.\nThe label wrote: organic.\nWhat now?")]
    [InlineData("De : la confiture.\nÀ prix juste.\nFaut-il une étiquette ?")]
    public void A_story_is_not_taken_for_a_quotation(string text) => QuotedText.Split(text).Own.ShouldBe(text);

    [Theory]
    [InlineData("---------- Forwarded message ---------")]
    [InlineData("-------- Message transféré --------")]
    [InlineData("Début du message réexpédié :")]
    [InlineData("Begin forwarded message:")]
    public void A_forwarded_mail_is_content(string mark)
    {
        var parts = QuotedText.Split($"Est-ce sérieux ?\n\n{mark}\nDe : Arnaque\nDate : hier\nObjet : gagnez\nÀ : Léa\n\nEnvoyez 39 euros.");

        parts.Forwarded.ShouldBeTrue();
        parts.Own.ShouldEndWith("Envoyez 39 euros.");
        parts.Quoted.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("-- \nLéa Martin")]
    [InlineData("--\nLéa Martin\n01 02 03 04 05")]
    [InlineData("____\nLéa Martin")]
    [InlineData("Envoyé de mon iPhone")]
    [InlineData("Envoyé depuis mon appareil Galaxy")]
    [InlineData("Envoyé avec Orange Mail")]
    [InlineData("Sent from my iPad")]
    [InlineData("Get Outlook for Android")]
    public void A_signature_is_cut_off(string signature)
    {
        var parts = QuotedText.Split($"Faut-il un diplôme ?\n\n{signature}");

        (parts.Own, parts.Signature).ShouldBe(("Faut-il un diplôme ?", signature));
    }

    [Theory]
    [InlineData("Je commence en mai.\n--\nFaut-il un diplôme ?")]
    [InlineData("Envoyé de mon bureau, le colis est revenu : faut-il le déclarer ?")]
    public void A_question_below_a_rule_is_kept(string text) => QuotedText.Split(text).Own.ShouldBe(text);
}
