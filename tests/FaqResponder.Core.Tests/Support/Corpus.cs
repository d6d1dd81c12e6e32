using System.Text.Json;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Tests.Support;

/// <summary>An invented author's posts, with mail of which it is known what answers it.</summary>
internal sealed class Corpus(string name)
{
    internal sealed record LabelledMail(IncomingMail Mail, string Kind, IReadOnlyList<string> Relevant, IReadOnlyList<string> Also);

    internal static Corpus Secretary { get; } = new("telesec");

    internal static Corpus Beekeeper { get; } = new("beekeeper");

    internal static Corpus Bicycles { get; } = new("bicycles");

    internal static Corpus Sewing { get; } = new("sewing");

    internal List<Post> Posts(bool withPhrasings = false)
    {
        var more = withPhrasings ? Lines("phrasings").ToDictionary(l => Text(l, "id"), l => Texts(l, "questions")) : [];
        return [.. Lines("posts").Select(l => new Post
        {
            Id = Text(l, "id"),
            Title = Text(l, "title"),
            Url = Text(l, "url"),
            Language = LanguageCodes.Parse(Text(l, "lang")) ?? Language.French,
            Text = Text(l, "body"),
            Phrasings = [.. Texts(l, "questions"), .. more.GetValueOrDefault(Text(l, "id"), [])],
        })];
    }

    internal List<PastMail> Past() => [.. Lines("history").Select(l =>
    {
        var mail = Mail(l);
        return PastMail.Of(Text(l, "id"), mail.Subject, MailReader.Read(mail), Texts(l, "answered_with"));
    })];

    internal List<LabelledMail> Mails() => [.. Lines("mails").Select(l => new LabelledMail(Mail(l), Text(l, "kind"), Texts(l, "relevant"), Texts(l, "also")))];

    /// <summary>Takes all mails the way that arriving mail takes, up to the decision.</summary>
    internal Scorecard Score(Matcher matcher, double threshold)
    {
        var card = new Scorecard();
        foreach (var labelled in Mails())
        {
            var reading = MailReader.Read(labelled.Mail);
            var matches = matcher.Match(labelled.Mail.Subject, reading);
            card.Add(labelled, matches, Decider.Decide(labelled.Mail, reading, [], matches, new(threshold, Draft: 0.40)));
        }

        return card;
    }

    private static IncomingMail Mail(JsonElement line) => new()
    {
        From = [new(Text(line, "from_name"), Text(line, "from_addr"))],
        Subject = Text(line, "subject"),
        Text = Text(line, "body"),
    };

    private IEnumerable<JsonElement> Lines(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Corpora", name, $"{file}.jsonl")).Select(l => JsonSerializer.Deserialize<JsonElement>(l));

    private static string Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static List<string> Texts(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : [];
}
