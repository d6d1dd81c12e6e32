using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Learning;

/// <summary>Recognises text of a post that was pasted into a reply.</summary>
internal static class PastedText
{
    // Six words in a row are seldom the same by chance; twenty words of such are two sentences.
    private const int Run = 6;
    private const int Least = 20;

    // What stands under every post says nothing of one of them.
    private const int MostPosts = 2;

    /// <summary>The posts of which enough stands in a text, the most pasted first.</summary>
    public static IReadOnlyList<Post> In(string text, IReadOnlyList<Post> posts)
    {
        var runs = WordRuns.Of(WordRuns.Split(text), Run).ToList();
        if (runs.Count + Run - 1 < Least) return [];
        var asked = runs.ToHashSet();
        var found = posts.Select(p => (Post: p, Runs: WordRuns.Of(WordRuns.Split(p.Text), Run).Where(asked.Contains).ToHashSet())).Where(f => f.Runs.Count > 0).ToList();
        var common = found.SelectMany(f => f.Runs).GroupBy(r => r).Where(g => g.Count() > MostPosts).Select(g => g.Key).ToHashSet();
        return [.. found.Select(f => (f.Post, Words: Covered(runs, [.. f.Runs.Except(common)]))).Where(f => f.Words >= Least).OrderByDescending(f => f.Words).Select(f => f.Post)];
    }

    /// <summary>How many words of the text stand in runs that the post has too.</summary>
    private static int Covered(List<int> runs, HashSet<int> shared)
    {
        var (covered, end) = (0, 0);
        for (var at = 0; at < runs.Count; at++)
        {
            if (!shared.Contains(runs[at])) continue;
            covered += at + Run - Math.Max(at, end);
            end = at + Run;
        }

        return covered;
    }
}
