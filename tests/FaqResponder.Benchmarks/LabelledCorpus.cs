using System.Text.Json;

using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;

namespace FaqResponder.Benchmarks;

/// <summary>An invented author's posts and the mail of which it is known what answers it, in one setting: with phrasings or past mails, or without.</summary>
internal sealed class LabelledCorpus
{
    private LabelledCorpus(string folder, bool withPhrasings, bool withPast)
    {
        Author = Path.GetFileName(folder);
        Setting = $"{Author}{(withPhrasings ? " + phrasings" : "")}{(withPast ? " + past" : "")}";
        var more = withPhrasings ? Lines(folder, "phrasings").ToDictionary(l => Text(l, "id"), l => Texts(l, "questions")) : [];
        Posts = [.. Lines(folder, "posts").Select(p => new Post
        {
            Id = Text(p, "id"),
            Title = Text(p, "title"),
            Url = Text(p, "url"),
            Text = Text(p, "body"),
            Language = LanguageCodes.Parse(Text(p, "lang")) ?? Language.French,
            Phrasings = [.. Texts(p, "questions"), .. more.GetValueOrDefault(Text(p, "id"), [])],
        })];
        Past = withPast ? [.. Lines(folder, "history").Select(l => PastMail.Of(Text(l, "id"), Text(l, "subject"), Reading(l), Texts(l, "answered_with")))] : [];
        Mails = [.. Lines(folder, "mails").Select((l, i) => new Labelled(
            i, new() { From = [new(Text(l, "from_name"), Text(l, "from_addr"))], Subject = Text(l, "subject"), Text = Text(l, "body") }, Reading(l), Text(l, "kind"), Texts(l, "relevant"), Texts(l, "also")))];
    }

    /// <summary>A mail and what answers it.</summary>
    internal sealed record Labelled(int Number, IncomingMail Mail, Reading Reading, string Kind, IReadOnlyList<string> Relevant, IReadOnlyList<string> Also)
    {
        /// <summary>Whether posts answer all that it asks.</summary>
        public bool Answerable => Kind is "answered" or "multi";

        /// <summary>Whether it may be answered so; counts as <c>score.py</c> of the corpora does.</summary>
        public bool IsAnsweredBy(IReadOnlyList<string> posts)
        {
            if (posts.Any(p => !Relevant.Contains(p) && !Also.Contains(p))) return false;
            return Kind is "answered" ? Relevant.Contains(posts[0]) : Kind is "multi" && Relevant.All(posts.Contains);
        }
    }

    public string Author { get; }

    public string Setting { get; }

    public IReadOnlyList<Post> Posts { get; }

    public IReadOnlyList<PastMail> Past { get; }

    public IReadOnlyList<Labelled> Mails { get; }

    /// <summary>All authors of a folder in all settings that they have.</summary>
    public static IReadOnlyList<LabelledCorpus> All(string corpora) =>
    [
        .. from folder in Directory.GetDirectories(corpora).Order(StringComparer.Ordinal)
           from phrasings in (bool[])[false, true]
           from past in (bool[])[false, true]
           where !phrasings || File.Exists(Path.Combine(folder, "phrasings.jsonl"))
           select new LabelledCorpus(folder, phrasings, past),
    ];

    /// <summary>What would go out at some thresholds, and whether rightly, by the way that arriving mail takes.</summary>
    public IEnumerable<(Labelled Mail, double Sure, bool[] Sent, bool[] Right)> Decide(ConfidenceModel model, Func<Labelled, bool> which, double[] thresholds)
    {
        var matcher = new Matcher(Posts, Past, model);
        foreach (var mail in Mails.Where(which))
        {
            var matches = matcher.Match(mail.Mail.Subject, mail.Reading);
            var sent = thresholds.Select(t => Decider.Decide(mail.Mail, mail.Reading, [], matches, new(t, 0.4)) as Decision.Answer).ToList();
            yield return (mail, matches.Best.Count > 0 ? matches.Best[0].Confidence : 0, [.. sent.Select(s => s is not null)], [.. sent.Select(s => s is not null && mail.IsAnsweredBy([.. s.Posts.Select(p => p.Post.Id)]))]);
        }
    }

    private static Reading Reading(JsonElement line) => MailReader.Read(new() { Subject = Text(line, "subject"), Text = Text(line, "body") });

    private static IEnumerable<JsonElement> Lines(string folder, string file) => File.ReadLines(Path.Combine(folder, $"{file}.jsonl")).Select(l => JsonSerializer.Deserialize<JsonElement>(l));

    private static string Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static List<string> Texts(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : [];
}
