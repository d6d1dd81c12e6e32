using System.Diagnostics;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Matching;

public sealed class MatcherTests
{
    private static readonly Matcher Matcher = new(
    [
        Some.Post("diplome", "Faut-il un diplôme pour commencer ?", "Aucun diplôme n'est exigé. Une formation courte aide à prendre confiance.", Language.French, "Peut-on débuter sans le bac ?"),
        Some.Post("tva", "La TVA de la petite entreprise", "La franchise de TVA vaut jusqu'à un seuil de chiffre d'affaires. Au-delà, on facture la taxe.", Language.French, "Dois-je facturer la TVA ?"),
        Some.Post("assurance", "Quelle assurance prendre", "Une responsabilité civile professionnelle couvre les dommages causés aux clients.", Language.French, "Suis-je obligée de m'assurer ?"),
        Some.Post("conges", "Partir en vacances", "Prévenez vos clients un mois avant vos congés et trouvez une remplaçante.", Language.French, "Qui me remplace pendant mes congés ?"),
        Some.Post("invoice", "Invoicing foreign clients", "Write the invoice in English and state the currency. Bank fees are paid by the client.", Language.English, "How do I invoice a client abroad?"),
        Some.Post("visa", "Working on a visa", "A residence permit is needed before you register.", Language.English, "Do I need a visa to work in France?"),
    ]);

    [Theory]
    [InlineData("Faut-il un diplôme pour débuter ?", "diplome")]
    [InlineData("fo t il un diplome pr debuter", "diplome")]
    [InlineData("Dois-je facturer la taxe à mes clients, TVA comprise ?", "tva")]
    [InlineData("quelle assurence proffesionelle prendre", "assurance")]
    [InlineData("Qui va me remplacer quand je pars en congé ?", "conges")]
    [InlineData("How should I write an invoice for a foreign client?", "invoice")]
    [InlineData("do i need a visa or a residense permit", "visa")]
    public void The_right_post_comes_first(string question, string id) => Matcher.Ask(question)[0].Post.Id.ShouldBe(id);

    [Fact]
    public void At_most_five_come_and_the_best_first()
    {
        var matches = Matcher.Ask("Faut-il un diplôme, une assurance ou la TVA pour les clients ?");

        matches.Count.ShouldBeInRange(2, 5);
        matches.Select(m => m.Confidence).ShouldAllBe(c => c >= 0 && c <= 1);
        matches[0].Confidence.ShouldBe(matches.Max(m => m.Confidence));
    }

    [Fact]
    public void A_post_in_the_other_language_is_never_confident()
    {
        var reading = Some.Reading("Bonjour, je voudrais savoir comment faire une invoice pour un client abroad en English currency ?");

        reading.Language.ShouldBe(Language.French);
        Matcher.Match("invoice foreign client", reading).Best.Where(m => m.Post.Language is Language.English).ShouldAllBe(m => m.Confidence <= 0.5);
    }

    [Fact]
    public void What_no_post_speaks_of_is_not_confident() =>
        Matcher.Ask("Comment réparer le carburateur de ma tondeuse ?").ShouldAllBe(m => m.Confidence < 0.5);

    [Fact]
    public void The_explanation_names_shared_words_the_nearest_phrasing_and_the_runner_up()
    {
        var matches = Matcher.Ask("Dois-je facturer la TVA sur mon zeppelin ?");
        var why = matches[0].Explanation;

        why.SharedWords.ShouldContain("TVA");
        why.UnmetWords.ShouldBe(["zeppelin"]);
        why.ClosestPhrasing.ShouldBe("Dois-je facturer la TVA ?");
        why.RunnerUp.ShouldBe(matches.Count > 1 ? matches[1].Post.Title : null);
        why.Words.French.ShouldContain("zeppelin");
        why.Words.English.ShouldContain("Not met: zeppelin.");
    }

    [Fact]
    public void No_posts_give_none() => new Matcher([]).Match("x", Some.Reading("Faut-il un diplôme ?")).ShouldBeSameAs(MailMatches.None);

    [Fact]
    public void A_single_post_can_be_matched()
    {
        var match = new Matcher([Some.Post(title: "La TVA", text: "La TVA.")]).Ask("Et la TVA ?").ShouldHaveSingleItem();

        match.Explanation.RunnerUp.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("???")]
    [InlineData("le la les de du")]
    public void Empty_words_match_nothing(string question) => Matcher.Ask(question).ShouldAllBe(m => m.Confidence < 0.5);

    [Fact]
    public void Two_questions_get_a_post_each()
    {
        var matches = Matcher.Match("", Some.Reading("Faut-il un diplôme pour commencer ? Dois-je facturer la TVA ?"));

        matches.Questions.Select(q => q.Matches[0].Post.Id).ShouldBe(["diplome", "tva"]);
        matches.Together(0.3).Posts.Select(m => m.Post.Id).ShouldBe(["diplome", "tva"]);
        matches.Together(0.3).Open.ShouldBeNull();
    }

    [Fact]
    public void Several_question_marks_around_one_matter_need_one_post()
    {
        var tva = Some.Match("tva", 0.95);
        var matches = new MailMatches([tva], [new("TVA ?", [tva]), new("Et sinon ?", [Some.Match("tva", 0.1), Some.Match("x", 0.05)])]);

        matches.Together(0.9).Posts.ShouldBe([tva]);
        matches.Together(0.9).Open.ShouldBeNull();
    }

    [Fact]
    public void A_question_that_no_chosen_post_answers_stays_open()
    {
        var tva = Some.Match("tva", 0.95);

        new MailMatches([tva], [new("TVA ?", [tva]), new("Et sinon ?", [Some.Match("x", 0.1)])]).Together(0.9).Open.ShouldBe("Et sinon ?");
    }

    [Fact]
    public void A_question_that_was_not_looked_at_stays_open()
    {
        var many = string.Join('\n', Enumerable.Repeat("Faut-il facturer la TVA ?", 6)) + "\nEt comment dresser un perroquet ?";

        Matcher.Match("", Some.Reading(many)).Together(0.1).Open.ShouldBe("Et comment dresser un perroquet ?");
    }

    [Fact]
    public void Of_each_question_the_best_post_is_explained()
    {
        var matches = Matcher.Match("", Some.Reading("Faut-il facturer la TVA ? Et faut-il un diplôme ?"));

        matches.Questions.Count.ShouldBe(2);
        matches.Questions.ShouldAllBe(q => q.Matches[0].Explanation.SharedWords.Count > 0);
    }

    [Fact]
    public void A_very_long_text_is_matched_in_time()
    {
        var text = string.Concat(Enumerable.Repeat("Faut-il un diplôme pour facturer la TVA aux clients ? Je ne sais pas. ", 300));
        var watch = Stopwatch.StartNew();

        Matcher.Match("Une longue histoire", MailReader.Read(Some.Mail(text: text))).Best.ShouldNotBeEmpty();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }
}
