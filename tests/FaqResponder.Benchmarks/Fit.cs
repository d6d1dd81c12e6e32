using System.Globalization;
using System.Text.Json;

using FaqResponder.Core;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;

namespace FaqResponder.Benchmarks;

/// <summary>
/// Fits the weights of <c>ConfidenceModel</c> on the labelled corpora: the order of the posts by softmax regression, the confidence by logistic
/// regression, each by plain gradient descent with a ridge penalty. Prints the weights, and what five-fold cross-validation says of them.
/// </summary>
internal static class Fit
{
    private const int Folds = 5;
    private const double Ridge = 0.002;

    private sealed record Case(int Fold, double[][] Posts, bool[] Right, bool Answerable);

    public static int Run(string corpora)
    {
        var cases = new List<Case>();
        foreach (var (folder, phrasings, history) in ((string, bool, bool)[])[("telesec", false, false), ("telesec", true, false), ("telesec", true, true), ("beekeeper", false, false), ("beekeeper", false, true)])
        {
            var some = Load(Path.Combine(corpora, folder), phrasings, history);
            cases.AddRange(some);
            Console.WriteLine($"{folder}, phrasings {phrasings}, history {history}: {some.Count} mails");
        }

        var first = new List<(double Confidence, bool Right, bool Answerable)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var (rank, confidence) = FitOn(cases.Where(c => c.Fold != fold).ToList());
            first.AddRange(cases.Where(c => c.Fold == fold).Select(c => Best(c, rank, confidence)));
        }

        Report(first);
        var (allRank, allConfidence) = FitOn(cases);
        Console.WriteLine("rank:       " + Numbers(allRank));
        Console.WriteLine("confidence: " + Numbers(allConfidence));
        Console.WriteLine(JsonSerializer.Serialize(new { rank = allRank, confidence = allConfidence }));
        return 0;
    }

    private static (double[] Rank, double[] Confidence) FitOn(List<Case> cases)
    {
        var rank = FitRank([.. cases.Where(c => c.Answerable && c.Right.Any(r => r))]);
        var firsts = cases.Select(c => Evidence(c, rank)).ToList();
        return (rank, FitLogistic(firsts));
    }

    private static double[] FitRank(List<Case> cases)
    {
        var weights = new double[Signals.Count];
        for (var step = 0; step < 600; step++)
        {
            var gradient = new double[weights.Length];
            foreach (var c in cases)
            {
                var scores = c.Posts.Select(p => Math.Exp(Dot(weights, p))).ToArray();
                var total = scores.Sum();
                var right = scores.Where((_, i) => c.Right[i]).Sum();
                for (var i = 0; i < scores.Length; i++)
                {
                    var pull = (c.Right[i] ? scores[i] / right : 0) - (scores[i] / total);
                    for (var k = 0; k < weights.Length; k++) gradient[k] += pull * c.Posts[i][k];
                }
            }

            for (var k = 0; k < weights.Length; k++) weights[k] += 8.0 * ((gradient[k] / cases.Count) - (Ridge * weights[k]));
        }

        return weights;
    }

    private static double[] FitLogistic(List<(double[] Evidence, bool Right)> cases)
    {
        var weights = new double[cases[0].Evidence.Length + 1];
        for (var step = 0; step < 8000; step++)
        {
            var gradient = new double[weights.Length];
            foreach (var (evidence, right) in cases)
            {
                var error = (right ? 1 : 0) - Logistic(weights, evidence);
                gradient[0] += error;
                for (var k = 0; k < evidence.Length; k++) gradient[k + 1] += error * evidence[k];
            }

            for (var k = 0; k < weights.Length; k++) weights[k] += 0.5 * ((gradient[k] / cases.Count) - (k > 0 ? 0.0005 * weights[k] : 0));
        }

        return weights;
    }

    private static (double[] Evidence, bool Right) Evidence(Case c, double[] rank)
    {
        var scores = c.Posts.Select(p => Dot(rank, p)).ToArray();
        var best = Array.IndexOf(scores, scores.Max());
        var rival = scores.Where((_, i) => i != best).Max();
        return (ConfidenceModel.Evidence(scores[best], scores[best] - rival, new Signals(c.Posts[best])), c.Answerable && c.Right[best]);
    }

    private static (double, bool, bool) Best(Case c, double[] rank, double[] confidence)
    {
        var (evidence, right) = Evidence(c, rank);
        return (Logistic(confidence, evidence), right, c.Answerable);
    }

    private static void Report(List<(double Confidence, bool Right, bool Answerable)> firsts)
    {
        var answerable = firsts.Count(f => f.Answerable);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"P@1 {firsts.Count(f => f.Right) / (double)answerable:0.000}"));
        foreach (var threshold in (double[])[0.5, 0.7, 0.8, 0.85, 0.9, 0.95])
        {
            var sent = firsts.Where(f => f.Confidence >= threshold).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"at {threshold:0.00}: sent {sent.Count}, precision {sent.Count(f => f.Right) / (double)Math.Max(1, sent.Count):0.000}, coverage {sent.Count(f => f.Right) / (double)answerable:0.000}"));
        }
    }

    private static List<Case> Load(string folder, bool withPhrasings, bool withHistory)
    {
        var posts = Lines(Path.Combine(folder, "posts.jsonl")).Select(p => new Post
        {
            Id = Text(p, "id"),
            Title = Text(p, "title"),
            Url = Text(p, "url"),
            Text = Text(p, "body"),
            Language = LanguageCodes.Parse(Text(p, "lang")) ?? Language.French,
            Phrasings = [.. Texts(p, "questions"), .. More(folder, withPhrasings, withHistory, Text(p, "id"))],
        }).ToList();
        var matcher = new Matcher(posts);
        var cases = new List<Case>();
        foreach (var mail in Lines(Path.Combine(folder, "mails.jsonl")))
        {
            var incoming = new IncomingMail { Subject = Text(mail, "subject"), Text = Text(mail, "body") };
            var reading = MailReader.Read(incoming);
            if (reading.Matter is not Matter.Question) continue;
            var relevant = Texts(mail, "relevant");
            var measured = matcher.Measure(incoming.Subject, reading);
            cases.Add(new(
                cases.Count % Folds, [.. measured.Select(m => m.Signals.Values.ToArray())], [.. measured.Select(m => relevant.Contains(m.Post.Id))],
                Text(mail, "kind") is "answered" or "multi"));
        }

        return cases;
    }

    private static IEnumerable<string> More(string folder, bool phrasings, bool history, string id)
    {
        if (phrasings)
        {
            foreach (var q in Lines(Path.Combine(folder, "phrasings.jsonl")).Where(l => Text(l, "id") == id).SelectMany(l => Texts(l, "questions"))) yield return q;
        }

        if (!history) yield break;
        foreach (var past in Lines(Path.Combine(folder, "history.jsonl")).Where(l => Texts(l, "answered_with") is [var one] && one == id))
        {
            var asked = string.Join(' ', MailReader.Read(new IncomingMail { Subject = Text(past, "subject"), Text = Text(past, "body") }).Questions);
            if (asked.Length > 0) yield return asked;
        }
    }

    private static IEnumerable<JsonElement> Lines(string file) => File.ReadLines(file).Select(l => JsonSerializer.Deserialize<JsonElement>(l));

    private static string Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static List<string> Texts(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : [];

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static double Logistic(double[] weights, double[] evidence) => 1 / (1 + Math.Exp(-(weights[0] + Dot(weights[1..], evidence))));

    private static string Numbers(double[] numbers) => string.Join(", ", numbers.Select(n => n.ToString("0.00", CultureInfo.InvariantCulture)));
}
