using FaqResponder.Benchmarks;

return args switch
{
    ["pipeline", .. var rest] => await PipelineBenchmark.RunAsync(Option(rest, "--mails", 1000), Option(rest, "--rounds", 3)),
    ["matcher", ..] => MatcherBenchmark.Run(),
    ["idle", .. var rest] => await IdleBenchmark.RunAsync(Option(rest, "--posts", 1000), Option(rest, "--runs", 7)),
    ["latency", .. var rest] => await LatencyBenchmark.RunAsync(Option(rest, "--mails", 100)),
    ["memory", .. var rest] => await MemoryBenchmark.RunAsync(Option(rest, "--mails", 50_000)),
    ["page", .. var rest] => await PageBenchmark.RunAsync(rest.Contains("--built"), Option(rest, "--mails", 100_000), Option(rest, "--waiting", 2000), Option(rest, "--rounds", 40)),
    ["backtest", .. var rest] => await BacktestBenchmark.RunAsync(Option(rest, "--mails", 10_000), rest.Contains("--built")),
    ["fit"] => Fit.Run(Root.Corpora, System.IO.Path.Combine(Root.Path, "src", "FaqResponder.Core", "Matching", "Weights", "words.txt")),
    _ => Usage(),
};

static int Option(string[] args, string name, int otherwise) =>
    Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1]) : otherwise;

static int Usage()
{
    Console.Error.WriteLine("pipeline [--mails N] [--rounds N] | matcher | idle [--posts N] [--runs N] | page [--built] [--mails N] [--waiting N] [--rounds N] | memory [--mails N] | latency [--mails N] | backtest [--built] [--mails N] | fit");
    return 2;
}
