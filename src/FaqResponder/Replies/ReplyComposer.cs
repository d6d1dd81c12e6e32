using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

using FaqResponder.Core;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Posts;
using FaqResponder.Core.Replies;
using FaqResponder.Settings;

namespace FaqResponder.Replies;

/// <summary>Composes replies: the post's own words in the frame of a template, in the asker's language.</summary>
internal sealed partial class ReplyComposer(Templates templates, FaqSettings settings, TimeProvider clock)
{
    /// <summary>The author's reply with posts.</summary>
    public const string Draft = "draft";

    /// <summary>The author's reply after an automatic answer that was wrong.</summary>
    public const string Apology = "apology";

    /// <summary>A letter with nothing in it yet.</summary>
    public const string Blank = "blank";

    /// <summary>A post as it stands within a reply.</summary>
    public const string Inserted = "post";

    private const int LongestQuestion = 600;
    private const int LongestQuote = 4000;

    /// <summary>A reply that holds posts; <see langword="null"/> when there is nobody to send it to.</summary>
    /// <param name="messageId">A new identifier, in the author's domain.</param>
    /// <param name="template">The template; <see langword="null"/> for the one of the kind.</param>
    public Reply? Compose(IncomingMail mail, Reading reading, IReadOnlyList<Post> posts, ReplyKind kind, string messageId, string? template = null)
    {
        var language = reading.Language ?? settings.Language;
        var name = template ?? (kind is ReplyKind.Automatic ? "automatic" : Draft);
        var values = Values(mail, reading, posts, language);
        return Frame(
            mail, kind, language, messageId,
            templates.Render(Templates.NameOf(language, name, "txt"), values),
            templates.Render(Templates.NameOf(language, name, "html"), Encoded(values)));
    }

    /// <summary>The words of such a reply without the mail that it quotes below: what the author reads over and may change.</summary>
    public string Words(IncomingMail mail, Reading reading, IReadOnlyList<Post> posts, string template)
    {
        var language = reading.Language ?? settings.Language;
        var values = Values(mail, reading, posts, language);
        (values["attribution"], values["quote"], values["quoted"]) = ("", "", "");
        return templates.Render(Templates.NameOf(language, template, "txt"), values).Trim();
    }

    /// <summary>A reply in the author's own words, with the asker's mail quoted below.</summary>
    public Reply? ComposeFree(IncomingMail mail, Reading reading, string words, string messageId)
    {
        var language = reading.Language ?? settings.Language;
        var text = $"{words.Trim()}\n\n{Attribution(mail, language)}\n{Quote(reading)}\n";
        var html = $"{Linked(Paragraphs(words))}\n<p>{WebUtility.HtmlEncode(Attribution(mail, language))}</p>\n<blockquote>{Paragraphs(Bounded(reading.Text, LongestQuote))}</blockquote>\n";
        return Frame(mail, ReplyKind.FromAuthor, language, messageId, text, html);
    }

    /// <summary>The words of a reply that was composed freely, without the mail that it quotes.</summary>
    public string WordsOf(IncomingMail mail, Reading reading, string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        var end = lines.LastIndexOf($"\n\n{Attribution(mail, reading.Language ?? settings.Language)}\n", StringComparison.Ordinal);
        return (end < 0 ? lines : lines[..end]).Trim();
    }

    /// <summary>Renders every template with made-up values: a broken one is found at start, not when the first mail arrives.</summary>
    public IReadOnlyList<TemplateException> ProveTemplates()
    {
        var problems = new List<TemplateException>();
        var post = new Post { Id = "p", Title = "T", Url = "https://blog.example/p", Text = "T." };
        var values = Values(new IncomingMail(), new Reading { Text = "T ?", Questions = ["T ?"] }, [post], settings.Language);
        foreach (var name in Templates.Names)
        {
            try
            {
                templates.Render(name, name.EndsWith(".html", StringComparison.Ordinal) ? Encoded(values) : values);
            }
            catch (TemplateException problem)
            {
                problems.Add(problem);
            }
        }

        return problems;
    }

    private Reply? Frame(IncomingMail mail, ReplyKind kind, Language language, string messageId, string text, string html)
    {
        if (ReplyHeaders.Recipient(mail, kind) is not { } to) return null;
        return new()
        {
            Kind = kind,
            MessageId = messageId,
            FromName = settings.Author.Name,
            FromAddress = settings.Author.Address,
            ToName = to.Name,
            ToAddress = to.Address,
            Subject = ReplyHeaders.Subject(mail.Subject, kind, settings.Answering.SubjectPrefix, WhenNoSubject(language)),
            Text = text,
            Html = html,
            InReplyTo = mail.MessageId is { } id && ReplyHeaders.IsSafe(id) ? id : null,
            References = ReplyHeaders.References(mail),
            Language = language,
            Date = clock.GetLocalNow(),
        };
    }

    private Dictionary<string, object> Values(IncomingMail mail, Reading reading, IReadOnlyList<Post> posts, Language language) => new()
    {
        ["posts"] = posts.Select(p => new Dictionary<string, object> { ["title"] = p.Title, ["url"] = p.Url, ["lead"] = p.Lead }).ToList<object>(),
        ["question"] = Bounded(string.Join("\n", reading.Questions), LongestQuestion),
        ["subject"] = ReplyHeaders.OneLine(mail.Subject),
        ["author"] = settings.Author.Name,
        ["signature"] = settings.Author.Signature.Length > 0 ? settings.Author.Signature : settings.Author.Name,
        ["attribution"] = Attribution(mail, language),
        ["quote"] = Quote(reading),
        ["quoted"] = Bounded(reading.Text, LongestQuote),
    };

    /// <summary>
    /// The same values for HTML: all are encoded, so that a template can't forget to, and each text has a twin <c>…_html</c> with paragraphs.
    /// </summary>
    internal static Dictionary<string, object> Encoded(IReadOnlyDictionary<string, object> values)
    {
        var encoded = new Dictionary<string, object>();
        foreach (var (name, value) in values)
        {
            if (value is List<object> list) encoded[name] = list.Select(v => (object)Encoded((Dictionary<string, object>)v)).ToList();
            else if (value is string text)
            {
                encoded[name] = WebUtility.HtmlEncode(text);
                encoded[name + "_html"] = name is "signature" ? WebUtility.HtmlEncode(text).Replace("\n", "<br>\n", StringComparison.Ordinal) : Paragraphs(text);
            }
        }

        encoded["quote_html"] = encoded.GetValueOrDefault("quoted_html", "");
        return encoded;
    }

    private static string Paragraphs(string text) => string.Join('\n', text.Trim().Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
        .Select(p => $"<p>{WebUtility.HtmlEncode(p.Trim()).Replace("\n", "<br>\n", StringComparison.Ordinal)}</p>"));

    // The author's own addresses become links; nothing in a quotation does.
    private static string Linked(string html) => WebAddresses().Replace(html, m => $"<a href=\"{m.Value}\">{m.Value}</a>");

    private static string Quote(Reading reading) =>
        string.Join('\n', Bounded(reading.Text, LongestQuote).Split('\n').Select(line => line.Length == 0 ? ">" : $"> {line}"));

    private static string Attribution(IncomingMail mail, Language language)
    {
        var who = mail.Asker is { } asker ? ReplyHeaders.NameOf(asker) is { Length: > 0 } name ? name : asker.Address : "?";
        var when = mail.Date ?? mail.ArrivedAt;
        return language switch
        {
            Language.French => string.Create(CultureInfo.InvariantCulture, $"Le {when:dd/MM/yyyy} à {when:HH:mm}, {who} a écrit :"),
            Language.English => string.Create(CultureInfo.InvariantCulture, $"On {when:yyyy-MM-dd} at {when:HH:mm}, {who} wrote:"),
        };
    }

    private static string WhenNoSubject(Language language) => language switch
    {
        Language.French => "votre message",
        Language.English => "your message",
    };

    // In text that is encoded already; a mark that ends the sentence is no part of the address.
    [GeneratedRegex(@"https?://((?!&(quot|lt|gt|#39);)[^\s<>""»])*((?!&(quot|lt|gt|#39);)[^\s<>"".,;:!?)»])")]
    private static partial Regex WebAddresses();

    private static string Bounded(string text, int most) => text.Length <= most ? text : Excerpt.Of(text, most).TrimEnd() + " […]";
}
