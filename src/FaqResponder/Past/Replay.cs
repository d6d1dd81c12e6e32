using FaqResponder.Core.Learning;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Posts;
using FaqResponder.Core.Screening;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

namespace FaqResponder.Past;

/// <summary>
/// Lets mails of the past arrive once more, and the author's replies to them, in a ledger of its own and by the same parts as the service: they are decided by the posts that
/// were published on the day, and by what she had answered until then. Replies are recorded as sent when their time has come; none goes out.
/// </summary>
internal sealed class Replay(
    MailLedger ledger, ReplayLedger record, Responder responder, OwnReplies replies, PostShelf shelf, Switches switches, ReplayClock clock, FaqSettings settings)
{
    // An index takes its measures from the posts that it begins with; so much more, and it is made anew.
    private const double Grown = 1.1;

    private readonly List<Post> _published = [];
    private List<Post> _coming = [];
    private IReadOnlyList<Post> _all = [];
    private int _filled;
    private DateTimeOffset _resumedAt;

    /// <summary>Begins with the posts that were published before a moment; the others follow on their days.</summary>
    public void Begin(IReadOnlyList<Post> posts, DateTimeOffset moment)
    {
        clock.MoveTo(moment);
        _all = posts;
        _coming = [.. posts.OrderBy(p => p.Published ?? DateOnly.MinValue)];
        Publish();
        if (_filled == 0) Fill();
    }

    /// <summary>A mail arrives and is decided.</summary>
    public void Receive(string mailbox, PastPlace place, IncomingMail mail)
    {
        Pass(mailbox, mail.ArrivedAt);
        Publish();
        ledger.TakeIn(mailbox, Validity(place), [new(place.Uid, mail)]);
        responder.DecideAll(mailbox);
    }

    /// <summary>She replies to a mail.</summary>
    public void Reply(string mailbox, PastPlace place, IncomingMail sent)
    {
        Pass(mailbox, sent.SentAt());
        var policy = settings.Screening.Policy(settings.Author, DateTimeOffset.MinValue, long.MaxValue);
        if (sent.Unreadable is not null || ScreeningRules.IsByMachine(sent, policy) || record.MailAt(mailbox, Validity(place), place.Uid) is not { } mail) return;
        if (replies.Record(mail, sent, OwnReply.Read(sent, _all, draft: null))) shelf.Learn();
    }

    /// <summary>Time passes: what was held goes out, and a pause that a cap brought ends with the day, as if she had looked.</summary>
    public void Pass(string mailbox, DateTimeOffset moment)
    {
        record.SendDue(mailbox, moment);
        clock.MoveTo(moment);
        if (moment - _resumedAt < TimeSpan.FromDays(1)) return;
        if (switches.Paused) switches.Paused = false;
        _resumedAt = moment;
    }

    // Nobody knows at what hour a post was published: it counts from the next day on.
    private void Publish()
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var due = _coming.TakeWhile(p => p.Published is not { } day || day < today).ToList();
        if (due.Count == 0) return;
        _coming.RemoveRange(0, due.Count);
        _published.AddRange(due);
        if (_published.Count >= Grown * _filled) Fill();
        else shelf.Add(due);
    }

    private void Fill()
    {
        shelf.Fill(_published);
        _filled = Math.Max(1, _published.Count);
    }

    // The folders of the past stand beside each other in this ledger.
    private static long Validity(PastPlace place) => -1 - place.Folder;
}
