using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Matching;

/// <summary>Floors, a little under what is reached, for mail of two authors: a change to the matcher must not lose what was won.</summary>
public sealed class CorpusTests
{
    // From which the service answers by itself unless it is told otherwise.
    private static readonly double Threshold = ConfidenceModel.Shipped.ThresholdFor(0.95);

    private const int FewestToJudge = 10;

    [Fact]
    public void A_secretary_who_has_only_just_installed_it_is_served() =>
        Check(Corpus.Secretary.Score(new(Corpus.Secretary.Posts()), Threshold), first: 0.53, amongThree: 0.73, apart: 0.72);

    [Fact]
    public void Phrasings_serve_her_better() =>
        Check(Corpus.Secretary.Score(new(Corpus.Secretary.Posts(withPhrasings: true)), Threshold), first: 0.70, amongThree: 0.86, apart: 0.77);

    [Fact]
    public void Past_mails_serve_her_better_still() =>
        Check(Corpus.Secretary.Score(new(Corpus.Secretary.Posts(withPhrasings: true), Corpus.Secretary.Past()), Threshold), first: 0.71, amongThree: 0.88, apart: 0.77);

    [Fact]
    public void A_beekeeper_with_past_mails_is_served() =>
        Check(Corpus.Beekeeper.Score(new(Corpus.Beekeeper.Posts(), Corpus.Beekeeper.Past()), Threshold), first: 0.56, amongThree: 0.73, apart: 0.77);

    [Fact]
    public void One_mail_answered_oddly_sends_its_post_to_no_mail_about_something_else()
    {
        var matcher = new Matcher(Corpus.Secretary.Posts(withPhrasings: true), Corpus.Secretary.Past());
        var posts = Corpus.Secretary.Posts();
        var strange = Corpus.Beekeeper.Mails().Select(m => (m.Mail.Subject, Reading: MailReader.Read(m.Mail))).Where((m, i) => i % 6 == 0 && m.Reading.Matter is Matter.Question).ToList();
        for (var i = 0; i < strange.Count; i += 3)
        {
            var (subject, reading) = strange[i];
            matcher.Learn(PastMail.Of("odd", subject, reading, [posts[i % posts.Count].Id]));
            foreach (var other in strange.Where(m => m.Reading != reading))
            {
                matcher.Match(other.Subject, other.Reading).Best.ShouldAllBe(m => m.Confidence < Threshold, $"{subject}, then {other.Subject}");
            }

            matcher.Forget("odd");
        }
    }

    [Fact]
    public void One_mail_answered_oddly_sends_its_post_not_even_to_the_same_mail()
    {
        var matcher = new Matcher(Corpus.Secretary.Posts(withPhrasings: true), Corpus.Secretary.Past());
        var posts = Corpus.Secretary.Posts();
        var strange = Corpus.Beekeeper.Mails().Select(m => (m.Mail.Subject, Reading: MailReader.Read(m.Mail))).Where(m => m.Reading.Matter is Matter.Question).ToList();
        for (var i = 0; i < strange.Count; i += 5)
        {
            var (subject, reading) = strange[i];
            var odd = posts[i % posts.Count].Id;
            matcher.Learn(PastMail.Of("odd", subject, reading, [odd]));

            matcher.Match(subject, reading).Best.Where(m => m.Post.Id == odd).ShouldAllBe(m => m.Confidence < Threshold, subject);

            matcher.Forget("odd");
        }
    }

    private static void Check(Scorecard card, double first, double amongThree, double apart)
    {
        card.ShouldSatisfyAllConditions(
            () => card.First.ShouldBeGreaterThanOrEqualTo(first),
            () => card.AmongThree.ShouldBeGreaterThanOrEqualTo(amongThree),
            () => card.Apart.ShouldBeGreaterThanOrEqualTo(apart),
            () => card.SentToOthers.ShouldBe(0),
            () => (card.Sent < FewestToJudge || card.Precision >= 0.85).ShouldBeTrue($"{card.Precision:0.00} of {card.Sent} were right"));
    }
}
