using FaqResponder.Core.Grouping;
using FaqResponder.Core.Posts;
using FaqResponder.Storage;

namespace FaqResponder.Review;

/// <summary>A question that no post answers, and who asked it.</summary>
/// <param name="Head">The mail that is nearest to all of them.</param>
/// <param name="Mails">All of them, the newest first.</param>
internal sealed record Gap(UnansweredMail Head, IReadOnlyList<UnansweredMail> Mails)
{
    /// <summary>The number of its oldest mail, by which it is named; that of any other finds it as well.</summary>
    public long Id => Mails.Min(m => m.Id);

    /// <summary>How many different people asked; mails that don't tell who wrote them are each somebody's.</summary>
    public int People => Mails.Select(m => m.Asker.Length > 0 ? m.Asker : $"{m.Id}").Distinct().Count();

    /// <summary>How many of them the author answered in words of her own.</summary>
    public int InHerWords => Mails.Count(m => m.InHerWords);

    /// <summary>When it was asked last.</summary>
    public DateTimeOffset LastAt => Mails[0].ArrivedAt;

    /// <summary>Other sentences in which it was asked, the newest first, each of another mail.</summary>
    public IReadOnlyList<string> Samples(int most) =>
        [.. Mails.Where(m => m != Head).Select(m => m.Question).Where(q => PhrasingText.Key(q) != PhrasingText.Key(Head.Question)).DistinctBy(PhrasingText.Key).Take(most)];
}

/// <summary>The gaps of a time.</summary>
/// <param name="Mails">How many mails they were found among.</param>
/// <param name="All">The gaps, those that most people asked about first, of equals the newest.</param>
internal sealed record GapList(int Mails, IReadOnlyList<Gap> All)
{
    /// <summary>The gap of a mail; <see langword="null"/> where a post answered it, or it is none of that time.</summary>
    public Gap? Of(long mail) => All.FirstOrDefault(g => g.Mails.Any(m => m.Id == mail));
}

/// <summary>What the author may write next: the questions that no post answers, those that ask the same put together.</summary>
/// <remarks>Where there are many, kept for a minute while mails take their steps; and always for as long as none does.</remarks>
internal sealed class Gaps(Figures figures, TimeProvider clock)
{
    /// <summary>So many of the newest mails are looked at: grouping takes the longer the more there are.</summary>
    public const int MostMails = 1000;

    // So few are grouped at each look: who has just begun sees at once what came in.
    private const int Few = 100;

    private static readonly TimeSpan Keeps = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<DateTimeOffset, (long Step, long At, GapList List)> _kept = [];
    private Dictionary<UnansweredMail, PreparedMail> _prepared = [];
    private (IReadOnlyList<UnansweredMail> Mails, GapList List) _last = ([], new(0, []));

    /// <summary>The gaps among the newest mails since a moment.</summary>
    public GapList Since(DateTimeOffset since)
    {
        lock (_gate)
        {
            var step = figures.LastStep();
            if (_kept.TryGetValue(since, out var kept) && (kept.Step == step || (kept.List.Mails > Few && clock.GetElapsedTime(kept.At) < Keeps))) return kept.List;
            var mails = figures.Unanswered(since, MostMails);
            // Where there is very much mail, the newest of a month and of a year are the same.
            if (!mails.SequenceEqual(_last.Mails)) _last = (mails, Find(mails));
            foreach (var old in _kept.Where(k => clock.GetElapsedTime(k.Value.At) > Keeps).Select(k => k.Key).ToList()) _kept.Remove(old);
            _kept[since] = (step, clock.GetTimestamp(), _last.List);
            return _last.List;
        }
    }

    private GapList Find(IReadOnlyList<UnansweredMail> mails)
    {
        var byId = mails.ToDictionary(m => m.Id);
        _prepared = mails.ToDictionary(m => m, m => _prepared.GetValueOrDefault(m) ?? PreparedMail.Of(new(m.Id, m.Language, m.Subject, m.Asked.Split('\n'))));
        var groups = MailGrouper.Group(_prepared.Values).All.Select(g => new Gap(byId[g.Medoid.Id], [.. g.Mails.Select(m => byId[m.Id]).OrderByDescending(m => m.ArrivedAt)]));
        return new(mails.Count, [.. groups.OrderByDescending(g => g.Mails.Count).ThenByDescending(g => g.Mails[0].ArrivedAt)]);
    }
}
