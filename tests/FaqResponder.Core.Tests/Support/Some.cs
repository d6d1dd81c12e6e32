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

    /// <summary>The posts of somebody who mends bicycles.</summary>
    internal static Post[] Blog() =>
    [
        Post("pneu", "Réparer un pneu crevé", "Démontez la roue, sortez la chambre à air et cherchez le clou. Une rustine suffit souvent."),
        Post("freins", "Des freins qui grincent", "Des patins usés ou gras font du bruit. Poncez-les, nettoyez la jante, puis réglez l'étrier."),
        Post("chaine", "Quand graisser la chaîne ?", "Une goutte d'huile par maillon, tous les deux cents kilomètres, et davantage sous la pluie."),
        Post("hiver", "Remiser son vélo en décembre", "Gonflez, essuyez, suspendez la machine au sec et débranchez la batterie."),
        Post("selle", "À quelle hauteur mettre la selle ?", "Le talon sur la pédale, la jambe presque tendue."),
        Post("lights", "Lights for riding at night", "A dynamo needs no battery. Fix a red lamp behind and a white one in front.", Language.English),
        Post("lock", "Which lock is safe", "Thieves carry cutters. Buy a heavy padlock and tie the frame to a post.", Language.English),
    ];

    internal static PastMail PastMail(string text, params string[] posts) => new("a-mail", Language.French, text, posts);

    internal static Match Match(string id, double confidence) =>
        new(Post(id, title: id), confidence, new("?", [], [], null, null));

    internal static MailMatches Matches(params Match[] best) => new(best, []);
}
