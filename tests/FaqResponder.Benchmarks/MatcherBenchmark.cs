using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;

namespace FaqResponder.Benchmarks;

/// <summary>
/// The matcher beside Lucene's index and BM25 on the same posts, mails and terms, searched once with the whole mail: on a blog of usual size by
/// BenchmarkDotNet, and on large ones, where the slowest mails, the memory and the building matter, by the clock.
/// </summary>
internal static class MatcherBenchmark
{
    public static int Run()
    {
        var (ours, theirs) = Throughput();
        Console.WriteLine($"50 posts: {ours:0.0} µs a mail (Lucene {theirs:0.0} µs), {theirs / ours:0.0} times its throughput");
        // Once for the compiler.
        _ = Measure(50, 2);
        var sizes = ((int Posts, int Phrasings)[])[(1000, 2), (10_000, 2), (10_000, 10)];
        Figures.Print(new
        {
            benchmark = "matcher",
            mails = MatcherThroughput.Count,
            matchMicroseconds = Figures.Rounded(ours, 1),
            luceneMicroseconds = Figures.Rounded(theirs, 1),
            ratio = Figures.Rounded(theirs / ours, 2),
            sizes = sizes.Select(s => Measure(s.Posts, s.Phrasings)).ToList(),
        });
        return 0;
    }

    private static (double Ours, double Theirs) Throughput()
    {
        var config = ManualConfig.CreateEmpty().AddLogger(NullLogger.Instance).WithOptions(ConfigOptions.DisableLogFile)
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(4).WithIterationCount(12));
        var summary = BenchmarkRunner.Run<MatcherThroughput>(config);
        return (Of(nameof(MatcherThroughput.Ours)), Of(nameof(MatcherThroughput.Lucene)));

        double Of(string method) => summary.Reports.Single(r => r.BenchmarkCase.Descriptor.WorkloadMethod.Name == method).ResultStatistics!.Median / 1000;
    }

    private static object Measure(int count, int phrasings)
    {
        var mails = MatcherThroughput.Mails();
        var posts = SyntheticPosts.Deal(count, phrasings);
        var (matcher, build, bytes) = Build(posts, p => new Matcher(p));
        var (lucene, luceneBuild, luceneBytes) = Build(posts, p => new LuceneYardstick(p));
        using var searched = lucene;
        List<double> ours = [], theirs = [];
        // The first round meets words that were never seen.
        for (var round = 0; round < 3; round++)
        {
            foreach (var (subject, reading) in mails)
            {
                var (our, their) = (Figures.Time(() => matcher.Match(subject, reading)), Figures.Time(() => lucene.Search($"{subject}\n{reading.Text}", reading.Language)));
                if (round == 0) continue;
                ours.Add(our * 1000);
                theirs.Add(their * 1000);
            }
        }

        var changes = posts.Take(100).Select(p => Figures.Time(() => matcher.Put(p with { Title = p.Title + " !" })) * 1000).ToList();
        var characters = posts.Sum(p => (long)p.Text.Length);
        Console.WriteLine(
            $"{count} posts ({characters / 1e6:0.0} M characters), {count * phrasings} phrasings: built in {build:0.00} s (Lucene {luceneBuild:0.00} s), {bytes / 1e6:0.0} MB (Lucene {luceneBytes / 1e6:0.0} MB), "
            + $"match {Figures.Median(ours):0.00} ms, p99 {Percentile99(ours):0.00} ms (Lucene {Figures.Median(theirs):0.00}, {Percentile99(theirs):0.00} ms), one post exchanged in {Figures.Median(changes):0.00} ms");
        return new
        {
            posts = count,
            phrasings = count * phrasings,
            buildSeconds = Figures.Rounded(build),
            luceneBuildSeconds = Figures.Rounded(luceneBuild),
            indexMegabytes = Figures.Rounded(bytes / 1e6, 1),
            luceneMegabytes = Figures.Rounded(luceneBytes / 1e6, 1),
            matchMilliseconds = Figures.Rounded(Figures.Median(ours)),
            matchMillisecondsP99 = Figures.Rounded(Percentile99(ours)),
            luceneMilliseconds = Figures.Rounded(Figures.Median(theirs)),
            luceneMillisecondsP99 = Figures.Rounded(Percentile99(theirs)),
            exchangeMilliseconds = Figures.Rounded(Figures.Median(changes)),
        };
    }

    private static double Percentile99(List<double> values) => values.Order().ElementAt((int)(values.Count * 0.99));

    private static (T Built, double Seconds, long Bytes) Build<T>(IReadOnlyList<Post> posts, Func<IReadOnlyList<Post>, T> build)
        where T : class
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        T? built = null;
        var seconds = Figures.Time(() => built = build(posts));
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        return (built!, seconds, bytes);
    }
}

/// <summary>All mails once, on a blog of fifty posts.</summary>
[MemoryDiagnoser]
public class MatcherThroughput
{
    internal const int Count = 200;

    private List<(string Subject, Reading Reading)> _mails = [];
    private Matcher _matcher = new([]);
    private LuceneYardstick _lucene = new([]);

    internal static List<(string Subject, Reading Reading)> Mails() =>
        [.. SyntheticPosts.Mails().Select(m => (m.Subject, MailReader.Read(new IncomingMail { Subject = m.Subject, Text = m.Body }))).Where(m => m.Item2.Matter is Matter.Question).Take(Count)];

    /// <summary>Prepares posts and mails.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _mails = Mails();
        var posts = SyntheticPosts.Deal(50);
        (_matcher, _lucene) = (new(posts), new(posts));
    }

    /// <summary>Gives back what the yardstick holds.</summary>
    [GlobalCleanup]
    public void CleanUp() => _lucene.Dispose();

    /// <summary>The matcher, with its confidence and its explanations.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int Ours()
    {
        var found = 0;
        foreach (var (subject, reading) in _mails) found += _matcher.Match(subject, reading).Best.Count;
        return found;
    }

    /// <summary>Lucene's best five.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int Lucene()
    {
        var found = 0;
        foreach (var (subject, reading) in _mails) found += _lucene.Search($"{subject}\n{reading.Text}", reading.Language).Count;
        return found;
    }
}
