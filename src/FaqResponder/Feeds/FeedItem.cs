using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace FaqResponder.Feeds;

/// <summary>
/// One entry as the syndication library understands it. Each is handed to the library as a little feed of its own: one broken
/// entry would else take all others with it.
/// </summary>
internal sealed class FeedItem
{
    private static readonly XName Encoded = XName.Get("encoded", "http://purl.org/rss/1.0/modules/content/");

    private static readonly XmlWriterSettings AsItIs = new()
    {
        CheckCharacters = false,
        OmitXmlDeclaration = true,
        NewLineHandling = NewLineHandling.None,
    };

    private readonly SyndicationItem _item;
    private readonly XElement _element;
    private readonly bool _isAtom;

    private FeedItem(SyndicationItem item, XElement element)
    {
        _item = item;
        _element = element;
        _isAtom = element.Name == FeedPage.Atom + "entry";
    }

    public static FeedItem? Load(XElement element)
    {
        var entry = new XElement(element);

        // A length that is no number would make the whole item unreadable.
        entry.Elements("enclosure").Remove();
        try
        {
            if (element.Name != FeedPage.Atom + "entry")
            {
                var rss = new XElement("rss", new XAttribute("version", "2.0"), new XElement("channel", entry));
                return Load(new Rss20FeedFormatter(), rss, element);
            }

            var atom = new XElement(FeedPage.Atom + "feed", element.Parent!.Attributes(), entry);
            return Load(new Atom10FeedFormatter(), atom, element);
        }
        catch (Exception e) when (e is XmlException or FormatException or InvalidOperationException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    private static FeedItem? Load(SyndicationFeedFormatter formatter, XElement feed, XElement element)
    {
        formatter.UriParser = ReadUri;
        using var reader = XmlReader.Create(new StringReader(Write(feed)), FeedPage.Safe);
        formatter.ReadFrom(reader);
        return formatter.Feed.Items.FirstOrDefault() is { } item ? new FeedItem(item, element) : null;
    }

    // Through text, not by the element's own reader: that one calls the white space between elements text, and the library
    // stumbles over it.
    private static string Write(XElement feed)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, AsItIs)) feed.WriteTo(writer);
        return text.ToString();
    }

    /// <summary>The address of the post; <see langword="null"/> when it names none on the web.</summary>
    public Uri? Link(Uri page)
    {
        var origin = WebAddress.Parse(_item.BaseUri?.OriginalString ?? "", page) ?? page;
        return _item.Links
            .Where(link => link.Uri is not null && link.RelationshipType is null or "" or "alternate")
            .OrderByDescending(link => link.MediaType is "text/html" or "application/xhtml+xml")

            // The original, as on Unix "/a/path" counts as the absolute address of a file.
            .Select(link => link.Uri?.OriginalString)
            .Append(PermaLink())
            .Where(link => !string.IsNullOrEmpty(link))
            .Select(link => WebAddress.Parse(link, origin))
            .FirstOrDefault(link => link is not null);
    }

    public string Title() => _item.Title is not { } title ? "" : IsPlain(title) ? PlainLine.Of(title.Text) : FeedText.Line(title.Text);

    /// <summary>The text of the post: the whole, where the feed has it, else the summary.</summary>
    public string Text()
    {
        var encoded = _element.Element(Encoded)?.Value;
        var whole = encoded is not null ? FeedText.FromHtml(encoded) : _item.Content switch
        {
            TextSyndicationContent text => TextOf(text),
            XmlSyndicationContent other => FeedText.FromHtml(ValueOf(other)),
            _ => "",
        };
        return whole.Length > 0 || _item.Summary is null ? whole : TextOf(_item.Summary);
    }

    public IReadOnlyList<string> Tags() =>
        [.. _item.Categories.Select(tag => FeedText.Line(tag.Label ?? tag.Name ?? "")).Where(tag => tag.Length > 0).Distinct()];

    private string? PermaLink()
    {
        var guid = _element.Element("guid");
        return guid is null || (string?)guid.Attribute("isPermaLink") == "false" ? null : WebAddress.Parse(guid.Value)?.AbsoluteUri;
    }

    private string TextOf(TextSyndicationContent content) =>
        IsPlain(content) ? FeedText.FromPlain(content.Text) : FeedText.FromHtml(content.Text);

    // RSS knows no types: whatever stands there is HTML, although the library calls it text.
    private bool IsPlain(TextSyndicationContent content) => _isAtom && content.Type == "text";

    private static string ValueOf(XmlSyndicationContent content)
    {
        using var reader = content.GetReaderAtContent();
        return XElement.Load(reader).Value;
    }

    // An address that is none is left out; the library would refuse the whole entry for it. Its dates are never asked for: a bad
    // one throws only then.
    private static bool ReadUri(XmlUriData data, out Uri? uri)
    {
        Uri.TryCreate(data.UriString.Trim(), data.UriKind, out uri);
        return true;
    }
}
