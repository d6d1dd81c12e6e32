using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Learning;

/// <summary>
/// Finds the answers that the author writes, or pastes, again and again: replies that have much of their text in common, greetings and closings apart (runs of words in
/// common, as in near-duplicate detection; Broder 1997).
/// </summary>
public static class RepeatedAnswers
{
    private const int Run = 6;

    // Two sentences, and the larger part of the shorter reply.
    private const int LeastWords = 20;
    private const double LeastShare = 0.5;

    // What stands in so large a share of all replies is how she writes, and not what she answers.
    private const double Everywhere = 0.3;
    private const int FewestForThat = 10;

    /// <summary>Puts replies together that say the same.</summary>
    /// <param name="replies">The replies, each with its number and what she wrote.</param>
    /// <param name="author">Who signs them.</param>
    /// <returns>The groups of two and more, the largest first; the numbers in the order in which they came.</returns>
    public static IReadOnlyList<IReadOnlyList<long>> Group(IEnumerable<(long Id, string Words)> replies, MailAddress author)
    {
        var read = replies.Select(r => (r.Id, Runs: RunsOf(r.Words, author))).Where(r => r.Runs.Length > 0).ToList();
        var usual = read.SelectMany(r => r.Runs.Distinct()).CountBy(r => r).Where(r => r.Value > Math.Max(FewestForThat, Everywhere * read.Count)).Select(r => r.Key).ToHashSet();
        var owners = new Dictionary<int, int>();
        var groups = new List<List<long>>();
        var lengths = new List<int>();
        foreach (var (id, runs) in read)
        {
            var group = Nearest(runs, owners, lengths, usual);
            if (group is { } found)
            {
                groups[found].Add(id);
                continue;
            }

            foreach (var run in runs.Where(r => !usual.Contains(r))) owners.TryAdd(run, groups.Count);
            groups.Add([id]);
            lengths.Add(runs.Length + Run - 1);
        }

        return [.. groups.Where(g => g.Count > 1).OrderByDescending(g => g.Count)];
    }

    // Each is compared with the first reply of each group only: so a group does not wander off.
    private static int? Nearest(int[] runs, Dictionary<int, int> owners, List<int> lengths, HashSet<int> usual)
    {
        var covered = new Dictionary<int, (int Words, int End)>();
        for (var at = 0; at < runs.Length; at++)
        {
            if (usual.Contains(runs[at]) || !owners.TryGetValue(runs[at], out var group)) continue;
            var (words, end) = covered.GetValueOrDefault(group);
            covered[group] = (words + at + Run - Math.Max(at, end), at + Run);
        }

        if (covered.Count == 0) return null;
        var (best, most) = covered.Select(c => (c.Key, c.Value.Words)).MaxBy(c => c.Words);
        return most >= LeastWords && most >= LeastShare * Math.Min(runs.Length + Run - 1, lengths[best]) ? best : null;
    }

    private static int[] RunsOf(string words, MailAddress author)
    {
        var (text, _) = Courtesies.CutClosing(Courtesies.CutGreeting(words), MailReader.NameOf(author));
        var split = WordRuns.Split(text);
        return split.Count < LeastWords ? [] : [.. WordRuns.Of(split, Run)];
    }
}
