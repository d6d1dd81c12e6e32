using FaqResponder.Core.Deciding;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Review;

/// <summary>Waiting mails that ask the same thing.</summary>
/// <param name="Id">The number of its oldest mail, by which it is addressed.</param>
/// <param name="Mails">Its mails, oldest first.</param>
internal sealed record TrayGroup(long Id, IReadOnlyList<TrayEntry> Mails)
{
    /// <summary>The mail whose question stands for all.</summary>
    public required TrayEntry Head { get; init; }
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
    private (long, long)? _version;
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
                    var all = waiting.All();
                    (_contents, _version) = (new(all, Groups(all)), version);
                }

                return _contents;
            }
        }
    }

    /// <summary>Whether its suggestion is good enough to be laid ready.</summary>
    public bool IsReady(TrayEntry mail) => Asks(mail.Reason) && mail.Suggestion is { } best && best.Confidence >= settings.Answering.Thresholds.Draft;

    /// <summary>Whether it waits as a question does: newsletters, clients and thanks may look like one, and are answered by themselves if at all.</summary>
    internal static bool Asks(Reason reason) => reason switch
    {
        { Because: Because.Screened, Details: [var rule, ..] } => rule is "N8" or "N16" or "N20",
        {
            Because: Because.Unsure or Because.DraftReady or Because.WouldAnswer or Because.NothingClose or Because.OneQuestionOpen or Because.NoPosts or Because.Paused or Because.CapReached
                or Because.HeldUp or Because.PostHeld or Because.Withdrawn or Because.OpenedMeanwhile or Because.MovedMeanwhile
        } => true,
        _ => false,
    };

    private IReadOnlyList<TrayGroup> Groups(IReadOnlyList<TrayEntry> all) =>
        [.. all.GroupBy(m => IsReady(m) ? m.Suggestion!.Value.PostId : $"#{m.Id}").Select(g => new TrayGroup(g.First().Id, [.. g]) { Head = g.First() })];
}
