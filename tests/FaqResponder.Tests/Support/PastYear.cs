using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FaqResponder.Support;

/// <summary>A mail of the year, and what the author would answer it with: posts, or none where she writes freely.</summary>
internal sealed record YearMail(string MessageId, DateTimeOffset At, string From, string Subject, string Body, IReadOnlyList<string> Truth)
{
    /// <summary>When she answered; <see langword="null"/> when she never did.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>
/// A time of mail to an author with a blog, made of the labelled corpora: people ask what others asked before, in somewhat other words; she answers most of them after hours or
/// days, with the link, with pasted text, or freely. The same seed makes the same year.
/// </summary>
internal sealed class PastYear
{
    private const double Answered = 0.8;
    private const double PublishedBefore = 0.7;
    private const double Pasted = 0.15;
    private const double WithoutThread = 0.1;

    private static readonly string[] Openings = ["Bonjour,", "Bonjour Sylvie,", "Bonsoir,", "Chère Madame,", "Hello,", ""];
    private static readonly string[] Lives =
        ["J'ai quarante-deux ans et deux enfants.", "Je lis vos billets depuis l'été.", "Une amie m'a parlé de vous.", "Il pleut ici depuis trois semaines.", "Je sors d'un long congé.", "", "", ""];

    private static readonly string[] Closings = ["Merci d'avance", "Cordialement", "Bien à vous", "Merci !", ""];

    private readonly Random _random;
    private readonly DateTimeOffset _until;
    private readonly List<(string Id, string Title, string Url, string Language, string Body, DateOnly Published)> _posts = [];

    /// <param name="corpora">The folder of the corpora.</param>
    /// <param name="mails">How many mails there are.</param>
    /// <param name="days">In how many days they came, until now.</param>
    public PastYear(string corpora, int mails, int days, int seed = 1)
    {
#pragma warning disable CA5394 // Nobody is to be kept from guessing it.
        _random = new(seed);
#pragma warning restore CA5394
        _until = new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero);
        var from = _until.AddDays(-days);
        var asked = new List<(string Subject, string Body, IReadOnlyList<string> Truth)>();
        foreach (var folder in Directory.GetDirectories(corpora).Order(StringComparer.Ordinal))
        {
            foreach (var post in Lines(folder, "posts"))
            {
                var published = Chance(PublishedBefore) ? from.AddDays(-Below(700) - 30) : from.AddDays(Below(days));
                _posts.Add((Text(post, "id"), Text(post, "title"), $"https://blog.example.test/{Text(post, "id")}", Text(post, "lang"), Text(post, "body"), DateOnly.FromDateTime(published.UtcDateTime)));
            }

            asked.AddRange(Lines(folder, "history").Select(l => (Text(l, "subject"), Text(l, "body"), Texts(l, "answered_with"))));
            asked.AddRange(Lines(folder, "mails").Select(l => (Text(l, "subject"), Text(l, "body"), Text(l, "kind") is "answered" or "multi" ? Texts(l, "relevant") : [])));
        }

        Mails = [.. Enumerable.Range(0, mails).Select(n => Ask(n, asked[Below(asked.Count)], from.AddMinutes((long)days * 1440 * n / mails)))];
    }

    public IReadOnlyList<YearMail> Mails { get; }

    /// <summary>Writes the posts as the author keeps them.</summary>
    public void WritePosts(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (id, title, url, language, body, published) in _posts)
        {
            File.WriteAllText(
                Path.Combine(folder, id + ".md"),
                $"---\nid: {id}\ntitle: {JsonSerializer.Serialize(title)}\nurl: {url}\nlang: {language}\npublished: {published.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\n---\n\n{body}\n");
        }
    }

    /// <summary>Writes the mails into a Maildir, and her replies into its Sent, each as if it had come at its time.</summary>
    public void WriteMails(string maildir, string author)
    {
        foreach (var part in (string[])["cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp"]) MakeForAll(Path.Combine(maildir, part));
        for (var n = 0; n < Mails.Count; n++)
        {
            var mail = Mails[n];
            Write(maildir, n, mail.At, $"Return-Path: <asker{n}@client.test>\r\nFrom: {mail.From}\r\nTo: {author}\r\nSubject: {Encoded(mail.Subject)}\r\nMessage-ID: <{mail.MessageId}>\r\n", mail.Body);
            if (mail.AnsweredAt is not { } at) continue;
            var thread = n % (int)(1 / WithoutThread) == 0 ? "" : $"In-Reply-To: <{mail.MessageId}>\r\nReferences: <{mail.MessageId}>\r\n";
            Write(
                Path.Combine(maildir, ".Sent"), n, at, $"From: {author}\r\nTo: {mail.From}\r\nSubject: {Encoded("Re: " + mail.Subject)}\r\nMessage-ID: <r{n}@example.test>\r\n{thread}",
                $"{Reply(n, mail, at)}\n\nLe {at:dd/MM/yyyy} à 10:00, Quelqu'un a écrit :\n{string.Join('\n', mail.Body.Split('\n').Select(l => "> " + l))}");
        }
    }

    private YearMail Ask(int number, (string Subject, string Body, IReadOnlyList<string> Truth) asked, DateTimeOffset at)
    {
        var body = string.Join("\n\n", ((string[])[Openings[Below(Openings.Length)], Lives[Below(Lives.Length)], Mistyped(asked.Body), Closings[Below(Closings.Length)]]).Where(p => p.Length > 0));
        var answeredAt = at.AddHours(1 + Below(70));
        return new($"m{number}@client.test", at, $"Quelqu'un <asker{number}@client.test>", asked.Subject, body, asked.Truth) { AnsweredAt = Chance(Answered) && answeredAt < _until ? answeredAt : null };
    }

    private string Reply(int number, YearMail mail, DateTimeOffset at)
    {
        var posts = _posts.Where(p => mail.Truth.Contains(p.Id)).ToList();
        // What she has not written yet she can't send.
        if (posts.Count == 0 || posts.Exists(p => p.Published >= DateOnly.FromDateTime(at.UtcDateTime))) return $"Bonjour,\n\nJe vous réponds de vive voix, appelez-moi jeudi vers {8 + (number % 10)} heures.\n\nSylvie";
        var telling = posts.Select((p, i) => i == 0 && number % (int)(1 / Pasted) == 0 ? string.Join(' ', p.Body.Replace("*", "", StringComparison.Ordinal).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Skip(5).Take(60)) : $"Tout est ici : {p.Url}");
        return $"Bonjour,\n\n{string.Join("\n\n", telling)}\n\nBon courage !\nSylvie";
    }

    // Two neighbours change places in one word of twenty.
    private string Mistyped(string text) => string.Join(' ', text.Split(' ').Select(word =>
    {
        if (word.Length < 5 || !Chance(0.05)) return word;
        var at = 1 + Below(word.Length - 3);
        return $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}";
    }));

    private static void Write(string folder, int number, DateTimeOffset at, string header, string body)
    {
        var mail = Encoding.UTF8.GetBytes($"{header}Date: {at.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body.ReplaceLineEndings("\r\n")}\r\n");
        var path = Path.Combine(folder, "cur", string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeSeconds()}.M{number:000000}P1.year,S={mail.Length},W={mail.Length}:2,S"));
        File.WriteAllBytes(path, mail);
        // It becomes the INTERNALDATE.
        File.SetLastWriteTimeUtc(path, at.UtcDateTime);
    }

    // Dovecot reads them under an account of its own.
    private static void MakeForAll(string folder)
    {
        Directory.CreateDirectory(folder);
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode all = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        foreach (var made in (string[])[Path.GetDirectoryName(folder)!, folder]) File.SetUnixFileMode(made, all);
    }

    private static string Encoded(string subject) => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(subject))}?=";

#pragma warning disable CA5394
    private int Below(int most) => _random.Next(most);

    private bool Chance(double share) => _random.NextDouble() < share;
#pragma warning restore CA5394

    private static IEnumerable<JsonElement> Lines(string folder, string file) => File.ReadLines(Path.Combine(folder, $"{file}.jsonl")).Select(l => JsonSerializer.Deserialize<JsonElement>(l));

    private static string Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static IReadOnlyList<string> Texts(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : [];
}
