using System.Xml;
using System.Xml.Linq;

using FaqResponder.Core;

namespace FaqResponder.Feeds;

/// <summary>One page of a feed, RSS or Atom.</summary>
internal sealed class FeedPage
{
    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private const int MaxDepth = 250;

    // The DTD of very old feeds is passed over, and nothing that it names is fetched. References to control characters are let pass;
    // they are taken out of the text later.
    public static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private readonly XElement? _head;
    private readonly Uri _address;

    private FeedPage(Uri address, XElement? head, PostProblem? problem)
    {
        _address = address;
        _head = head;
        Problem = problem;
    }

    /// <summary>Why it is not a feed that can be read; else <see langword="null"/>.</summary>
    public PostProblem? Problem { get; }

    public IReadOnlyList<FeedEntry> Entries { get; private init; } = [];

    /// <summary>Entries without an address or a text, by their names.</summary>
    public IReadOnlyList<string> LeftOut { get; private init; } = [];

    public static FeedPage Read(Downloaded.Page page, Language authorsLanguage)
    {
        // Not a few blogs send an empty line before the XML declaration, where nothing may stand.
        var text = FeedText.WithoutControls(FeedCharset.Decode(page.Bytes, page.Charset)).TrimStart();
        try
        {
            RefuseDepth(text);
            using var reader = XmlReader.Create(new StringReader(text), Safe);
            return Read(XDocument.Load(reader).Root!, text, page.Address, authorsLanguage);
        }
        catch (XmlException e)
        {
            var problems = new FeedProblems(page.Address);
            var problem = HtmlPage.IsOne(text) ? problems.WebPage(HtmlPage.FeedOf(text, page.Address))
                : text.StartsWith('<') ? problems.BrokenXml(e.LineNumber, e.Message)
                : problems.NoXml();
            return new FeedPage(page.Address, null, problem);
        }
    }

    // The tree is walked by recursion: elements without end in each other would overflow the stack.
    private static void RefuseDepth(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), Safe);
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth) throw new XmlException("Elements nested too deeply", null, ((IXmlLineInfo)reader).LineNumber, 0);
        }
    }

    private static FeedPage Read(XElement root, string text, Uri address, Language authorsLanguage)
    {
        var head = root.Name == Atom + "feed" ? root : root.Name == "rss" ? root.Element("channel") : null;
        if (head is null)
        {
            var problems = new FeedProblems(address);
            var isHtml = root.Name.LocalName.Equals("html", StringComparison.OrdinalIgnoreCase);
            var problem = isHtml ? problems.WebPage(HtmlPage.FeedOf(text, address)) : problems.OtherXml(root.Name.LocalName);
            return new FeedPage(address, null, problem);
        }

        var language = LanguageCodes.Parse((string?)head.Element("language") ?? (string?)head.Attribute(XNamespace.Xml + "lang"))
            ?? LanguageCodes.Parse((string?)root.Attribute(XNamespace.Xml + "lang"))
            ?? authorsLanguage;
        var read = head.Elements().Where(element => element.Name == "item" || element.Name == Atom + "entry")
            .Select(element => (Element: element, Entry: FeedEntry.Read(element, address, language))).ToList();
        return new FeedPage(address, head, null)
        {
            Entries = [.. read.Select(one => one.Entry).OfType<FeedEntry>()],
            LeftOut = [.. read.Where(one => one.Entry is null).Select(one => FeedEntry.NameOf(one.Element))],
        };
    }

    /// <summary>The address of the page after this one: as the feed says (RFC 5005), or by WordPress's own way of counting.</summary>
    /// <param name="number">The number of that page.</param>
    public Uri? Next(int number) => LinkTo("next") ?? LinkTo("prev-archive") ?? (IsWordPress ? Paged(number) : null);

    private bool IsWordPress => _head?.Elements().Any(element =>
        element.Name.LocalName == "generator"
        && $"{element.Value} {element.Attribute("uri")?.Value}".Contains("wordpress", StringComparison.OrdinalIgnoreCase)) == true;

    private Uri? LinkTo(string relation) => _head?.Elements(Atom + "link")
        .Where(link => (string?)link.Attribute("rel") == relation)
        .Select(link => WebAddress.Parse((string?)link.Attribute("href"), _address))
        .FirstOrDefault();

    private Uri Paged(int number)
    {
        var query = _address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !part.StartsWith("paged=", StringComparison.Ordinal)).Append($"paged={number}");
        return new UriBuilder(_address) { Query = string.Join('&', query) }.Uri;
    }
}
