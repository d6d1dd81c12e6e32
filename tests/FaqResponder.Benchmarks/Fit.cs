using System.Globalization;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;

namespace FaqResponder.Benchmarks;

/// <summary>
/// Fits the weights of <see cref="ConfidenceModel"/> on the labelled corpora and writes them where the program takes them from: the order of the posts by
/// softmax regression, the confidence by logistic regression. Beside each mail as it is, the confidence learns from the same mail with its posts taken
/// away (then nothing answers it) and among fewer posts. What the weights do is told on mail that they were not fitted on: that of another author, and
/// other mail of the same.
/// </summary>
internal static class Fit
{
    private const double RankRidge = 0.1;
    private const double Ridge = 0.0003;
    private const double StagedCounts = 0.05;
    private const int Folds = 5;

    private static readonly double[] Thresholds = [.. Enumerable.Range(50, 50).Select(t => t / 100.0)];
    private static readonly double[] Promises = [0.75, 0.80, 0.85, 0.90, 0.95];

    private sealed record Case(string Author, int Number, Regression.Choice Choice, Regression.Outcome Outcome, bool IsReal, bool Answerable);

    public static int Run(string corpora, string weights)
    {
        var all = LabelledCorpus.All(corpora);
        var authors = all.Select(c => c.Author).Distinct().ToList();
        var rank = FitRank([.. all.SelectMany(c => Cases(c, Start))]);
        var cases = all.SelectMany(c => Cases(c, new(rank, Zero, []))).ToList();

        var tried = new List<Tried>();
        foreach (var author in authors)
        {
            var model = new ConfidenceModel(rank, FitConfidence(cases.FindAll(c => c.Author != author)), []);
            tried.AddRange(all.Where(c => c.Author == author).Select(c => new Tried(c.Setting, [.. c.Decide(model, _ => true, Thresholds)])));
        }

        Report("fitted on the other authors", tried);
        var promises = Promised(tried);
        var folded = all.ToDictionary(c => c.Setting, _ => new List<(LabelledCorpus.Labelled, double, bool[], bool[])>());
        for (var fold = 0; fold < Folds; fold++)
        {
            var model = new ConfidenceModel(rank, FitConfidence(cases.FindAll(c => c.Number % Folds != fold)), []);
            foreach (var corpus in all) folded[corpus.Setting].AddRange(corpus.Decide(model, m => m.Number % Folds == fold, Thresholds));
        }

        Report("fitted on the other four fifths", [.. folded.Select(f => new Tried(f.Key, f.Value))]);
        Write(weights, rank, FitConfidence(cases), promises);
        return 0;
    }

    private static double[] Zero => new double[Evidence.Names.Length + 1];

    private static ConfidenceModel Start => new([0.75f, 0.6f, 0.4f], Zero, []);

    private static float[] FitRank(List<Case> cases) =>
        [.. Regression.Softmax([.. cases.Where(c => c.IsReal && c.Answerable && c.Choice.Right.Any(r => r)).Select(c => c.Choice)], RankRidge).Select(w => (float)Math.Round(w, 2))];

    private static double[] FitConfidence(List<Case> cases) => Regression.Logistic([.. cases.Select(c => c.Outcome)], Ridge);

    private static IEnumerable<Case> Cases(LabelledCorpus corpus, ConfidenceModel model)
    {
        var matcher = new Matcher(corpus.Posts, corpus.Past, model);
        // Each author counts the same, however much mail there is.
        var each = 1000.0 / corpus.Mails.Count;
        foreach (var mail in corpus.Mails.Where(m => m.Reading.Matter is Matter.Question))
        {
            var near = mail.Relevant.Concat(mail.Also).ToHashSet();
            if (Make(null, 1, mail.Answerable) is { } asItIs) yield return asItIs;
            if (mail.Answerable && Make(p => !near.Contains(p.Id), StagedCounts, answerable: false) is { } without) yield return without;
            var few = corpus.Posts.Where(p => !near.Contains(p.Id)).Where((_, i) => (i + mail.Number) % (2 + (mail.Number % 4)) == 0).Select(p => p.Id).Concat(near).ToHashSet();
            if (Make(p => few.Contains(p.Id), StagedCounts, mail.Answerable) is { } among) yield return among;

            Case? Make(Func<Post, bool>? keep, double weight, bool answerable)
            {
                if (matcher.Measure(mail.Mail.Subject, mail.Reading, keep ?? (_ => true)) is not { } measured) return null;
                var right = measured.Posts.Select(p => mail.Relevant.Contains(p.Id)).ToArray();
                var evidence = new double[Evidence.Names.Length];
                measured.Evidence.CopyTo(evidence);
                return new(corpus.Author, mail.Number, new(measured.Views, right, each), new(evidence, answerable && right[measured.Best[0]], weight * each), keep is null, answerable);
            }
        }
    }

    private sealed record Tried(string Setting, IReadOnlyList<(LabelledCorpus.Labelled Mail, double Sure, bool[] Sent, bool[] Right)> Mails);

    private static void Report(string how, IReadOnlyList<Tried> tried)
    {
        Console.WriteLine(how);
        foreach (var (setting, mails) in tried)
        {
            var answerable = mails.Where(m => m.Mail.Answerable).ToList();
            var auroc = answerable.Average(p => mails.Where(m => !m.Mail.Answerable).Average(q => p.Sure > q.Sure ? 1 : p.Sure < q.Sure ? 0 : 0.5));
            Console.WriteLine($"  {setting,-34} AUROC {auroc:0.000} | right/sent {string.Join("  ", Shown.Select(t => $"{Thresholds[t]:0.00}: {mails.Count(m => m.Right[t])}/{mails.Count(m => m.Sent[t])}"))} of {answerable.Count}");
        }

        Console.WriteLine($"  {"all",-34}             | {string.Join("  ", Shown.Select(t => $"{Thresholds[t]:0.00}: {tried.Sum(c => c.Mails.Count(m => m.Right[t]))}/{tried.Sum(c => c.Mails.Count(m => m.Sent[t]))}"))}");
    }

    private static IEnumerable<int> Shown => [25, 30, 35, 38, 40, 42, 45];

    // The lowest confidence from which, whatever the setting, the wanted share of what went out was right.
    private static List<(double Precision, double Confidence)> Promised(List<Tried> tried)
    {
        var promises = new List<(double, double)>();
        foreach (var wanted in Promises)
        {
            var at = Enumerable.Range(0, Thresholds.Length).FirstOrDefault(t => Enumerable.Range(t, Thresholds.Length - t).All(h => Precision(h) >= wanted), -1);
            if (at < 0) break;
            promises.Add((wanted, Thresholds[at]));
        }

        return promises;

        double Precision(int threshold)
        {
            var sent = tried.Sum(c => c.Mails.Count(m => m.Sent[threshold]));
            return sent == 0 ? 1 : (double)tried.Sum(c => c.Mails.Count(m => m.Right[threshold])) / sent;
        }
    }

    private static void Write(string file, float[] rank, double[] confidence, IEnumerable<(double Precision, double Confidence)> promises)
    {
        List<string> lines =
        [
            "# What the signals count that are taken from words. Written by \"tests/FaqResponder.Benchmarks -- fit\", which see; don't edit.",
            "# rank: what each view counts for the order of the posts. confidence: the logistic regression over the evidence (Evidence.cs tells each).",
            "# promise: the share of right answers wanted, and the confidence from which what went out had it, by authors that the weights were not fitted on.",
            .. Enum.GetNames<View>().Zip(rank, (name, weight) => Line($"rank {name.ToLowerInvariant()}", weight)),
            .. Evidence.Names.Prepend("constant").Zip(confidence, (name, weight) => Line($"confidence {name}", weight)),
            .. promises.Select(p => Line(string.Create(CultureInfo.InvariantCulture, $"promise {p.Precision:0.00}"), p.Confidence)),
        ];
        File.WriteAllText(file, string.Join('\n', lines) + '\n');
        Console.WriteLine($"written to {file}");
        Console.WriteLine(string.Join('\n', lines.Skip(3)));

        static string Line(string name, double weight) => string.Create(CultureInfo.InvariantCulture, $"{name} = {weight:0.00}");
    }
}
