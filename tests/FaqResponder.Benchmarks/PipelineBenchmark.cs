using Dapper;

using FaqResponder.Core.Ledger;
using FaqResponder.Support;
using FaqResponder.Worker;

using MailKit;
using MailKit.Search;

using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.Benchmarks;

/// <summary>
/// The whole service on a full mailbox, from its start until every mail is answered, copied and flagged, beside a bare MailKit loop on an equal one.
/// </summary>
internal static class PipelineBenchmark
{
    private const int WarmUp = 150;

    public static async Task<int> RunAsync(int mails, int rounds)
    {
        await using var server = new MailServer();
        await server.InitializeAsync();
        await BareAsync(server, WarmUp);
        await ServiceAsync(server, WarmUp);
        List<(double Seconds, double Cpu)> bare = [], service = [];
        for (var round = 0; round < rounds; round++)
        {
            bare.Add(await BareAsync(server, mails));
            service.Add(await ServiceAsync(server, mails));
            Console.WriteLine(
                $"round {round + 1}: bare loop {bare[^1].Seconds:0.00} s (processor {bare[^1].Cpu:0.00} s), "
                + $"service {service[^1].Seconds:0.00} s (processor {service[^1].Cpu:0.00} s), ratio {bare[^1].Seconds / service[^1].Seconds:0.00}");
        }

        Figures.Print(new
        {
            benchmark = "pipeline",
            mails,
            rounds,
            bareSeconds = Figures.Rounded(Figures.Median(bare.Select(b => b.Seconds))),
            serviceSeconds = Figures.Rounded(Figures.Median(service.Select(s => s.Seconds))),
            barePerSecond = Figures.Rounded(mails / Figures.Median(bare.Select(b => b.Seconds)), 1),
            servicePerSecond = Figures.Rounded(mails / Figures.Median(service.Select(s => s.Seconds)), 1),
            bareProcessorMillisecondsPerMail = Figures.Rounded(Figures.Median(bare.Select(b => b.Cpu)) / mails * 1000),
            serviceProcessorMillisecondsPerMail = Figures.Rounded(Figures.Median(service.Select(s => s.Cpu)) / mails * 1000),
            ratio = Figures.Rounded(Figures.Median(bare.Zip(service, (b, s) => b.Seconds / s.Seconds))),
        });
        return 0;
    }

    private static async Task<(double Seconds, double Cpu)> BareAsync(MailServer server, int mails)
    {
        var (author, asker) = Prepare(server, mails);
        var figures = await MeasureAsync(() => BareLoop.RunAsync(server, author));
        await DeliveredAsync(server, asker, mails);
        return figures;
    }

    private static async Task<(double Seconds, double Cpu)> ServiceAsync(MailServer server, int mails)
    {
        var (author, asker) = Prepare(server, mails);
        await using var service = new Service(server, author);
        service.Settings = service.Settings with
        {
            Answering = service.Settings.Answering with { Thresholds = new(0, 0), Caps = new(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue) },
        };
        var rested = new TaskCompletionSource();
        var figures = await MeasureAsync(async () =>
        {
            await service.StartAsync();
            service.Parts.GetRequiredService<WorkProgress>().Rested = () => rested.TrySetResult();
            await rested.Task;
        });
        await CheckAsync(server, service, mails);
        await service.StopAsync();
        await DeliveredAsync(server, asker, mails);
        return figures;
    }

    // The processor time of this process says more than the clock where others work on the same machine.
    private static async Task<(double Seconds, double Cpu)> MeasureAsync(Func<Task> action)
    {
        var before = Environment.CpuUsage.TotalTime;
        var seconds = await Figures.TimeAsync(action);
        return (seconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    private static (MailAccount Author, MailAccount Asker) Prepare(MailServer server, int mails)
    {
        var (author, asker) = (server.NewAccount(), server.NewAccount("lea", "client.test"));
        MaildirFolder.Fill(server.MaildirOf(author), Asked.Mails(asker, author, mails));
        return (author, asker);
    }

    // What is not all done was not measured.
    private static async Task CheckAsync(MailServer server, Service service, int mails)
    {
        var counts = service.Ledger.Counts();
        using var database = service.Database.Open();
        var filed = await database.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM outbox WHERE step = 'Done' AND copied_at IS NOT NULL AND flagged_at IS NOT NULL");
        using var hers = await server.SignInAsync(service.Author);
        await hers.Inbox!.OpenAsync(FolderAccess.ReadOnly);
        var flagged = (await hers.Inbox.SearchAsync(SearchQuery.Answered)).Count;
        var sent = await hers.GetFolderAsync("Sent");
        await sent.OpenAsync(FolderAccess.ReadOnly);
        if (counts.GetValueOrDefault(MailState.Answered) != mails || filed != mails || flagged != mails || sent.Count != mails)
        {
            Console.WriteLine($"NOT ALL DONE: {string.Join(", ", counts)}; filed {filed}, flagged {flagged}, copies {sent.Count} of {mails}\n{service.JournalText}");
            foreach (var entry in service.Ledger.List(mails).Where(e => e.State is not MailState.Answered).Take(3)) Console.WriteLine($"{entry.State}: {entry.Reason.Words.English}");
        }
    }

    // The servers still deliver when the last reply is accepted; the next one measured must not pay for it.
    private static async Task DeliveredAsync(MailServer server, MailAccount asker, int mails)
    {
        using var theirs = await server.SignInAsync(asker);
        await theirs.Inbox!.OpenAsync(FolderAccess.ReadOnly);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        while (theirs.Inbox.Count < mails && await timer.WaitForNextTickAsync()) await theirs.NoOpAsync();
    }
}
