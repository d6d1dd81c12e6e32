using FaqResponder.Core.Grouping;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Grouping;

public sealed class MailGrouperTests
{
    [Fact]
    public void The_same_question_in_other_words_is_one_group() => Groups(
        Mail(1, "Combien demander d'acompte à un nouveau client ?"),
        Mail(2, "Quel acompte peut-on demander à un client nouveau ?"),
        Mail(3, "Acceptez-vous des mails en espagnol ?")).ShouldBe(["1 2", "3"]);

    [Fact]
    public void Typing_errors_and_missing_accents_do_not_part_it() => Groups(
        Mail(1, "Faut-il une assurance spéciale pour travailler à domicile ?"),
        Mail(2, "faut il une asurance speciale pr travailer a domicile"),
        Mail(3, "Où déclarer mes ruches ?")).ShouldBe(["1 2", "3"]);

    [Fact]
    public void An_English_question_in_other_words_is_one_group() => Groups(
        Mail(1, "Which oil should I use on a wet chain in winter?", Language.English),
        Mail(2, "What oil do you use for wet chains in the winter?", Language.English),
        Mail(3, "When are you open on Saturdays?", Language.English)).ShouldBe(["1 2", "3"]);

    [Fact]
    public void Different_questions_about_one_thing_are_not() => Groups(
        Mail(1, "Faut-il laver la soie avant de la couper ?", subject: "soie"),
        Mail(2, "Quelle aiguille prendre pour la soie ?", subject: "soie"),
        Mail(3, "Où acheter de la soie en gros ?", subject: "soie")).ShouldBe(["1", "2", "3"]);

    [Fact]
    public void Greetings_and_thanks_make_no_group() => Groups(
        Mail(1, "Bonjour, merci d'avance, pouvez-vous me dire comment faire un devis ?"),
        Mail(2, "Bonjour, merci d'avance, pouvez-vous me dire comment élever une reine ?")).ShouldBe(["1", "2"]);

    [Fact]
    public void Mails_that_are_sure_of_one_post_are_one_group_though_they_share_no_word() => Groups(
        Mail(1, "Je fais quoi s'il ne règle pas ?", post: "impayes", confidence: 0.9),
        Mail(2, "Can a debt collector help?", Language.English, "impayes", 0.85),
        Mail(3, "Le tribunal, ça vaut la peine ?", post: "impayes", confidence: 0.6)).ShouldBe(["1 2", "3"]);

    [Fact]
    public void Mails_in_different_languages_are_not_one_group_by_their_words() => Groups(
        Mail(1, "Rohloff Speedhub 500/14 ?"),
        Mail(2, "Rohloff Speedhub 500/14?", Language.English)).ShouldBe(["1", "2"]);

    [Fact]
    public void The_same_fair_post_brings_together_what_is_said_in_partly_the_same_words()
    {
        var (one, other) = ("Puis-je récupérer la TVA sur mon matériel neuf ?", "Comment récupérer la TVA payée en Espagne quand on est en franchise ?");

        Groups(Mail(1, one), Mail(2, other)).ShouldBe(["1", "2"]);
        Groups(Mail(1, one, post: "tva", confidence: 0.7), Mail(2, other, post: "tva", confidence: 0.6)).ShouldBe(["1 2"]);
        Groups(Mail(1, one, post: "tva", confidence: 0.7), Mail(2, other, post: "franchise", confidence: 0.6)).ShouldBe(["1", "2"]);
    }

    [Fact]
    public void A_mail_that_asks_more_than_the_post_answers_is_not_put_with_it() => Groups(
        Mail(1, "Je fais quoi s'il ne règle pas ?", post: "impayes", confidence: 0.9),
        Mail(2, "Le tribunal, ça vaut la peine ?", post: "impayes", confidence: 0.9),
        new AskedMail(3, Language.French, "", ["Je lui envoie un huissier ?", "Et vous ouvrez quand ?"]) { Post = "impayes", Confidence = 0.9 }).ShouldBe(["1 2", "3"]);

    [Fact]
    public void A_mail_in_between_does_not_chain_two_matters() => Groups(
        Mail(1, "Comment désinfecter une ruche achetée d'occasion ?"),
        Mail(2, "Comment désinfecter une ruche d'occasion et nourrir une colonie faible ?"),
        Mail(3, "Comment nourrir une colonie faible au printemps ?")).ShouldBe(["1 2", "3"]);

    [Fact]
    public void The_order_in_which_they_come_does_not_matter()
    {
        AskedMail[] mails =
        [
            Mail(1, "Combien demander d'acompte à un nouveau client ?"),
            Mail(2, "Quel acompte peut-on demander à un client nouveau ?"),
            Mail(3, "Quel acompte demander pour un gros travail ?"),
            Mail(4, "Comment désinfecter une ruche d'occasion ?"),
            Mail(5, "Comment on désinfecte une ruche d'occasion ?"),
            Mail(6, "Je fais quoi ?", post: "impayes", confidence: 0.9),
            Mail(7, "C'est normal ?", post: "impayes", confidence: 0.9),
        ];
        var groups = Groups(mails);

        groups.ShouldBe(["1 2", "4 5", "6 7", "3"]);
        Groups([.. mails.Reverse()]).ShouldBe(groups);
        Groups([.. mails.OrderBy(m => m.Id % 3)]).ShouldBe(groups);
    }

    [Fact]
    public void A_mail_without_a_word_stays_by_itself() => Groups(Mail(1, ""), Mail(2, ""), Mail(3, "?")).ShouldBe(["1", "2", "3"]);

    [Fact]
    public void Without_mails_there_are_no_groups() => Groups().ShouldBeEmpty();

    [Fact]
    public void The_group_is_named_by_the_mail_nearest_to_all_others()
    {
        var groups = Group(
            Mail(1, "Quel acompte demander à un nouveau client, et le chèque, on l'encaisse tout de suite ?"),
            Mail(2, "Quel acompte demander à un nouveau client ?"),
            Mail(3, "Quel acompte puis-je demander à un nouveau client étranger ?"));

        groups.All.ShouldHaveSingleItem().Question.ShouldBe("Quel acompte demander à un nouveau client ?");
    }

    [Fact]
    public void The_group_of_a_mail_is_found_by_its_id()
    {
        var groups = Group(Mail(1, "Où acheter de la soie ?"), Mail(7, "Quand ouvrez-vous ?"));

        groups.Of(7)!.Question.ShouldBe("Quand ouvrez-vous ?");
        groups.Of(2).ShouldBeNull();
    }

    [Fact]
    public void The_post_of_a_group_is_the_one_on_which_its_mails_agree()
    {
        const string asked = "Combien demander d'acompte à un nouveau client ?";

        PostOf(Mail(1, asked, post: "acompte", confidence: 0.9), Mail(2, asked, post: "acompte", confidence: 0.6), Mail(3, asked)).ShouldBe("acompte");
        PostOf(Mail(1, asked, post: "acompte", confidence: 0.9), Mail(2, asked, post: "devis", confidence: 0.6), Mail(3, asked)).ShouldBeNull();
        PostOf(Mail(1, asked, post: "acompte", confidence: 0.2), Mail(2, asked, post: "acompte", confidence: 0.3)).ShouldBeNull();
        PostOf(Mail(1, asked, post: "acompte", confidence: 0.9), Mail(2, asked), Mail(3, asked)).ShouldBeNull();
    }

    [Fact]
    public void What_a_mail_asks_is_its_questions_or_else_its_first_words()
    {
        var asking = AskedMail.Of(1, "acompte", Some.Reading("Bonjour,\nJe débute. Quel acompte demander ?"), Some.Match("acompte", 0.7));
        var telling = AskedMail.Of(2, "", Some.Reading(string.Concat(Enumerable.Repeat("Les abeilles sont mortes. ", 40))), best: null);

        asking.Asked.ShouldBe(["Quel acompte demander ?"]);
        (asking.Post, asking.Confidence).ShouldBe(("acompte", 0.7));
        telling.Asked.ShouldHaveSingleItem().ShouldStartWith("Les abeilles sont mortes.");
        telling.Asked[0].Length.ShouldBeInRange(250, 300);
        telling.Post.ShouldBeNull();
    }

    private static AskedMail Mail(long id, string asked, Language language = Language.French, string? post = null, double confidence = 0, string subject = "") =>
        new(id, language, subject, [asked]) { Post = post, Confidence = confidence };

    private static MailGroups Group(params AskedMail[] mails) => MailGrouper.Group(mails.Select(PreparedMail.Of));

    private static List<string> Groups(params AskedMail[] mails) => [.. Group(mails).All.Select(g => string.Join(' ', g.Mails.Select(m => m.Id)))];

    private static string? PostOf(params AskedMail[] mails) => Group(mails).All.ShouldHaveSingleItem().Post;
}
