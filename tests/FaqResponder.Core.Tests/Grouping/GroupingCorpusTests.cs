using FaqResponder.Core.Grouping;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Grouping;

/// <summary>Floors, a little under what is reached, for mail of four authors: two mails belong together if the same single post answers them.</summary>
public sealed class GroupingCorpusTests
{
    private sealed record Labelled(PreparedMail Mail, string? Answer, bool Answered);

    [Fact]
    public void Hardly_any_mail_stands_in_a_group_that_it_does_not_belong_to()
    {
        var (right, wrong) = (0, 0);
        foreach (var corpus in new[] { Corpus.Secretary, Corpus.Beekeeper, Corpus.Bicycles, Corpus.Sewing })
        {
            var (some, others) = Pairs(Mails(corpus));
            (right, wrong) = (right + some, wrong + others);
        }

        right.ShouldBeGreaterThanOrEqualTo(18);
        ((double)right / (right + wrong)).ShouldBeGreaterThanOrEqualTo(0.9, $"{right} right pairs, {wrong} wrong ones");
    }

    // What the even past mails taught serves the odd ones and the mails that came after.
    private static List<Labelled> Mails(Corpus corpus)
    {
        var past = corpus.Past();
        var matcher = new Matcher(corpus.Posts(withPhrasings: corpus != Corpus.Beekeeper), [.. past.Where((_, i) => i % 2 == 0)]);
        var mails = corpus.Mails().Select(m => Read(m.Mail, m.Kind is "answered" or "multi" ? m.Relevant : [])).ToList();
        mails.AddRange(past.Where((_, i) => i % 2 == 1).Select(p => Read(Mail(p), p.Posts)));
        return [.. mails.Select((m, i) => new Labelled(PreparedMail.Of(m.Asked with { Id = i }), m.Posts.Count == 1 ? m.Posts[0] : null, m.Posts.Count > 0))];

        (AskedMail Asked, IReadOnlyList<string> Posts) Read(IncomingMail mail, IReadOnlyList<string> posts)
        {
            var reading = MailReader.Read(mail);
            return (AskedMail.Of(0, mail.Subject, reading, matcher.Match(mail.Subject, reading).Best is [var best, ..] ? best : null), posts);
        }
    }

    private static IncomingMail Mail(PastMail past)
    {
        var lines = past.Text.Split('\n', 2);
        return Some.Mail(lines[0], lines[1]);
    }

    /// <summary>Pairs of mails in a group. Nobody has said whether two mails belong together that no post answers.</summary>
    private static (int Right, int Wrong) Pairs(List<Labelled> mails)
    {
        var (right, wrong) = (0, 0);
        foreach (var group in MailGrouper.Group(mails.Select(m => m.Mail)).All)
        {
            var members = group.Mails.Select(m => mails[(int)m.Id]).ToList();
            foreach (var (one, other) in members.SelectMany((m, i) => members.Skip(i + 1).Select(n => (m, n))))
            {
                if (one.Answer is not null && one.Answer == other.Answer) right++;
                else if (one.Answered || other.Answered) wrong++;
            }
        }

        return (right, wrong);
    }
}
