using System.Net;
using System.Text.RegularExpressions;

using FaqResponder.Support;

namespace FaqResponder.Benchmarks;

/// <summary>
/// The author's page of the published service (or of the built one), on a ledger with very much mail: how long each page takes from request to its last byte, over one connection
/// that is kept open, and how heavy it is. The times are in milliseconds. Beside the page's style sheet from the same server, which is what ASP.NET Core takes for a file from memory.
/// </summary>
internal static partial class PageBenchmark
{
    private const int KnownPosts = 200;

    public static async Task<int> RunAsync(bool built, int mails, int waiting, int rounds)
    {
        var published = built ? Published.Built : await Published.BuildAsync();
        using var folder = new TempFolder();
        var environment = Support.Program.Local(folder);
        environment["FAQRESPONDER__REVIEWPAGE__LISTEN"] = "localhost:0";
        var posts = SyntheticPosts.Deal(KnownPosts);
        SyntheticPosts.Write(folder["posts"], posts);
        Console.WriteLine($"filling a ledger with {mails} mails…");
        PageLedger.Fill(new(folder.Path), posts, mails, waiting);
        var (process, link) = await published.ServePageAsync(environment);
        using (process)
        {
            var visit = await PageVisit.BeginAsync(link, process);
            var reports = await MeasureAsync(visit, rounds);
            await Published.StopAsync(process);
            Tell(reports, visit.Extras, mails, waiting, rounds);
        }

        return 0;
    }

    private static async Task<List<PageReport>> MeasureAsync(PageVisit visit, int rounds)
    {
        var tray = await visit.GetAsync("/");
        var (mail, group) = (Number(MailLink(), tray.Text), Number(GroupLink(), tray.Text));
        List<PageReport> reports = [new("/", tray), .. await OthersAsync(visit, mail, group)];
        var style = new PageReport(visit.Style, await visit.GetAsync(visit.Style));
        var gesture = new PageReport("POST: close a mail", null);
        var after = new PageReport("/ after a gesture", null);
        var undo = new PageReport("POST: undo it", null);
        for (var round = 0; round < rounds; round++)
        {
            // In turn, so that whatever else the machine does meets all alike.
            foreach (var report in reports.Append(style)) report.Add(await visit.GetAsync(report.Address));
            var closed = await visit.CloseAsync(mail);
            gesture.Add(closed.Answer);
            after.Add(await visit.GetAsync("/"));
            undo.Add(await visit.UndoAsync(closed.Gesture));
            // It settles, so that the next round begins as this one did.
            await visit.GetAsync("/");
        }

        return [.. reports, gesture, after, undo, style];
    }

    private static async Task<List<PageReport>> OthersAsync(PageVisit visit, string mail, string group)
    {
        var reports = new List<PageReport>();
        string[] addresses =
        [
            "/?q=assurance", "/?order=new", "/?p=20", $"/mail/{mail}", $"/group/{group}", $"/mail/{mail}/preview", "/answered", "/posts", "/posts/post-00007", "/figures", "/figures?weeks=4", "/figures?weeks=52",
            "/state", "/keys", "/login",
        ];
        foreach (var address in addresses)
        {
            var first = await visit.GetAsync(address);
            if (first.Status is HttpStatusCode.OK) reports.Add(new(address, first));
            else Console.WriteLine($"  {address}: {(int)first.Status}, left out");
        }

        return reports;
    }

    private static void Tell(List<PageReport> reports, long extras, int mails, int waiting, int rounds)
    {
        var bare = reports[^1];
        Console.WriteLine($"{"page",-22} {"first",8} {"median",8} {"p95",8} {"CPU",8} {"bytes",9} {"with style and script",22}");
        foreach (var report in reports)
        {
            Console.WriteLine($"{report.Address.Split('/')[^1] switch { "page.css" => "page.css (bare)", _ => report.Address },-22} {report.First,8:0.0} {report.Median,8:0.0} {report.P95,8:0.0} {report.Processor,8:0.0} {report.Bytes,9} {(report == bare ? 0 : report.Bytes + extras),22}");
        }

        var slowest = reports.MaxBy(r => r.Median)!;
        Figures.Print(new
        {
            benchmark = "page",
            mails,
            waiting,
            rounds,
            bareMedianMilliseconds = Figures.Rounded(bare.Median, 2),
            slowest = slowest.Address,
            slowestMedianMilliseconds = Figures.Rounded(slowest.Median, 1),
            slowestProcessorMilliseconds = Figures.Rounded(reports.Max(r => r.Processor), 1),
            slowestP95Milliseconds = Figures.Rounded(reports.Max(r => r.P95), 1),
            slowestFirstMilliseconds = Figures.Rounded(reports.Max(r => r.First), 1),
            heaviestBytes = reports.Max(r => r.Bytes) + extras,
            ratio = Figures.Rounded(slowest.Median / bare.Median, 1),
            pages = reports.ToDictionary(r => r.Address, r => new
            {
                first = Figures.Rounded(r.First, 1),
                median = Figures.Rounded(r.Median, 1),
                p95 = Figures.Rounded(r.P95, 1),
                processor = Figures.Rounded(r.Processor, 1),
                bytes = r.Bytes,
                ratio = Figures.Rounded(r.Median / bare.Median, 1),
            }),
        });
    }

    private static string Number(Regex link, string text) => link.Match(text) is { Success: true } found ? found.Groups[1].Value : "1";

    [GeneratedRegex("""href="/mail/(\d+)""")]
    private static partial Regex MailLink();

    [GeneratedRegex("""href="/group/(\d+)""")]
    private static partial Regex GroupLink();

    /// <summary>What was measured of one page.</summary>
    private sealed class PageReport(string address, PageAnswer? first)
    {
        private readonly List<double> _milliseconds = [];
        private readonly List<double> _processor = [];
        private double? _first = first?.Milliseconds;

        public string Address { get; } = address;

        public long Bytes { get; private set; } = first?.Bytes ?? 0;

        public double First => _first ?? 0;

        public double Median => Figures.Median(_milliseconds);

        /// <summary>The time that a processor spent on it, on average: what else the machine does has no part in it.</summary>
        public double Processor => _processor.Average();

        public double P95 => Figures.Percentile(_milliseconds, 0.95);

        public void Add(PageAnswer answer)
        {
            Bytes = Math.Max(Bytes, answer.Bytes);
            if (_first is null)
            {
                _first = answer.Milliseconds;
                return;
            }

            _milliseconds.Add(answer.Milliseconds);
            _processor.Add(answer.Processor);
        }
    }
}
