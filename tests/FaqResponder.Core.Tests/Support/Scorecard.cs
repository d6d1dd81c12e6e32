using FaqResponder.Core.Deciding;
using FaqResponder.Core.Matching;

namespace FaqResponder.Core.Tests.Support;

/// <summary>How well posts were found, and what would have gone out.</summary>
internal sealed class Scorecard
{
    private readonly List<double> _answerable = [];
    private readonly List<double> _others = [];
    private int _first;
    private int _amongThree;
    private int _right;

    /// <summary>The share of the mails that posts answer for which one of these stands first.</summary>
    public double First => (double)_first / _answerable.Count;

    /// <summary>The same for one of the first three.</summary>
    public double AmongThree => (double)_amongThree / _answerable.Count;

    /// <summary>The chance that a mail that posts answer is told surer than one that none answers (AUROC).</summary>
    public double Apart => _answerable.Average(p => _others.Average(q => p > q ? 1 : p < q ? 0 : 0.5));

    /// <summary>How many mails would be answered.</summary>
    public int Sent { get; private set; }

    /// <summary>How many mails that ask nothing of a blog would be answered: the worst that can happen.</summary>
    public int SentToOthers { get; private set; }

    /// <summary>The share of what is sent that answers all that is asked, with no stray post.</summary>
    public double Precision => (double)_right / Sent;

    public void Add(Corpus.LabelledMail mail, MailMatches matches, Decision decision)
    {
        var sure = matches.Best.Count > 0 ? matches.Best[0].Confidence : 0;
        if (mail.Kind is "answered" or "multi")
        {
            _answerable.Add(sure);
            if (matches.Best.Take(1).Any(IsRelevant)) _first++;
            if (matches.Best.Take(3).Any(IsRelevant)) _amongThree++;
        }
        else
        {
            _others.Add(sure);
        }

        if (decision is not Decision.Answer answer) return;
        Sent++;
        if (mail.Kind is "other") SentToOthers++;
        if (IsRight(mail, [.. answer.Posts.Select(p => p.Post.Id)])) _right++;

        bool IsRelevant(Match match) => mail.Relevant.Contains(match.Post.Id);
    }

    private static bool IsRight(Corpus.LabelledMail mail, List<string> sent)
    {
        if (sent.Exists(p => !mail.Relevant.Contains(p) && !mail.Also.Contains(p))) return false;
        return mail.Kind switch
        {
            "answered" => mail.Relevant.Contains(sent[0]),
            "multi" => mail.Relevant.All(sent.Contains),
            _ => false,
        };
    }
}
