using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Tests.Support;

/// <summary>Makes some valid thing of which only the part that matters is named.</summary>
internal static class Some
{
    internal const string Author = "sylvie@example.org";

    internal static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    internal static IncomingMail Mail(
        string subject = "Une question",
        string? text = "Bonjour, faut-il un diplôme pour commencer ?",
        string? html = null,
        string from = "lea@example.com",
        (string Name, string Value)[]? headers = null) => new()
        {
            Subject = subject,
            Text = text,
            Html = html,
            From = [new("Léa", from)],
            To = [new("", Author)],
            MessageId = "1@example.com",
            Headers = [.. (headers ?? []).Select(h => new MailHeader(h.Name, h.Value))],
            ArrivedAt = Noon,
            Size = 2_000,
        };

    internal static IncomingMail Mail((string Name, string Value) header) => Mail(headers: [header]);

    internal static Reading Reading(string text, string subject = "") => MailReader.Read(Mail(subject, text));

    internal static Post Post(
        string id = "a-post", string title = "Un billet", string text = "Quelques mots.", Language language = Language.French, params string[] phrasings) => new()
        {
            Id = id,
            Title = title,
            Url = $"https://example.org/{id}",
            Text = text,
            Language = language,
            Phrasings = phrasings,
        };

    internal static Match Match(string id, double confidence) =>
        new(Post(id, title: id), confidence, new("?", [], [], null, null));

    internal static MailMatches Matches(params Match[] best) => new(best, []);
}
