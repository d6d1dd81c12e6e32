using System.Globalization;

using FaqResponder.Core;
using FaqResponder.Core.Posts;

namespace FaqResponder.Feeds;

/// <summary>Makes the post that a file describes; names everything that is wrong with it at once.</summary>
internal sealed class MarkdownPost(string name, FrontMatterFields fields, FrontMatter file, Language authorsLanguage)
{
    private static readonly string[] KnownKeys = ["id", "title", "url", "lang", "published", "tags", "questions", "draft"];

    private static readonly string[] Times =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF",
        "yyyy-MM-ddTHH:mmzzz", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-ddTHH:mmZ", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ",
    ];

    private static readonly string[] Yes = ["true", "yes", "on", "oui", "vrai", "1"];
    private static readonly string[] No = ["false", "no", "off", "non", "faux", "0"];

    private readonly List<PostProblem> _problems = [];

    /// <summary>Whether it says that it isn't finished: <c>draft: true</c>, as other blog programs write it.</summary>
    public bool IsDraft => Draft is { } draft && Yes.Contains(draft, StringComparer.OrdinalIgnoreCase);

    private string? Draft => fields["draft"] is { IsList: false, Values: [var draft, ..] } ? draft : null;

    /// <summary>The id of a post that names none: its file name.</summary>
    public static string IdFromName(string name) => Path.GetFileNameWithoutExtension(name);

    public (Post? Post, IReadOnlyList<PostProblem> Problems) Build()
    {
        foreach (var (key, line) in fields.Repeated.Where(twice => KnownKeys.Contains(twice.Key, StringComparer.OrdinalIgnoreCase)))
        {
            _problems.Add(FileProblems.Twice(At(line), key));
        }

        var body = ReadBody(Text("title"));
        var url = ReadUrl();
        var language = ReadLanguage();
        var published = ReadDate();
        CheckDraft();
        var post = new Post
        {
            Id = Text("id") ?? IdFromName(name),
            Title = body.Title ?? "",
            Url = url,
            Language = language,
            Published = published,
            Tags = List("tags", ','),
            Phrasings = List("questions", '\n'),
            Text = body.Text,
        };
        return _problems.Count == 0 ? (post, []) : (null, _problems);
    }

    private MarkdownText ReadBody(string? title)
    {
        var body = MarkdownText.Of(file.Body, title);
        if (body.TooDeep) _problems.Add(FileProblems.TooDeep(At(file.BodyLine)));
        else if (body.Text.Length == 0) _problems.Add(FileProblems.NoText(At(file.BodyLine)));
        if (body.Title is null && IsEmpty("title")) _problems.Add(FileProblems.NoTitle(At(fields["title"]?.Line ?? file.Line)));
        return body;
    }

    private string ReadUrl()
    {
        if (Text("url") is not { } url)
        {
            if (IsEmpty("url")) _problems.Add(FileProblems.NoUrl(At(fields["url"]?.Line ?? file.Line)));
            return "";
        }

        // An address goes into a mail as it stands: with a space in it, it would be cut there.
        if (WebAddress.Parse(url) is null || url.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"'))
        {
            _problems.Add(FileProblems.BadUrl(At(fields["url"]!.Line), url));
        }

        return url;
    }

    private Language ReadLanguage()
    {
        if (Text("lang") is not { } code) return authorsLanguage;
        if (LanguageCodes.Parse(code) is { } language) return language;
        _problems.Add(FileProblems.BadLanguage(At(fields["lang"]!.Line), code));
        return authorsLanguage;
    }

    private DateOnly? ReadDate()
    {
        if (Text("published") is not { } text) return null;

        // "2025-11-04 08:30:00 +0100", as other blog programs write it, is the same with a T and no space.
        var tidy = text.Length > 10 && text[10] == ' ' ? $"{text[..10]}T{text[11..].Replace(" ", "", StringComparison.Ordinal)}" : text;
        if (DateTimeOffset.TryParseExact(tidy, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return DateOnly.FromDateTime(time.DateTime);
        }

        _problems.Add(FileProblems.BadDate(At(fields["published"]!.Line), text));
        return null;
    }

    // What nobody can tell to be a draft or not must not go out as a post.
    private void CheckDraft()
    {
        if (Text("draft") is { } draft && !No.Contains(draft, StringComparer.OrdinalIgnoreCase)) _problems.Add(FileProblems.BadDraft(At(fields["draft"]!.Line), draft));
    }

    private bool IsEmpty(string key) => fields[key] is null or { IsList: false, NestedLine: 0, Values.Count: 0 };

    private string? Text(string key)
    {
        if (fields[key] is not { } field) return null;
        if (!field.IsList && field.NestedLine == 0) return field.Values.Count == 0 ? null : PlainLine.Of(field.Values[0]);
        _problems.Add(FileProblems.NotOneText(At(field.NestedLine > 0 ? field.NestedLine : field.Line), key));
        return null;
    }

    private IReadOnlyList<string> List(string key, char separator)
    {
        if (fields[key] is not { } field) return [];
        if (field.NestedLine > 0) _problems.Add(FileProblems.NotTexts(At(field.NestedLine), key));
        var values = field.IsList ? field.Values : field.Values.SelectMany(value => value.Split(separator));
        return [.. values.Select(PlainLine.Of).Where(value => value.Length > 0)];
    }

    private string At(int line) => $"{name}:{line}";
}
