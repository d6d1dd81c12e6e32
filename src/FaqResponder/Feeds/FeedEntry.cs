using System.Xml.Linq;

using FaqResponder.Core;

namespace FaqResponder.Feeds;

/// <summary>One entry of a feed, ready to become a post.</summary>
internal sealed record FeedEntry(
    Uri Link, string Title, string Text, Language Language, DateOnly? Published, IReadOnlyList<string> Tags)
{
    private const int LongestTitle = 80;

    // "date" is Dublin Core's, in RSS.
    private static readonly string[] DateNames = ["pubDate", "published", "date", "updated"];

    private static readonly XNamespace Dublin = "http://purl.org/dc/elements/1.1/";

    /// <summary>Reads an entry; <see langword="null"/> when it has no address or says nothing, or when its markup is too broken to tell.</summary>
    /// <param name="element">The <c>item</c> or <c>entry</c>.</param>
    /// <param name="page">The address of the feed.</param>
    /// <param name="language">The language of the feed.</param>
    public static FeedEntry? Read(XElement element, Uri page, Language language)
    {
        if (FeedItem.Load(element) is not { } item || item.Link(page) is not { } link) return null;
        var text = item.Text();
        if (text.Length == 0) return null;
        var title = item.Title();
        var code = (string?)element.Attribute(XNamespace.Xml + "lang") ?? (string?)element.Element(Dublin + "language");
        return new FeedEntry(
            link, title.Length > 0 ? title : Opening(text), text, LanguageCodes.Parse(code) ?? language, DateOf(element), item.Tags());
    }

    /// <summary>What to call an entry that can't be read: its title, else its address.</summary>
    public static string NameOf(XElement element) =>
        element.Elements().Where(child => child.Name.LocalName is "title" or "link" or "guid" or "id")
            .Select(child => FeedText.Line(child.Value)).FirstOrDefault(name => name.Length > 0) ?? "?";

    private static DateOnly? DateOf(XElement element) =>
        DateNames.SelectMany(name => element.Elements().Where(child => child.Name.LocalName == name))
            .Select(child => FeedDate.Day(child.Value))
            .FirstOrDefault(day => day is not null);

    private static string Opening(string text)
    {
        var line = PlainLine.Of(text.Split('\n')[0]);
        if (line.Length <= LongestTitle) return line;
        var space = line.LastIndexOf(' ', LongestTitle);
        return line[..(space > 0 ? space : LongestTitle)] + " …";
    }
}
