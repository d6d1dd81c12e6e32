using System.Globalization;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Learning;
using FaqResponder.Core.Replies;
using FaqResponder.Hosting;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.Past;

/// <summary>The time that is replayed.</summary>
/// <param name="LearnSince">From when on what she answered is learned from, as if <c>learn</c> had been run on the first day; not after <paramref name="Since"/>.</param>
/// <param name="Folders">Folders with received mail beside the one that is read.</param>
internal sealed record BacktestPeriod(DateTimeOffset LearnSince, DateTimeOffset Since, IReadOnlyList<string> Folders);

/// <summary>
/// Replays the mail of the past through the service as it would have been on each day, and compares with what the author did. It works in a ledger of its own, which it removes
/// in the end; it sends nothing and changes nothing in the mailbox. Broken off, it goes on where it stopped.
/// </summary>
internal sealed class Backtest(MailboxFactory mailboxes, PostStore posts, FaqSettings settings, TimeProvider clock)
{
    private const int Window = 100;
    private const int LongestReply = 300;
    private const string Plan = "replay.txt";

    /// <summary>Where the ledger of a replay lies while it lasts.</summary>
    public static string FolderIn(string dataFolder) => Path.Combine(dataFolder, "backtest");

    /// <summary>Removes what a replay left that was broken off: it holds copies of mails.</summary>
    public static void RemoveLeftovers(string dataFolder)
    {
        if (!Directory.Exists(FolderIn(dataFolder))) return;
        SqliteConnection.ClearAllPools();
        Directory.Delete(FolderIn(dataFolder), recursive: true);
    }

    public async Task<BacktestReport> RunAsync(BacktestPeriod period, IProgress<PastProgress> progress, CancellationToken token)
    {
        var published = posts.PublishedAsOf(period.Since);
        var folder = FolderIn(settings.DataFolder);
        Prepare(folder, period);
        BacktestReport report;
        await using (var parts = ServiceHost.ReplayParts(settings with { Mode = Mode.Answer, DataFolder = folder }, new ReplayClock(period.Since)))
        {
            parts.GetRequiredService<Database>().Migrate();
            parts.GetRequiredService<PostStore>().Take("backtest", published, new HashSet<string>(), absentIsGone: true);
            await using var mailbox = mailboxes.CreateReadOnly();
            var mails = await PastCorrespondence.OpenAsync(mailbox, settings, period.Folders, period.LearnSince, token);
            var until = await ReplayAsync(mails, period, parts, progress, token);
            report = Compare(parts.GetRequiredService<ReplayLedger>(), published.ToDictionary(p => p.Id, p => p.Title), period.Since, until);
        }

        RemoveLeftovers(settings.DataFolder);
        return report;
    }

    /// <summary>Makes the folder, or finds it as an earlier run of the same replay left it.</summary>
    private void Prepare(string folder, BacktestPeriod period)
    {
        var plan = string.Join('\n', [
            period.LearnSince.ToString("O", CultureInfo.InvariantCulture), period.Since.ToString("O", CultureInfo.InvariantCulture), posts.Version(), settings.Answering.ToString(), settings.Screening.Unauthenticated.ToString(), .. period.Folders]);
        var file = Path.Combine(folder, Plan);
        if (File.Exists(file) && File.ReadAllText(file) == plan) return;
        RemoveLeftovers(settings.DataFolder);
        PrivateFiles.Prepare(Path.Combine(folder, "faqresponder.db"));
        PrivateFiles.Write(file, plan);
    }

    private async Task<DateTimeOffset> ReplayAsync(PastCorrespondence mails, BacktestPeriod period, ServiceProvider parts, IProgress<PastProgress> progress, CancellationToken token)
    {
        var threads = new PastThreads<PastPlace>();
        var found = new List<Event>();
        await foreach (var (place, header) in mails.ReceivedAsync(progress, token))
        {
            threads.Add(place, header);
            if (header.ArrivedAt >= period.Since) found.Add(new(header.ArrivedAt, place, null));
        }

        var pairs = await mails.PairsAsync(threads, progress, token);
        found.AddRange(pairs.Where(p => p.SentAt >= period.Since).Select(p => new Event(p.SentAt, p.Received, p.SentUid)));
        // In the same second, a mail arrives before it is replied to; the rest only so that each run has the same order.
        var events = found.OrderBy(e => e.At).ThenBy(e => e.SentUid is not null).ThenBy(e => e.Received.Folder).ThenBy(e => e.Received.Uid + e.SentUid, StringComparer.Ordinal).ToList();
        var (replay, record) = (parts.GetRequiredService<Replay>(), parts.GetRequiredService<ReplayLedger>());
        var before = record.ReplayedUntil;
        if (before is null)
        {
            var learn = parts.GetRequiredService<LearnFromPast>();
            parts.GetRequiredService<PostShelf>().Fill(parts.GetRequiredService<PostStore>().Published());
            await learn.LearnAsync(mails, [.. pairs.Where(p => p.SentAt < period.Since)], progress, token);
            learn.Habits(mails.Mailbox);
            record.RecordReplayed(period.Since);
        }

        replay.Begin(parts.GetRequiredService<PostStore>().Published(), before ?? period.Since);
        var first = events.FindIndex(e => before is null || e.At >= before);
        for (var done = first < 0 ? events.Count : first; done < events.Count;)
        {
            var window = events.GetRange(done, Math.Min(Window, events.Count - done));
            await ReplayAsync(mails, window, replay, token);
            record.RecordReplayed(window[^1].At);
            Checkpoints.Pass(Checkpoint.PastReplayed);
            progress.Report(new(PastStep.Replaying, done += window.Count, events.Count));
        }

        replay.Pass(mails.Mailbox, clock.GetUtcNow());
        return clock.GetUtcNow();
    }

    private static async Task ReplayAsync(PastCorrespondence mails, List<Event> window, Replay replay, CancellationToken token)
    {
        var received = await mails.FetchReceivedAsync(window.Where(e => e.SentUid is null).Select(e => e.Received), token);
        var sent = await mails.FetchSentAsync(window.Select(e => e.SentUid).OfType<string>(), token);
        foreach (var (_, place, uid) in window)
        {
            token.ThrowIfCancellationRequested();
            if (uid is null && received.TryGetValue(place, out var mail)) replay.Receive(mails.Mailbox, place, mail);
            else if (uid is not null && sent.TryGetValue(uid, out var reply)) replay.Reply(mails.Mailbox, place, reply);
        }
    }

    private BacktestReport Compare(ReplayLedger record, Dictionary<string, string> titles, DateTimeOffset since, DateTimeOffset until)
    {
        var all = record.All();
        var answered = all.Where(m => m.AnsweredAt is not null).ToList();
        var withPost = answered.Where(m => m.Told.Count > 0).ToList();
        var sure = all.Where(m => BacktestReport.IsSure(m.Decided)).ToList();
        var judged = sure.Where(m => m.AnsweredAt is not null).ToList();
        var waited = judged.Where(IsRight).Select(m => m.AnsweredAt!.Value - m.ArrivedAt - settings.Answering.HoldTime).Where(t => t > TimeSpan.Zero).Order().ToList();
        return new(since, until)
        {
            Mails = all.Count,
            Filed = all.Count(m => m.Best is null && m.Ready.Count == 0 && m.Decided is Because.Screened or Because.BounceOfReply or Because.ComplaintOfReply),
            Answered = answered.Count,
            WithPost = withPost.Count,
            Sure = Record(judged, IsRight),
            SureInAll = sure.Count,
            Out = Record(judged.Where(m => m.Decided is Because.Sure), IsRight),
            OutInAll = sure.Count(m => m.Decided is Because.Sure),
            First = Record(withPost, m => m.PlaceOfTold is 0),
            AmongThree = Record(withPost, m => m.PlaceOfTold is < 3),
            Waited = waited.Count > 0 ? (waited[waited.Count / 2], waited.Aggregate(TimeSpan.Zero, (sum, t) => sum + t)) : default,
            Threshold = settings.Answering.Thresholds.Answer,
            Curve = RiskCoverage.Curve(answered.Where(MayGoOut).Select(m => (m.Best!.Value.Confidence, IsRight(m))), answered.Count),
            Replayed = all,
            Disagreements = [.. answered.Where(m => m.Ready.Count > 0 && !IsRight(m)).OrderByDescending(m => BacktestReport.IsSure(m.Decided)).ThenByDescending(m => m.Best?.Confidence).Select(m => Describe(m, record.Words(m.Id), titles))],
        };
    }

    // What would go out if less confidence were enough: what waits for other reasons would go on waiting.
    private static bool MayGoOut(ReplayedMail mail) => mail.Best is not null && (BacktestReport.IsSure(mail.Decided) || mail.Decided is Because.Unsure);

    private static bool IsRight(ReplayedMail mail) => (mail.Ready.Count > 0 ? mail.Ready : [mail.Best?.PostId ?? ""]).All(mail.Told.Contains);

    private static TrackRecord Record(IEnumerable<ReplayedMail> mails, Func<ReplayedMail, bool> isRight) => mails.Aggregate(default(TrackRecord), (sum, m) => new(sum.Right + (isRight(m) ? 1 : 0), sum.Judged + 1));

    private static Disagreement Describe(ReplayedMail mail, ReplayedWords words, Dictionary<string, string> titles) => new(
        mail.ArrivedAt, words.Asker, words.Subject, words.Asked.Split('\n')[0], BacktestReport.IsSure(mail.Decided), [.. mail.Ready.Select(p => titles.GetValueOrDefault(p, p))], mail.Best?.Confidence ?? 0,
        [.. mail.Told.Select(p => titles.GetValueOrDefault(p, p))], Excerpt.Of(words.Reply.Trim(), LongestReply));

    /// <summary>A mail arrives, or she replies to it.</summary>
    /// <param name="SentUid">Her reply; <see langword="null"/> when the mail arrives.</param>
    private sealed record Event(DateTimeOffset At, PastPlace Received, string? SentUid);
}
