using System.Text.Json;
using System.Text.RegularExpressions;

using FaqResponder.Core;
using FaqResponder.Core.Posts;

namespace FaqResponder.Benchmarks;

/// <summary>As many posts as one likes: the sentences, titles and phrasings of two French corpora, dealt anew. Always the same ones.</summary>
internal static partial class SyntheticPosts
{
    public static IReadOnlyList<Post> Deal(int count, int phrasingsEach = 2)
    {
        var random = new Random(3);
        var real = Lines("posts.jsonl").Select(Read).ToList();
        var sentences = real.ToLookup(p => p.Language, p => Sentence().Split(p.Text));
        var pools = sentences.ToDictionary(g => g.Key, g => g.SelectMany(s => s).Where(s => s.Length > 1).ToArray());
        var phrasings = real.GroupBy(p => p.Language).ToDictionary(g => g.Key, g => g.SelectMany(p => p.Phrasings.Append(p.Title)).ToArray());
        var posts = new List<Post>(count);
        for (var i = 0; i < count; i++)
        {
            var model = real[i % real.Count];
            var (pool, asked) = (pools[model.Language], phrasings[model.Language]);
            var text = Sentence().Split(model.Text).Select((_, n) => pool[random.Next(pool.Length)] + (n % 4 == 3 ? "\n\n" : " "));
            posts.Add(model with
            {
                Id = $"post-{i:00000}",
                Url = $"https://blog.example.test/post-{i:00000}",
                Title = $"{asked[random.Next(asked.Length)]} ({i})",
                Phrasings = [.. Enumerable.Range(0, phrasingsEach).Select(_ => Crossed(asked[random.Next(asked.Length)], asked[random.Next(asked.Length)]))],
                Text = string.Concat(text),
            });
        }

        return posts;
    }

    /// <summary>Real questions, to be matched with them.</summary>
    public static IReadOnlyList<(string Subject, string Body)> Mails() =>
        [.. Lines("mails.jsonl").Select(l => (Value(l, "subject"), Value(l, "body")))];

    /// <summary>Writes them as an author keeps them.</summary>
    public static void Write(string folder, IReadOnlyList<Post> posts)
    {
        Directory.CreateDirectory(folder);
        foreach (var post in posts)
        {
            Support.Posts.Write(folder, post.Id, Plain(post.Title), post.Language.Code(), Plain(post.Phrasings[0]), post.Text);
        }
    }

    // The beginning of one with the end of another: a hundred thousand that differ.
    private static string Crossed(string one, string other)
    {
        var (words, more) = (one.Split(' '), other.Split(' '));
        return string.Join(' ', words[..((words.Length + 1) / 2)].Concat(more[(more.Length / 2)..]));
    }

    private static string Plain(string text) => text.Replace('"', '\'').Replace('\\', '/').ReplaceLineEndings(" ");

    private static IEnumerable<JsonElement> Lines(string file) =>
        ((string[])["beekeeper", "telesec"]).SelectMany(author => File.ReadLines(Path.Combine(Root.Corpora, author, file))).Select(l => JsonSerializer.Deserialize<JsonElement>(l));

    private static Post Read(JsonElement line) => new()
    {
        Id = Value(line, "id"),
        Title = Value(line, "title"),
        Url = Value(line, "url"),
        Text = Value(line, "body"),
        Language = LanguageCodes.Parse(Value(line, "lang")) ?? Language.French,
        Phrasings = line.TryGetProperty("questions", out var asked) ? [.. asked.EnumerateArray().Select(q => q.GetString()!)] : [],
    };

    private static string Value(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    [GeneratedRegex(@"(?<=[.!?:])\s+")]
    private static partial Regex Sentence();
}
