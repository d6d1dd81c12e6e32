using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;

namespace FaqResponder.Benchmarks;

/// <summary>Building the index and matching a mail, beside Lucene's own index and BM25 on the same terms, searched once with the whole mail.</summary>
internal static class MatcherBenchmark
{
    private const int Mails = 200;

    public static int Run()
    {
        var mails = SyntheticPosts.Mails()
            .Select(m => (m.Subject, Reading: MailReader.Read(new IncomingMail { Subject = m.Subject, Text = m.Body })))
            .Where(m => m.Reading.Matter is Matter.Question).Take(Mails).ToList();
        // Once for the compiler.
        _ = Measure(50, mails);
        var all = ((int[])[50, 1000, 10_000]).Select(count => Measure(count, mails)).ToList();
        Figures.Print(new { benchmark = "matcher", mails = mails.Count, sizes = all });
        return 0;
    }

    private static object Measure(int count, List<(string Subject, Reading Reading)> mails)
    {
        var posts = SyntheticPosts.Deal(count);
        var (matcher, buildSeconds, bytes) = Build(posts, p => new Matcher(p));
        var (lucene, luceneBuildSeconds, luceneBytes) = Build(posts, p => new LuceneYardstick(p));
        using var searched = lucene;
        List<double> ours = [], theirs = [];
        foreach (var (subject, reading) in mails)
        {
            ours.Add(Figures.Time(() => matcher.Match(subject, reading)));
            theirs.Add(Figures.Time(() => lucene.Search($"{subject}\n{reading.Text}", reading.Language)));
        }

        var characters = posts.Sum(p => (long)p.Text.Length);
        Console.WriteLine(
            $"{count} posts ({characters / 1e6:0.0} M characters): build {buildSeconds:0.00} s (Lucene {luceneBuildSeconds:0.00} s), index {bytes / 1e6:0.0} MB (Lucene {luceneBytes / 1e6:0.0} MB), "
            + $"match {Figures.Median(ours) * 1000:0.00} ms (Lucene {Figures.Median(theirs) * 1000:0.00} ms)");
        return new
        {
            posts = count,
            buildSeconds = Figures.Rounded(buildSeconds),
            luceneBuildSeconds = Figures.Rounded(luceneBuildSeconds),
            indexMegabytes = Figures.Rounded(bytes / 1e6, 1),
            luceneMegabytes = Figures.Rounded(luceneBytes / 1e6, 1),
            matchMilliseconds = Figures.Rounded(Figures.Median(ours) * 1000),
            luceneMilliseconds = Figures.Rounded(Figures.Median(theirs) * 1000),
            ratio = Figures.Rounded(Figures.Median(ours.Zip(theirs, (o, t) => o / t)), 2),
        };
    }

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
