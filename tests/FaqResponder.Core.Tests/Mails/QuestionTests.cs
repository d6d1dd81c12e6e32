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
    [InlineData("Bonjour, je voudrais savoir comment déclarer mes revenus.")]
    [InlineData("pouvez vous me dire si c'est obligatoire")]
    [InlineData("Pouvez-vous m'indiquer la marche à suivre.")]
    [InlineData("J'aimerais que vous m'expliquiez la différence entre les deux statuts.")]
    [InlineData("Je ne comprends pas comment on remplit ce formulaire.")]
    [InlineData("Je n'arrive pas à trouver où il faut s'inscrire.")]
    [InlineData("Je cherche des informations sur les aides au démarrage.")]
    [InlineData("Je souhaiterais obtenir des renseignements sur le statut.")]
    [InlineData("Je m'interroge sur la nécessité d'une assurance.")]
    [InlineData("J'hésite entre les deux régimes, lequel est le plus simple")]
    [InlineData("J'ai une question sur la durée de conservation.")]
    [InlineData("Quid de la retraite ?")]
    [InlineData("Et pour la TVA ?")]
    [InlineData("Une assurance est-elle obligatoire")]
    [InlineData("c koi la difference entre les deux")]
    [InlineData("koman on fait pour sinscrire")]
    [InlineData("jvoudré savoir si fo un diplome")]
    [InlineData("est ce kil fo un diplome")]
    [InlineData("ya til un age minimum")]
    [InlineData("tu c cb ca coute")]
    [InlineData("Je me demandais quel était le meilleur moment pour commencer.")]
    [InlineData("Merci de m'indiquer où trouver le formulaire.")]
    [InlineData("Savez-vous s'il existe une aide pour démarrer")]
    [InlineData("Pourriez-vous svp me préciser le délai.")]
    [InlineData("could you tell me how long it takes")]
    [InlineData("I'd like to know how to register.")]
    [InlineData("I want to know if I need insurance.")]
    [InlineData("I need to know whether it is legal.")]
    [InlineData("I don't understand how the form works.")]
    [InlineData("I'm not sure whether I should register first.")]
    [InlineData("I can't find where to register.")]
    [InlineData("Please let me know how to register.")]
    [InlineData("Can you explain the difference between the two.")]
    [InlineData("My question is about insurance for beginners.")]
    [InlineData("Any idea how long it takes")]
    [InlineData("Any advice on choosing the first tools would be welcome.")]
    [InlineData("is there a minimum age")]
    [InlineData("Would it be better to wait until spring")]
    [InlineData("Am I allowed to sell from home")]
    [InlineData("What about taxes?")]
    [InlineData("whats the best time to start")]
    [InlineData("hi how do u start")]
    [InlineData("do u need insurance 4 that")]
    [InlineData("I would appreciate some advice about the best tools to start with.")]
    [InlineData("Looking for advice on how to store it over the winter.")]
    [InlineData("Tell me how much it costs please")]
    [InlineData("I have a question about storage.")]
    public void A_question_is_found_with_or_without_its_mark(string text) => Some.Reading(text).Questions.ShouldHaveSingleItem();

    [Theory]
    [InlineData("J'ai lu votre blog avec plaisir. C'est ce qu'il me fallait.")]
    [InlineData("Bonjour, comment allez-vous ? Bonne fin de semaine.")]
    [InlineData("Ça va ? Je t'embrasse.")]
    [InlineData("Voici l'adresse : https://example.org/?page=2 et la suite")]
    [InlineData("Le rendez-vous a eu lieu, dit-elle.")]
    [InlineData("Je me lève tôt, je bois un café, puis je regarde ce qui m'attend.")]
    [InlineData("Bonjour Sylvie, comment vas-tu ? J'ai bien reçu ta carte.")]
    [InlineData("Comment allez vous depuis l'an dernier ? Ici tout roule.")]
    [InlineData("Salut, tu vas bien ? Voici les photos promises.")]
    [InlineData("J'espère que vous allez bien. Voici mon récit.")]
    [InlineData("Quoi de neuf ? Je t'envoie les photos.")]
    [InlineData("Hi Sylvie, how are you? Here are the pictures.")]
    [InlineData("Hello, how are you doing? I enjoyed your last post.")]
    [InlineData("How have you been? Just wanted to say hello.")]
    [InlineData("I hope you are well. Here is the story.")]
    [InlineData("How's it going? All is well here.")]
    [InlineData("Voici mon récit. Merci de me répondre ?")]
    [InlineData("J'ai lu https://example.org/faq?lang=fr&q=quoi et c'était clair.")]
    [InlineData("<https://example.org/comment-debuter?> m'a beaucoup plu.")]
    [InlineData("Je ne savais pas que c'était si simple, bravo.")]
    [InlineData("J'ai compris comment faire grâce à vous.")]
    [InlineData("Your post explains how to start, and it worked.")]
    [InlineData("I know what you mean about winter.")]
    [InlineData("That is what I did, and where I live it works.")]
    [InlineData("What a lovely blog!")]
    [InlineData("How wonderful to read you again.")]
    [InlineData("Quelle belle surprise de vous lire !")]
    [InlineData("Quel plaisir de vous lire chaque semaine.")]
    [InlineData("Who knew it could be so easy!")]
    [InlineData("Which is why I am writing to thank you.")]
    public void A_statement_is_no_question(string text) => Some.Reading(text).Questions.ShouldBeEmpty();

    [Fact]
    public void A_greeting_before_a_question_is_no_question_of_its_own() =>
        Some.Reading("Hi Sylvie,\n\nHow are you? I hope all is well. Do I need a permit to sell from home?\n\nThanks!").Questions.ShouldBe(["Do I need a permit to sell from home?"]);

    [Theory]
    [InlineData("J'ai une question sur l'assurance. Faut-il en prendre une ?", "Faut-il en prendre une ?")]
    [InlineData("Je cherche des informations sur le statut. Lequel est le plus simple ?", "Lequel est le plus simple ?")]
    [InlineData("I have a question about insurance. Do I need one?", "Do I need one?")]
    [InlineData("I'm looking for advice on insurance. Which one is the cheapest?", "Which one is the cheapest?")]
    public void An_announcement_is_no_second_question(string text, string question) => Some.Reading(text).Questions.ShouldBe([question]);

    [Fact]
    public void A_quoted_question_is_not_the_askers() =>
        Some.Reading("> Avez-vous une assurance ?\nOui, depuis mars.\n> Et un local ?\nPas encore. Faut-il en avoir un ?").Questions.ShouldBe(["Faut-il en avoir un ?"]);

    [Fact]
    public void Numbered_questions_are_told_apart()
    {
        Some.Reading("Hello,\n\nI have three questions:\n1) How do I start\n2) Do I need insurance\n3) What does it cost?\n\nThanks").Questions
            .ShouldBe(["1) How do I start", "2) Do I need insurance", "3) What does it cost?"]);
        Some.Reading("Bonjour,\nmes questions :\n- faut-il un local\n- quelle assurance prendre\n- combien de temps cela prend\nMerci").Questions
            .ShouldBe(["- faut-il un local", "- quelle assurance prendre", "- combien de temps cela prend"]);
    }

    [Fact]
    public void Questions_in_one_sentence_of_running_text_are_found_in_order() =>
        Some.Reading("I started last spring with two friends. How long does it take to get the papers? We live in Kent. And who pays for the first visit?").Questions
            .ShouldBe(["How long does it take to get the papers?", "And who pays for the first visit?"]);

    [Fact]
    public void A_life_story_of_three_hundred_lines_is_context()
    {
        var story = string.Concat(Enumerable.Range(1, 150).Select(i => $"L'année {i}, nous avons encore déménagé et j'ai changé de métier une fois de plus.\nMon frère disait que c'était la dernière.\n\n"));

        var reading = Some.Reading($"Bonjour,\n\n{story}Voilà pourquoi je vous écris : faut-il un diplôme pour se lancer ?\n\n{story}Bonne journée,\nLéa");

        reading.Questions.ShouldBe(["Voilà pourquoi je vous écris : faut-il un diplôme pour se lancer ?"]);
        reading.Matter.ShouldBe(Matter.Question);
    }

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
