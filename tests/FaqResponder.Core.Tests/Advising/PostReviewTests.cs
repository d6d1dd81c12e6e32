using FaqResponder.Core.Advising;
using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Tests.Advising;

public sealed class PostReviewTests
{
    private static readonly Post Insurance = Post("assurance", "L'assurance professionnelle", "L'assurance de responsabilité civile n'est pas obligatoire. Elle coûte cent euros par an.", "Faut-il une assurance professionnelle ?");
    private static readonly Post Holidays = Post("vacances", "Fermer pendant les vacances", "Prévenez vos clients un mois avant la fermeture. Le répondeur fait le reste.", "Comment prendre des vacances ?");
    private static readonly Post Diploma = Post("diplome", "Le diplôme", "Aucun diplôme n'est exigé pour ouvrir un secrétariat. Une formation aide.", "Quel diplôme faut-il ?");

    [Fact]
    public void Posts_that_are_found_need_nothing()
    {
        Review([Mail("1", "Assurance", "Faut-il une assurance professionnelle ?", "assurance")]).ShouldBeEmpty();
    }

    [Fact]
    public void A_mail_is_tried_as_if_it_had_never_been_learned()
    {
        const string asked = "Le zingage du bidule se paie-t-il cent euros ?";
        var mail = Mail("1", "Zingage", asked, "vacances");
        new Matcher([Insurance, Holidays, Diploma], [Lesson(mail)]).Ask(asked)[0].Post.ShouldBe(Holidays);

        var weak = Review([mail]).ShouldHaveSingleItem();

        weak.Post.ShouldBe(Holidays);
        var missed = weak.Missed.ShouldHaveSingleItem();
        missed.InItsWay.ShouldBe(Insurance);
        missed.Mail.Asked.ShouldBe(asked);
    }

    [Fact]
    public void What_other_mails_taught_stays_learned_meanwhile()
    {
        const string asked = "Le zingage du bidule se paie-t-il cent euros ?";

        Review([Mail("1", "Zingage", asked, "vacances"), Mail("2", "Zingage", asked, "vacances")]).ShouldBeEmpty();
    }

    [Fact]
    public void Of_posts_that_answered_a_mail_together_either_may_come_first()
    {
        Review([Mail("1", "Deux choses", "Faut-il une assurance professionnelle ? Et quel diplôme faut-il ?", "assurance", "diplome")]).ShouldBeEmpty();
    }

    [Fact]
    public void A_mail_that_waits_with_an_unsure_post_counts_for_that_post()
    {
        var mail = Mail("1", "Question", "L'assurance est-elle chère ?");

        var weak = Review([], [mail], new(0.999, 0)).ShouldHaveSingleItem();

        weak.Post.ShouldBe(Insurance);
        weak.Unsure.ShouldHaveSingleItem().Mail.ShouldBe(mail);
        Review([], [mail], new(0, 0)).ShouldBeEmpty();
        Review([], [mail], new(1, 0.9999)).ShouldBeEmpty();
    }

    [Fact]
    public void A_phrasing_that_leads_elsewhere_without_itself_is_told_with_the_post_in_its_way()
    {
        var holidays = Holidays with { Phrasings = [.. Holidays.Phrasings, "Combien coûte une assurance de responsabilité civile ?"] };

        var weak = new PostReview([Insurance, holidays, Diploma], [], new(0.9, 0.4)).Run([], []).ShouldHaveSingleItem();

        weak.Post.ShouldBe(holidays);
        weak.Lost.ShouldHaveSingleItem().ShouldBe(new LostWords("Combien coûte une assurance de responsabilité civile ?", IsTitle: false, Insurance));
    }

    [Fact]
    public void A_title_that_leads_elsewhere_is_told()
    {
        var parasol = Post("parasol", "Une assurance professionnelle", "Le parasol.", "Quand sortir le parasol ?");

        var weak = new PostReview([Insurance, parasol], [], new(0.9, 0.4)).Run([], []).Single(w => w.Lost.Any(l => l.IsTitle));

        weak.Lost.Single(l => l.IsTitle).InItsWay.ShouldNotBeNull().Id.ShouldNotBe(weak.Post.Id);
    }

    [Fact]
    public void A_post_without_phrasings_comes_after_those_with_evidence_and_mails_weigh_most()
    {
        var bare = Holidays with { Phrasings = [] };
        var lost = Diploma with { Phrasings = [.. Diploma.Phrasings, "Combien coûte une assurance de responsabilité civile ?"] };
        var missed = Post("fauteuil", "Le fauteuil", "Un bon fauteuil soutient le dos.", "Quel fauteuil ?");
        TriedMail[] answered = [Mail("1", "Chère ?", "L'assurance de responsabilité civile coûte-t-elle cent euros ?", "fauteuil")];

        var weak = new PostReview([bare, Insurance, lost, missed], [Lesson(answered[0])], new(0.9, 0.4)).Run(answered, []);

        weak.Select(w => w.Post.Id).ShouldBe(["fauteuil", "diplome", "vacances"]);
        weak[^1].HasEvidence.ShouldBeFalse();
    }

    [Fact]
    public void Every_trial_is_counted()
    {
        TriedMail[] answered = [Mail("1", "Assurance", "Faut-il une assurance ?", "assurance")];
        Post[] posts = [Insurance, Holidays with { Phrasings = [] }];
        var done = 0;

        new PostReview(posts, [], new(0.9, 0.4)).Run(answered, answered, () => done++);

        done.ShouldBe(PostReview.Trials(posts, answered, answered));
        done.ShouldBe(5);
    }

    private static IReadOnlyList<WeakPost> Review(TriedMail[] answered, TriedMail[]? waiting = null, Thresholds? thresholds = null) =>
        new PostReview([Insurance, Holidays, Diploma], [.. answered.Select(Lesson)], thresholds ?? new(0.9, 0.4)).Run(answered, waiting ?? []);

    private static TriedMail Mail(string id, string subject, string text, params string[] posts) => new(id, subject, MailReader.Read(new IncomingMail { Subject = subject, Text = text }), posts);

    private static PastMail Lesson(TriedMail mail) => PastMail.Of(mail.Id, mail.Subject, mail.Reading, mail.Posts);

    private static Post Post(string id, string title, string text, params string[] phrasings) => new() { Id = id, Title = title, Url = $"https://blog.example/{id}", Text = text, Phrasings = phrasings };
}
