using System.Diagnostics;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Mails;

public sealed class QuestionTests
{
    [Theory]
    [InlineData("Faut-il un diplôme ?")]
    [InlineData("Faut-il un diplôme\u00a0?")]
    [InlineData("Faut-il un diplôme\u202f?!")]
    [InlineData("(Faut-il un diplôme ?).")]
    [InlineData("« Faut-il un diplôme ? »")]
    [InlineData("faut il un diplome")]
    [InlineData("je voudrais savoir si un diplome est utile")]
    [InlineData("jvoudrai savoir si on peu en vivre")]
    [InlineData("Comment ça va se passer pour la TVA ?")]
    [InlineData("BONJOUR EST CE SERIEUX CAR ON DEMANDE DE L'ARGENT")]
    [InlineData("Pour la caisse, je fais comment pour encaisser")]
    [InlineData("on peut le faire chez soi ou pas")]
    [InlineData("Dites-moi si cela vaut la peine.")]
    [InlineData("J'aimerais avoir votre avis sur le choix d'un statut.")]
    [InlineData("D'une part, à qui adresser le dossier.")]
    [InlineData("Do I need a diploma")]
    [InlineData("I was wondering whether a diploma is needed.")]
    [InlineData("combien ça coûte, et c'est long ou pas (je suis pressée)")]
    [InlineData("Puis-je déduire mon loyer")]
    [InlineData("puis je déduire mon loyer")]
    public void A_question_is_found_with_or_without_its_mark(string text) => Some.Reading(text).Questions.ShouldHaveSingleItem();

    [Theory]
    [InlineData("J'ai lu votre blog avec plaisir. C'est ce qu'il me fallait.")]
    [InlineData("Bonjour, comment allez-vous ? Bonne fin de semaine.")]
    [InlineData("Ça va ? Je t'embrasse.")]
    [InlineData("Voici l'adresse : https://example.org/?page=2 et la suite")]
    [InlineData("Le rendez-vous a eu lieu, dit-elle.")]
    [InlineData("Je me lève tôt, je bois un café, puis je regarde ce qui m'attend.")]
    public void A_statement_is_no_question(string text) => Some.Reading(text).Questions.ShouldBeEmpty();

    [Fact]
    public void A_hard_wrap_does_not_cut_a_question() =>
        Some.Reading("Je garde des enfants depuis dix ans et je me demande toujours s'il faut vraiment\ndéclarer chaque heure séparément, ou le mois entier ?")
            .Questions.ShouldBe(
                ["Je garde des enfants depuis dix ans et je me demande toujours s'il faut vraiment déclarer chaque heure séparément, ou le mois entier ?"]);

    [Theory]
    [InlineData("Bonjour. M. Dupont et Mme J. Martin, cf. art. 3, demandent 2.5 % : est-ce légal ?", "M. Dupont et Mme J. Martin, cf. art. 3, demandent 2.5 % : est-ce légal ?")]
    [InlineData("Avec des pots, des bocaux, etc. pour le marché, faut-il une étiquette ?", "Avec des pots, des bocaux, etc. pour le marché, faut-il une étiquette ?")]
    [InlineData("J'ai des pots, des bocaux, etc. Faut-il une étiquette ?", "Faut-il une étiquette ?")]
    public void An_abbreviation_does_not_end_a_sentence(string text, string question) => Some.Reading(text).Questions.ShouldBe([question]);

    [Fact]
    public void A_line_that_had_room_left_ends_a_thought() =>
        Some.Reading("salut\nca va ?\ncombien ca coute de demarrer\nj'ai 20 ans").Questions.ShouldBe(["combien ca coute de demarrer j'ai 20 ans"]);

    [Fact]
    public void Several_questions_keep_their_order() =>
        Some.Reading("Bonjour,\n1/ quel statut choisir\n2/ faut-il un diplôme ?\nEt combien de temps cela prend-il ? Léa").Questions
            .ShouldBe(["1/ quel statut choisir", "2/ faut-il un diplôme ?", "Et combien de temps cela prend-il ?"]);

    [Fact]
    public void The_last_line_of_a_life_story_is_found() =>
        Some.Reading("J'ai quarante ans. Mon père était facteur.\n\nOn a déménagé trois fois, et le chien est mort.\n\nBref, faut-il un diplôme ?\n\nLéa")
            .Questions.ShouldBe(["Bref, faut-il un diplôme ?"]);

    [Theory]
    [InlineData("Faut-il un diplôme ?", "Merci d'avance.")]
    [InlineData("Re: Faut-il un diplôme ?", "")]
    [InlineData("diplome obligatoire pr commencer", "tt é ds le titre")]
    [InlineData("travail à domicile en logement social", "Merci de me répondre.")]
    [InlineData("10 ou 12 ?", "Tout est dans le titre. Merci.")]
    public void A_subject_can_be_the_question(string subject, string text) =>
        Some.Reading(text, subject).Questions.ShouldBe([subject.Replace("Re: ", "", StringComparison.Ordinal)]);

    [Theory]
    [InlineData("On me demande trente pages d'essai gratuit. C normal ?", "On me demande trente pages d'essai gratuit. C normal ?")]
    [InlineData("Bonjour. Je n'ai jamais reçu le lien. Pouvez-vous m'aider ?", "Je n'ai jamais reçu le lien. Pouvez-vous m'aider ?")]
    public void A_question_too_short_to_stand_alone_takes_the_words_before(string text, string question) =>
        Some.Reading(text).Questions.ShouldBe([question]);

    [Fact]
    public void A_row_of_dots_is_read_once()
    {
        var watch = Stopwatch.StartNew();

        QuestionFinder.Sentences(new string('.', 400_000) + "x").ShouldHaveSingleItem();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }
}
