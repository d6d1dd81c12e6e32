using FaqResponder.Core.Matching;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Matching;

/// <summary>Why a post is proposed, as the author reads it in her queue.</summary>
public sealed class ExplanationTests
{
    private static readonly Matcher Matcher = new(Some.Blog());

    [Fact]
    public void The_question_stands_beside_the_sentence_of_the_post()
    {
        var why = Why("J'habite Lyon depuis deux ans.\n\nAvec quoi nettoyer la jante, et faut-il poncer les patins ?\n\nMerci");

        why.Question.ShouldBe("Avec quoi nettoyer la jante, et faut-il poncer les patins ?");
        why.ClosestSentence.ShouldBe("Poncez-les, nettoyez la jante, puis réglez l'étrier.");
        why.Words.French.ShouldContain("le billet dit : « Poncez-les, nettoyez la jante, puis réglez l'étrier. »");
        why.Words.English.ShouldContain("the post says: “Poncez-les, nettoyez la jante, puis réglez l'étrier.”");
    }

    [Fact]
    public void A_phrasing_that_comes_nearer_is_shown_instead()
    {
        var matcher = new Matcher([.. Some.Blog(), Some.Post("frein-arriere", "Doux, tout doux", "Serrez le câble d'un quart de tour.", Language.French, "Mon frein arrière est trop mou, que faire ?")]);

        var why = matcher.Match("", Some.Reading("Mon frein arrière est mou depuis hier, que faire ?")).Best[0].Explanation;

        why.ClosestPhrasing.ShouldBe("Mon frein arrière est trop mou, que faire ?");
        why.Words.French.ShouldContain("rejoint « Mon frein arrière est trop mou, que faire ? »");
    }

    [Fact]
    public void Of_several_questions_each_post_is_shown_beside_its_own()
    {
        var best = Matcher.Match("", Some.Reading("À quelle hauteur régler la selle ? Et combien d'huile sur la chaîne, par maillon ?")).Best;

        best.Single(m => m.Post.Id == "selle").Explanation.Question.ShouldBe("À quelle hauteur régler la selle ?");
        best.Single(m => m.Post.Id == "chaine").Explanation.Question.ShouldBe("Et combien d'huile sur la chaîne, par maillon ?");
    }

    [Fact]
    public void A_question_without_words_of_its_own_is_explained_by_the_sentence_that_met() =>
        Why("J'ai roulé sur un clou et ma chambre à air est percée. Comment faire ?").Question.ShouldBe("J'ai roulé sur un clou et ma chambre à air est percée.");

    [Fact]
    public void What_nothing_explains_is_named()
    {
        var why = Why("Quelle rustine pour une trottinette ?");

        why.SharedWords.ShouldBe(["rustine"]);
        why.UnmetWords.ShouldBe(["trottinette"]);
        why.Words.French.ShouldContain("Mots communs : rustine. Sans écho : trottinette.");
    }

    [Fact]
    public void The_runner_up_is_named_with_its_distance()
    {
        var best = Matcher.Match("", Some.Reading("Combien d'huile sur la chaîne du vélo ?")).Best;
        var why = best[0].Explanation;

        why.RunnerUp.ShouldBe(best[1].Post.Title);
        why.Lead.ShouldBe(best[0].Confidence - best[1].Confidence);
        why.Words.French.ShouldContain($"Devance « {best[1].Post.Title} » de {Math.Round(why.Lead * 100)} points.");
        best[1].Explanation.RunnerUp.ShouldBeNull();
    }

    [Fact]
    public void Mails_that_she_answered_so_before_are_counted()
    {
        var matcher = new Matcher(Some.Blog());
        matcher.Learn(Some.PastMail("Ma sonnette est grippée", "chaine") with { Id = "1" });
        matcher.Learn(Some.PastMail("La sonnette ne tinte plus, elle est grippée", "chaine") with { Id = "2" });
        matcher.Learn(Some.PastMail("Où ranger les sacoches ?", "chaine") with { Id = "3" });

        var why = matcher.Match("", Some.Reading("Ma sonnette est grippée, que faire ?")).Best.Single(m => m.Post.Id == "chaine").Explanation;

        why.AnsweredBefore.ShouldBe(2);
        why.Words.French.ShouldContain("2 messages proches ont reçu ce billet.");
    }

    [Fact]
    public void It_stays_short_enough_for_a_list()
    {
        var endless = string.Join(' ', Enumerable.Repeat("pourquoi mon pneu crevé perd-il de l'air après la rustine", 40)) + " ?";

        var words = Why(endless).Words;

        words.French.Length.ShouldBeLessThan(700);
        words.French.ShouldContain(" … »");
    }

    private static Explanation Why(string text) => Matcher.Match("", Some.Reading(text)).Best[0].Explanation;
}
