using System.Diagnostics;
using System.Text.Json;

using FaqResponder.Core.Deciding;
using FaqResponder.Support;

namespace FaqResponder.Benchmarks;

/// <summary>
/// A back-test over a year of mail of which the truth is known: how long it takes, in how much memory, beside one over the tenth part; and whether the precision that it finds
/// among the mails that she answered holds the true one, over all mails, in its interval.
/// </summary>
internal static class BacktestBenchmark
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(500);

    public static async Task<int> RunAsync(int mails, bool built)
    {
        var program = built ? Published.Built : await Published.BuildAsync();
        await using var server = new MailServer();
        await server.InitializeAsync();
        var few = await MeasureAsync(program, server, mails / 10);
        var all = await MeasureAsync(program, server, mails);
        Figures.Print(new { benchmark = "backtest", few, all });
        return 0;
    }

    private static async Task<object> MeasureAsync(Published program, MailServer server, int mails)
    {
        var author = server.NewAccount();
        await using var service = new Service(server, author, Mode.Draft);
        service.Settings = service.Settings with { Answering = service.Settings.Answering with { Precision = 0.951 } };
        var year = new PastYear(Root.Corpora, mails, 365);
        year.WriteMails(server.MaildirOf(author), author.Address);
        Directory.Delete(service.PostsFolder, recursive: true);
        year.WritePosts(service.PostsFolder);
        var watch = Stopwatch.StartNew();
        var (output, peaks) = await program.WatchAsync(Support.Program.EnvironmentOf(service), Often, "backtest", "--since", "366d", "--json");
        var seconds = watch.Elapsed.TotalSeconds;
        var report = JsonDocument.Parse(output).RootElement;
        var truth = year.Mails.ToDictionary(m => m.MessageId);
        var posts = Posts(service.PostsFolder);
        var sure = report.GetProperty("replayed").EnumerateArray().Where(m => m.GetProperty("sure").GetBoolean()).ToList();
        var right = sure.Count(m => m.GetProperty("posts").EnumerateArray().All(p => Truth(truth[m.GetProperty("messageId").GetString()!], posts).Contains(p.GetString()!)));
        var known = (double)right / Math.Max(1, sure.Count);
        var found = report.GetProperty("sure");
        var (low, high) = (found.GetProperty("low").GetDouble(), found.GetProperty("high").GetDouble());
        Console.WriteLine($"{mails} mails in {seconds:0} s; at most {peaks.Max()} MB, after a quarter of the time {peaks[peaks.Count / 4]} MB; known precision {known:0.0000} of {sure.Count}, found {found.GetProperty("precision").GetDouble():0.0000} ({low:0.0000} to {high:0.0000}) of {found.GetProperty("judged").GetInt32()}");
        return new
        {
            mails,
            seconds = Figures.Rounded(seconds, 1),
            peakMegabytes = peaks.Max(),
            quarterMegabytes = peaks[peaks.Count / 4],
            endMegabytes = peaks[^1],
            sure = sure.Count,
            knownPrecision = Figures.Rounded(known, 4),
            foundPrecision = Figures.Rounded(found.GetProperty("precision").GetDouble(), 4),
            low = Figures.Rounded(low, 4),
            high = Figures.Rounded(high, 4),
            within = known >= low && known <= high,
            coverage = Figures.Rounded(report.GetProperty("coverage").GetDouble(), 3),
            sent = report.GetProperty("sent").GetProperty("inAll").GetInt32(),
        };
    }

    // What she would have sent: nothing that she had not written yet.
    private static IReadOnlyList<string> Truth(YearMail mail, Dictionary<string, DateOnly> published)
    {
        var answered = DateOnly.FromDateTime((mail.AnsweredAt ?? mail.At.AddHours(36)).UtcDateTime);
        return mail.Truth.All(p => published.TryGetValue(p, out var day) && day < answered) ? mail.Truth : [];
    }

    private static Dictionary<string, DateOnly> Posts(string folder) => Directory.GetFiles(folder).ToDictionary(
        f => Path.GetFileNameWithoutExtension(f), f => DateOnly.Parse(File.ReadLines(f).First(l => l.StartsWith("published: ", StringComparison.Ordinal))["published: ".Length..]));
}
