using System.Globalization;
using System.Text.Json;

using FaqResponder.Core;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;

namespace FaqResponder.Benchmarks;

/// <summary>
/// Fits the weights of <c>ConfidenceModel</c> on the labelled corpora: the order of the posts by softmax regression, the confidence by logistic
/// regression, each by gradient descent with a ridge penalty. Beside each mail as it is, the confidence learns from the same mail with its posts taken
/// away (then nothing answers it) and among fewer posts. Prints the weights, and what they do on mail that they were not fitted on: the other corpus.
/// </summary>
internal static class Fit
{
    private const double RankRidge = 0.1;
    private const double Ridge = 0.0003;
    private const double StagedCounts = 0.15;

    private sealed record Case(string Corpus, string Setting, int Number, List<float[]> Views, bool[] Right, double[] Evidence, bool FirstIsRight, bool Answerable, double Weight, bool Asks);

    public static int Run(string corpora)
    {
        var cases = new List<Case>();
        foreach (var (folder, phrasings, history) in ((string, bool, bool)[])[("telesec", false, false), ("telesec", true, false), ("telesec", false, true), ("telesec", true, true), ("beekeeper", false, false), ("beekeeper", false, true)])
        {
            cases.AddRange(Load(corpora, folder, phrasings, history));
        }

        foreach (var corpus in cases.Select(c => c.Corpus).Distinct().ToList())
        {
            var weights = FitConfidence([.. cases.Where(c => c.Corpus != corpus)]);
            foreach (var setting in cases.Where(c => c.Corpus == corpus).GroupBy(c => c.Setting)) Report($"{setting.Key}, fitted on the other", [.. setting], weights);
        }

        var folded = new Dictionary<Case, double>();
        for (var fold = 0; fold < 5; fold++)
        {
            var weights = FitConfidence([.. cases.Where(c => c.Number % 5 != fold)]);
            foreach (var c in cases.Where(c => c.Number % 5 == fold)) folded[c] = Logistic(weights, c.Evidence);
        }

        foreach (var setting in cases.GroupBy(c => c.Setting)) Report($"{setting.Key}, five folds", [.. setting], c => folded[c]);
        Console.WriteLine("rank:       " + Numbers(FitRank([.. cases.Where(c => c.Weight == 1 && c.Answerable && c.Right.Any(r => r))])));
        Console.WriteLine("confidence: " + Numbers(FitConfidence(cases)));
        return 0;
    }

    private static double[] FitRank(List<Case> cases)
    {
        var weights = new double[Lexicon.Views];
        for (var step = 0; step < 300; step++)
        {
            var gradient = new double[weights.Length];
            foreach (var c in cases)
            {
                var scores = Enumerable.Range(0, c.Right.Length).Select(i => Math.Exp(weights.Select((w, k) => w * c.Views[k][i]).Sum())).ToArray();
                var total = scores.Sum();
                var right = scores.Where((_, i) => c.Right[i]).Sum();
                for (var i = 0; i < scores.Length; i++)
                {
                    var pull = (c.Right[i] ? scores[i] / right : 0) - (scores[i] / total);
                    for (var k = 0; k < weights.Length; k++) gradient[k] += pull * c.Views[k][i];
                }
            }

            for (var k = 0; k < weights.Length; k++) weights[k] += 0.2 * ((gradient[k] / cases.Count) - (RankRidge * weights[k]));
        }

        return weights;
    }

    private static double[] FitConfidence(List<Case> all)
    {
        var cases = all.FindAll(c => c.Asks);
        var weights = new double[cases[0].Evidence.Length + 1];
        var total = cases.Sum(c => c.Weight);
        // Newton's method: few steps, and no step size to choose.
        for (var step = 0; step < 12; step++)
        {
            var n = weights.Length;
            var gradient = new double[n];
            var hessian = Enumerable.Range(0, n).Select(_ => new double[n]).ToArray();
            foreach (var c in cases)
            {
                var x = (double[])[1, .. c.Evidence];
                var p = Logistic(weights, c.Evidence);
                for (var i = 0; i < n; i++)
                {
                    gradient[i] += c.Weight * ((c.FirstIsRight ? 1 : 0) - p) * x[i] / total;
                    for (var j = 0; j < n; j++) hessian[i][j] += c.Weight * p * (1 - p) * x[i] * x[j] / total;
                }
            }

            for (var i = 1; i < n; i++)
            {
                gradient[i] -= Ridge * weights[i];
                hessian[i][i] += Ridge;
            }

            var move = Solve(hessian, gradient);
            for (var i = 0; i < n; i++) weights[i] += move[i];
        }

        return weights;
    }

    private static double[] Solve(double[][] a, double[] b)
    {
        var n = b.Length;
        for (var k = 0; k < n; k++)
        {
            var pivot = Enumerable.Range(k, n - k).MaxBy(r => Math.Abs(a[r][k]));
            (a[k], a[pivot]) = (a[pivot], a[k]);
            (b[k], b[pivot]) = (b[pivot], b[k]);
            for (var r = 0; r < n; r++)
            {
                if (r == k) continue;
                var factor = a[r][k] / a[k][k];
                for (var j = k; j < n; j++) a[r][j] -= factor * a[k][j];
                b[r] -= factor * b[k];
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => b[i] / a[i][i])];
    }

    private static void Report(string name, List<Case> cases, double[] weights) => Report(name, cases, c => Logistic(weights, c.Evidence));

    private static void Report(string name, List<Case> cases, Func<Case, double> confidence)
    {
        var real = cases.Where(c => c.Weight == 1).Select(c => (c.FirstIsRight, c.Answerable, Sure: c.Asks ? confidence(c) : ConfidenceModel.NotAsked * confidence(c))).OrderByDescending(c => c.Sure).ToList();
        double answerable = real.Count(c => c.Answerable), first = real.Count(c => c.FirstIsRight);
        var auroc = real.Where(c => c.Answerable).Average(p => real.Where(c => !c.Answerable).Average(q => p.Sure > q.Sure ? 1 : p.Sure < q.Sure ? 0 : 0.5));
        var ece = real.GroupBy(c => Math.Min(9, (int)(c.Sure * 10))).Sum(b => Math.Abs(b.Sum(c => c.Sure) - b.Count(c => c.FirstIsRight))) / real.Count;
        var line = $"{name}: P@1 {first / answerable:0.000}, AUROC {auroc:0.000}, ECE {ece:0.000}";
        foreach (var threshold in (double[])[0.75, 0.8, 0.85, 0.9])
        {
            var sent = real.FindAll(c => c.Sure >= threshold);
            line += string.Create(CultureInfo.InvariantCulture, $" | {threshold:0.00}: {sent.Count(c => c.FirstIsRight)}/{sent.Count}");
        }

        Console.WriteLine(line);
    }

    private static IEnumerable<Case> Load(string corpora, string name, bool withPhrasings, bool withHistory)
    {
        var folder = Path.Combine(corpora, name);
        var more = withPhrasings ? Lines(Path.Combine(folder, "phrasings.jsonl")).ToDictionary(l => Text(l, "id"), l => Texts(l, "questions")) : [];
        var posts = Lines(Path.Combine(folder, "posts.jsonl")).Select(p => new Post
        {
            Id = Text(p, "id"),
            Title = Text(p, "title"),
            Url = Text(p, "url"),
            Text = Text(p, "body"),
            Language = LanguageCodes.Parse(Text(p, "lang")) ?? Language.French,
            Phrasings = [.. Texts(p, "questions"), .. more.GetValueOrDefault(Text(p, "id"), [])],
        }).ToList();
        var past = withHistory ? Lines(Path.Combine(folder, "history.jsonl")).Select(Past).ToList() : [];
        var matcher = new Matcher(posts, past);
        var setting = $"{name}{(withPhrasings ? " + phrasings" : "")}{(withHistory ? " + past" : "")}";
        var number = 0;
        foreach (var mail in Lines(Path.Combine(folder, "mails.jsonl")))
        {
            var subject = Text(mail, "subject");
            var reading = MailReader.Read(new() { Subject = subject, Text = Text(mail, "body") });
            var relevant = Texts(mail, "relevant");
            var near = relevant.Concat(Texts(mail, "also")).ToHashSet();
            var answerable = Text(mail, "kind") is "answered" or "multi";
            number++;
            yield return Make(null, 1, answerable)!;
            if (answerable && Make(p => !near.Contains(p.Id), StagedCounts, answerable: false) is { } without) yield return without;
            var few = posts.Where(p => !near.Contains(p.Id)).Where((_, i) => (i + number) % (2 + (number % 4)) == 0).Select(p => p.Id).Concat(near).ToHashSet();
            if (Make(p => few.Contains(p.Id), StagedCounts, answerable) is { } among) yield return among;

            Case? Make(Func<Post, bool>? keep, double weight, bool answerable)
            {
                if (matcher.Measure(subject, reading, keep) is not { } measured) return weight == 1 ? new(name, setting, number, [], [], new double[8], false, answerable, weight, false) : null;
                var right = measured.Posts.Select(p => relevant.Contains(p.Id)).ToArray();
                return new(name, setting, number, [.. measured.Views], right, measured.Evidence, answerable && right[measured.Best[0]], answerable, weight, reading.Matter is Matter.Question);
            }
        }
    }

    private static PastMail Past(JsonElement line)
    {
        var reading = MailReader.Read(new() { Subject = Text(line, "subject"), Text = Text(line, "body") });
        return PastMail.Of(Text(line, "id"), Text(line, "subject"), reading, Texts(line, "answered_with"));
    }

    private static IEnumerable<JsonElement> Lines(string file) => File.ReadLines(file).Select(l => JsonSerializer.Deserialize<JsonElement>(l));

    private static string Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static List<string> Texts(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : [];

    private static double Logistic(double[] weights, double[] evidence)
    {
        var sum = weights[0];
        for (var i = 0; i < evidence.Length; i++) sum += weights[i + 1] * evidence[i];
        return 1 / (1 + Math.Exp(-sum));
    }

    private static string Numbers(double[] numbers) => string.Join(", ", numbers.Select(n => n.ToString("0.00", CultureInfo.InvariantCulture)));
}
