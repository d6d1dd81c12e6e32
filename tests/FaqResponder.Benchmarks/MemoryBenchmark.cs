using System.Diagnostics;

using FaqResponder.Support;

namespace FaqResponder.Benchmarks;

/// <summary>The published service on a mailbox full of history, beside the same on an empty one: memory, and the time until a new mail is decided.</summary>
internal static class MemoryBenchmark
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(12);

    public static async Task<int> RunAsync(int mails)
    {
        var published = await Published.BuildAsync();
        await using var server = new MailServer();
        await server.InitializeAsync();
        // The first one pays for what is on disk only.
        await MeasureAsync(published, server, 0);
        var (empty, emptySeconds) = await MeasureAsync(published, server, 0);
        var (full, fullSeconds) = await MeasureAsync(published, server, mails);
        Console.WriteLine($"empty: {empty}, decided after {emptySeconds:0.00} s; {mails} old mails: {full}, decided after {fullSeconds:0.00} s");
        Figures.Print(new
        {
            benchmark = "memory",
            mails,
            peakMegabytes = full.Peak,
            settledMegabytes = full.Resident,
            firstDecisionSeconds = Figures.Rounded(fullSeconds, 2),
            emptyPeakMegabytes = empty.Peak,
            emptySettledMegabytes = empty.Resident,
            emptyFirstDecisionSeconds = Figures.Rounded(emptySeconds, 2),
            ratio = Figures.Rounded(full.Peak / empty.Peak, 2),
        });
        return 0;
    }

    private static async Task<(Footprint, double)> MeasureAsync(Published published, MailServer server, int mails)
    {
        var (author, asker) = (server.NewAccount(), server.NewAccount("lea", "client.test"));
        MaildirFolder.FillWithHistory(server.MaildirOf(author), Asked.Mails(asker, author, mails, attachments: false));
        await using var service = new Service(server, author);
        service.Database.Migrate();
        var watch = Stopwatch.StartNew();
        using var process = published.Serve(service);
        await server.DeliverAsync(author, Mails.From(asker, author, "Assurance", Posts.InsuranceQuestion));
        await Waiting.ForDecisionAsync(service);
        var seconds = watch.Elapsed.TotalSeconds;
        await Task.Delay(Settling);
        var footprint = Footprint.Of(process);
        await Published.StopAsync(process);
        return (footprint, seconds);
    }
}
