using FaqResponder.Core.Grouping;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Review;

/// <summary>Waiting mails that ask the same thing, or may be answered by the same post.</summary>
/// <param name="Id">The number of its oldest mail, by which it is addressed.</param>
/// <param name="Mails">Its mails, oldest first.</param>
internal sealed record TrayGroup(long Id, IReadOnlyList<TrayEntry> Mails)
{
    /// <summary>The mail whose question stands for all.</summary>
    public required TrayEntry Head { get; init; }

    /// <summary>What of it lies in the tray, or else what was put off.</summary>
    public TrayGroup Shown(DateTimeOffset now, bool later) => this with { Mails = [.. Mails.Where(m => m.LaterAt > now == later)] };

    /// <summary>The mails of which it is sure enough that they ask the same as the head; of the others the author judges.</summary>
    public IReadOnlySet<long> Alike { get; init; } = new HashSet<long>();
}

/// <summary>The tray as it stood at a moment.</summary>
internal sealed class TrayContents(IReadOnlyList<TrayEntry> all, IReadOnlyList<TrayGroup> groups)
{
    private readonly Dictionary<long, TrayGroup> _groups = groups.SelectMany(g => g.Mails.Select(m => (m.Id, g))).ToDictionary(p => p.Id, p => p.g);

    /// <summary>All waiting mails, oldest first; those that were put off too.</summary>
    public IReadOnlyList<TrayEntry> All => all;

    /// <summary>The group that a mail belongs to; one of its own where nothing else asks the same.</summary>
    public TrayGroup? GroupOf(long mail) => _groups.GetValueOrDefault(mail);
}

/// <summary>The tray, kept while nothing changes: thousands of mails are grouped once, not at each look.</summary>
internal sealed class Tray(WaitingMails waiting, FaqSettings settings)
{
    private readonly Lock _gate = new();
    private (long Steps, long Questions)? _version;
    private Dictionary<long, (TrayEntry Entry, PreparedMail Prepared)> _prepared = [];
    private TrayContents _contents = new([], []);

    public TrayContents Contents
    {
        get
        {
            lock (_gate)
            {
                var version = waiting.Version();
                if (version != _version)
                {
                    var all = Read(version);
                    (_contents, _version) = (new(all, Left(all) ?? Groups(all)), version);
                }

                return _contents;
            }
        }
    }

    /// <summary>Whether its suggestion is good enough to be laid ready.</summary>
    public bool IsReady(TrayEntry mail) => mail.Reason.IsOfQuestion && mail.Suggestion is { } best && best.Confidence >= settings.Answering.Thresholds.Draft;

    // Of thousands of mails, nearly all stand as they stood.
    private IReadOnlyList<TrayEntry> Read((long Steps, long Questions) version)
    {
        if (_version is not { } known || known.Questions != version.Questions) return waiting.All();
        var (changed, fresh) = waiting.ChangedSince(known.Steps);
        var gone = changed.ToHashSet();
        return [.. _contents.All.Where(m => !gone.Contains(m.Id)).Concat(fresh).OrderBy(m => m.Id)];
    }

    /// <summary>
    /// The groups as they were, without the mails that have left: what each gesture does. <see langword="null"/> when anything else has changed. A group that has
    /// lost its head is made anew.
    /// </summary>
    private List<TrayGroup>? Left(IReadOnlyList<TrayEntry> all)
    {
        var entries = all.ToDictionary(m => m.Id);
        if (all.Any(m => !_prepared.TryGetValue(m.Id, out var known) || !IsSame(known.Entry, m) || known.Entry.Reason.Because != m.Reason.Because)) return null;
        var left = new List<TrayGroup>();
        foreach (var group in _contents.All.Select(m => _contents.GroupOf(m.Id)!).DistinctBy(g => g.Id))
        {
            List<TrayEntry> mails = [.. group.Mails.Where(m => entries.ContainsKey(m.Id)).Select(m => entries[m.Id])];
            if (mails.Count == 0) continue;
            if (!entries.TryGetValue(group.Head.Id, out var head)) return null;
            left.Add(group with { Id = mails[0].Id, Mails = mails, Head = head });
        }

        _prepared = all.ToDictionary(m => m.Id, m => (m, _prepared[m.Id].Prepared));
        return left;
    }

    private List<TrayGroup> Groups(IReadOnlyList<TrayEntry> all)
    {
        var entries = all.ToDictionary(m => m.Id);
        _prepared = all.ToDictionary(m => m.Id, m => (m, _prepared.TryGetValue(m.Id, out var known) && IsSame(known.Entry, m) ? known.Prepared : Prepared(m)));
        var alike = MailGrouper.Group(_prepared.Values.Where(p => p.Entry.Reason.IsOfQuestion).Select(p => p.Prepared)).All;
        // The author sees at once all that may be answered by one post; which of them surely ask the same, she is told.
        var near = alike.GroupBy(g => IsReady(entries[g.Medoid.Id]) ? entries[g.Medoid.Id].Suggestion!.Value.PostId : $"#{g.Medoid.Id}");
        return [.. near.Select(n => Together([.. n], entries)), .. all.Where(m => !m.Reason.IsOfQuestion).Select(m => new TrayGroup(m.Id, [m]) { Head = m })];
    }

    // The largest group of those that are alike speaks for all; of equals, the one that is surest of the post.
    private static TrayGroup Together(IReadOnlyList<MailGroup> groups, Dictionary<long, TrayEntry> entries)
    {
        var first = groups.MaxBy(g => (g.Mails.Count, g.Medoid.Confidence))!;
        List<TrayEntry> mails = [.. groups.SelectMany(g => g.Mails).Select(m => entries[m.Id]).OrderBy(m => m.Id)];
        return new(mails[0].Id, mails) { Head = entries[first.Medoid.Id], Alike = first.Mails.Select(m => m.Id).ToHashSet() };
    }

    private static PreparedMail Prepared(TrayEntry mail) => PreparedMail.Of(new(mail.Id, mail.Language, mail.Subject, mail.Asked.Split('\n'))
    {
        Post = mail.Suggestion?.PostId,
        Confidence = mail.Suggestion?.Confidence ?? 0,
    });

    private static bool IsSame(TrayEntry one, TrayEntry other) => (one.Asked, one.Subject, one.Suggestion) == (other.Asked, other.Subject, other.Suggestion);
}
