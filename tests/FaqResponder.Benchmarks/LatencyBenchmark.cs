using System.Diagnostics;

using Dapper;

using FaqResponder.Support;

namespace FaqResponder.Benchmarks;

/// <summary>
/// How long an asker waits: mails delivered one after another by LMTP while the service idles on IMAP without a hold time, until the reply lies in the
/// asker's mailbox; for mails that no post answers, until their row waits in the queue. Beside a bare MailKit loop that idles, reads and replies.
/// </summary>
internal static class LatencyBenchmark
{
    private const int WarmUp = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(1);

    public static async Task<int> RunAsync(int mails)
    {
        await using var server = new MailServer();
        await server.InitializeAsync();
        await using var service = new Service(server, server.NewAccount());
        service.Settings = service.Settings with
        {
            // How often the mailbox is looked at without being told is of no account here: only IDLE can be as fast.
            Mailbox = service.Settings.Mailbox with { PollEvery = TimeSpan.FromMinutes(5) },
            Answering = service.Settings.Answering with { Caps = new(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue) },
        };
        await service.StartAsync();
        await Waiting.ForFirstLookAsync(service);
        var bareAuthor = server.NewAccount();
        using var stop = new CancellationTokenSource();
        var loop = BareIdleLoop.RunAsync(server, bareAuthor, stop.Token);

        List<double> bare = [], answered = [], queued = [];
        for (var i = 0; i < WarmUp + mails; i++)
        {
            // Taken in turn, so that whatever else the machine does meets all three alike.
            var (one, two, three) = (await ReplyAsync(server, bareAuthor), await ReplyAsync(server, service.Author), await QueueAsync(server, service, i));
            if (i < WarmUp) continue;
            bare.Add(one);
            answered.Add(two);
            queued.Add(three);
        }

        await stop.CancelAsync();
        await loop;
        Console.WriteLine($"bare loop to reply {Words(bare)}; service to reply {Words(answered)}; service to queue {Words(queued)}");
        Figures.Print(new
        {
            benchmark = "latency",
            mails,
            bareReplyMedianMilliseconds = Figures.Rounded(Figures.Median(bare), 1),
            bareReplyP99Milliseconds = Figures.Rounded(Figures.Percentile(bare, 0.99), 1),
            replyMedianMilliseconds = Figures.Rounded(Figures.Median(answered), 1),
            replyP99Milliseconds = Figures.Rounded(Figures.Percentile(answered, 0.99), 1),
            queueMedianMilliseconds = Figures.Rounded(Figures.Median(queued), 1),
            queueP99Milliseconds = Figures.Rounded(Figures.Percentile(queued, 0.99), 1),
            ratio = Figures.Rounded(Figures.Median(answered) / Figures.Median(bare), 2),
            ratioP99 = Figures.Rounded(Figures.Percentile(answered, 0.99) / Figures.Percentile(bare, 0.99), 2),
        });
        return 0;
    }

    /// <summary>From the moment at which the author's server has the question to the moment at which the asker's has the reply, in milliseconds.</summary>
    private static async Task<double> ReplyAsync(MailServer server, MailAccount author)
    {
        var asker = server.NewAccount("lea", "client.test");
        // Looked for as a file: a server tells an idle client of new mail up to half a second late, which would hide what is measured.
        var arrived = Path.Combine(server.MaildirOf(asker), "new");
        using var mail = Mails.From(asker, author, "Assurance", Posts.InsuranceQuestion);
        await server.DeliverAsync(author, mail);
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(LookEvery);
        while (!Directory.Exists(arrived) || !Directory.EnumerateFiles(arrived).Any())
        {
            if (watch.Elapsed > Patience) throw new TimeoutException($"No reply to {asker.Address} within {Patience}.");
            await timer.WaitForNextTickAsync();
        }

        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<double> QueueAsync(MailServer server, Service service, int number)
    {
        var subject = $"Crêpes {number}";
        using var mail = Mails.From(server.NewAccount("lea", "client.test"), service.Author, subject, Posts.UnknownQuestion);
        using var database = service.Database.Open();
        await server.DeliverAsync(service.Author, mail);
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(LookEvery);
        while (await database.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM mails WHERE subject = @subject AND state = 'Waiting'", new { subject }) == 0)
        {
            if (watch.Elapsed > Patience) throw new TimeoutException($"{subject} doesn't wait after {Patience}.");
            await timer.WaitForNextTickAsync();
        }

        return watch.Elapsed.TotalMilliseconds;
    }

    private static string Words(List<double> values) => $"{Figures.Median(values):0.0} ms (p99 {Figures.Percentile(values, 0.99):0.0} ms)";
}
