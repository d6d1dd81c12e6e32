using FaqResponder.Core.Advising;
using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Tests.Advising;

public sealed class PublicWordsTests
{
    private static readonly MailAddress[] Lea = [new("Léa Le Goff", "lea.kermarrec@client.test")];

    [Theory]
    [InlineData("Bonjour Sylvie, faut-il un diplôme pour se lancer ?", "Faut-il un diplôme pour se lancer ?")]
    [InlineData("Bonjour, Madame, comment fixer mes tarifs ?", "Comment fixer mes tarifs ?")]
    [InlineData("bonjour je voudrais savoir comment fixer mes tarifs ?", "Je voudrais savoir comment fixer mes tarifs ?")]
    [InlineData("Hello how do you register, and where?", "How do you register, and where?")]
    [InlineData("Hi there! Do I need a licence?", "Do I need a licence?")]
    [InlineData("- Faut-il s'inscrire à Pôle emploi en 2025-2026 ? Merci d'avance, Léa", "Faut-il s'inscrire à Pôle emploi en 2025-2026 ?")]
    [InlineData("Combien coûtent 12 heures à 10 000 euros ?", "Combien coûtent 12 heures à 10 000 euros ?")]
    [InlineData("Peut-on ouvrir la route à deux ?", "Peut-on ouvrir la route à deux ?")]
    [InlineData("Une place de marché est-elle obligatoire ?", "Une place de marché est-elle obligatoire ?")]
    public void A_question_stands_without_greeting_and_goodbye(string sentence, string phrasing) => PublicWords.Phrasing(sentence, Lea).ShouldBe(phrasing);

    [Theory]
    [InlineData("Pouvez-vous m'écrire à lea@client.test à propos du diplôme ?")]
    [InlineData("Pouvez-vous m'écrire à lea (at) client point fr ?")]
    [InlineData("Pouvez-vous me rappeler au 06 12 34 56 78 ?")]
    [InlineData("Pouvez-vous me rappeler au +33.6.12.34.56.78 ?")]
    [InlineData("Faut-il un diplôme pour le SIRET 12345678900011 ?")]
    [InlineData("Que pensez-vous de https://mon-site.example ?")]
    [InlineData("Que pensez-vous de mon-site.fr pour commencer ?")]
    [InlineData("Puis-je exercer au 12 bis, rue des lilas ?")]
    [InlineData("Puis-je exercer à 29000 Quimper sans diplôme ?")]
    [InlineData("Can I work from 221 Baker Street as a freelancer?")]
    [InlineData("Je m'appelle sophie, faut-il un diplôme ?")]
    [InlineData("Faut-il un diplôme, demande Mme Martin ?")]
    [InlineData("Est-ce que chez Jean Dupont il faut un diplôme ?")]
    [InlineData("Moi, léa, ai-je besoin d'un diplôme ?")]
    [InlineData("Ma société Kermarrec a-t-elle besoin d'un diplôme ?")]
    [InlineData("Étant née le 3 mai, faut-il un diplôme ?")]
    public void What_tells_who_asks_or_how_to_reach_them_is_left_out(string sentence) => PublicWords.Phrasing(sentence, Lea).ShouldBeNull();

    [Theory]
    [InlineData("Et moi ?")]
    [InlineData("")]
    public void What_tells_too_little_is_no_phrasing(string sentence) => PublicWords.Phrasing(sentence, []).ShouldBeNull();

    [Fact]
    public void What_turns_the_direction_of_the_line_is_taken_out() =>
        PublicWords.Phrasing("Faut-il un \u202Ediplôme\u200F pour ça ?", []).ShouldBe("Faut-il un diplôme pour ça ?");

    [Fact]
    public void An_answer_stands_without_the_letter_around_it()
    {
        const string words = "Bonjour Léa,\r\n\r\nNon, Léa, aucun diplôme n'est exigé. Voyez https://service-public.fr pour la liste.\r\nEcrivez-moi à sylvie@example.test. Une formation aide.\r\n\r\n- d'abord un compte\r\n- puis un contrat\r\n\r\n> Faut-il un diplôme ?\r\nVous me dites que Mme Le Goff hésite !\r\n\r\nBien cordialement\r\nSylvie Durand\r\nLe blog";

        var (text, leftOut) = PublicWords.Answer(words, Lea, "Sylvie Durand", "Sylvie Durand\nLe blog");

        text.ShouldBe("Non, aucun diplôme n'est exigé. Voyez https://service-public.fr pour la liste.\nUne formation aide.\n\n- d'abord un compte\n- puis un contrat");
        leftOut.ShouldBe(2);
    }

    [Fact]
    public void The_name_at_the_beginning_of_a_sentence_goes_and_the_sentence_stays() =>
        PublicWords.Answer("Léa, aucun diplôme n'est exigé. Chère Léa, bonne chance !", Lea, "Sylvie", "").Text.ShouldBe("Aucun diplôme n'est exigé. Bonne chance !");

    [Fact]
    public void Of_an_answer_that_is_all_greeting_nothing_is_left() => PublicWords.Answer("Léa vous appelle demain au 06 12 34 56 78.", Lea, "Sylvie", "").ShouldBe(("", 1));
}
