using System.Buffers;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace FaqResponder.Core.Mails;

/// <summary>Turns HTML into the plain text that a person would read, paragraph by paragraph.</summary>
public static partial class HtmlText
{
    // Deeper markup than this is made by machines or to do harm; what it holds is still read, as one run of text.
    private const int MaxDepth = 200;
    private const int Abyss = 1000;
    private const int MaxQuote = 10;
    private const int MostRepeated = 100_000;

    private static readonly SearchValues<char> EndOfName = SearchValues.Create(" >/\t\r\n");
    private static readonly string[] Unnested = ["br", "p", "img", "hr", "li", "td", "tr", "th", "meta", "link", "input", "option", "col", "wbr", "area", "base"];
    private static readonly string[] Styles = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

    /// <summary>
    /// The text of a page or of a mail's HTML part: block elements become lines, list items get a dash, quotations
    /// (<c>blockquote</c>) get the "> " of plain mail, scripts and styles vanish.
    /// </summary>
    /// <param name="html">The markup.</param>
    /// <param name="withAddresses">Whether the addresses of links are written out, as <c>words &lt;https://…&gt;</c>.</param>
    public static string Of(string html, bool withAddresses = false)
    {
        if (IsAbyss(html)) return Spaces().Replace(WebUtility.HtmlDecode(Tag().Replace(html, " ")), " ").Trim();
        var document = new HtmlParser().ParseDocument(html);
        var lines = new Lines(withAddresses);
        if (document.Body is { } body) Write(body, lines, quote: 0, depth: 0);
        return lines.ToString();
    }

    /// <summary>
    /// Whether elements are opened and never closed thousands deep: the parser's time grows with the square of the depth. And each paragraph repeats
    /// the bold, italics and links that were left open before it: a few hundred of them make a page of millions of elements. Such a page is stripped
    /// of its tags instead.
    /// </summary>
    private static bool IsAbyss(string html)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var (names, depth, styles, repeated) = (open.GetAlternateLookup<ReadOnlySpan<char>>(), 0, 0, 0L);
        foreach (var tag in Tag().EnumerateMatches(html))
        {
            var closes = html[tag.Index + 1] == '/';
            var name = NameOf(html.AsSpan(tag.Index + (closes ? 2 : 1), tag.Length - (closes ? 3 : 2)));
            if (!IsOneOf(name, Styles)) repeated += styles;
            if (html[tag.Index + tag.Length - 2] == '/' || IsOneOf(name, Unnested)) continue;
            var count = names.TryGetValue(name, out var before) ? before : 0;
            // What closes nothing is passed over, as the parser does.
            if (closes && count == 0) continue;
            var step = closes ? -1 : 1;
            names[name] = count + step;
            depth += step;
            if (IsOneOf(name, Styles)) styles += step;
            if (depth > Abyss) return true;
        }

        return repeated > MostRepeated;
    }

    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> tag)
    {
        var end = tag.IndexOfAny(EndOfName);
        return end < 0 ? tag : tag[..end];
    }

    // Elements that are never closed, and paragraphs and items that often aren't, don't nest.
    private static bool IsOneOf(ReadOnlySpan<char> name, string[] names)
    {
        foreach (var other in names)
        {
            if (name.Equals(other, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static void Write(INode node, Lines lines, int quote, int depth)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text) WriteText(text.Data, node is IElement { LocalName: "pre" }, lines, quote);
            else if (child is IElement element && !IsHidden(element)) WriteElement(element, lines, quote, depth);
        }
    }

    private static void WriteText(string text, bool preformatted, Lines lines, int quote)
    {
        var pieces = preformatted ? text.ReplaceLineEndings("\n").Split('\n') : [text];
        for (var i = 0; i < pieces.Length; i++)
        {
            if (i > 0) lines.Break();
            lines.Add(Spaces().Replace(pieces[i], " "), quote);
        }
    }

    private static void WriteElement(IElement element, Lines lines, int quote, int depth)
    {
        if (depth > MaxDepth)
        {
            lines.Add(Spaces().Replace(element.TextContent, " "), quote);
            return;
        }

        // Note: Gmail wraps forwarded mail in the class "gmail_quote" as well, but only quotations in a blockquote.
        var inner = element.LocalName is "blockquote" && !IsIndentation(element) ? Math.Min(quote + 1, MaxQuote) : quote;
        if (IsSignature(element)) Rule(lines, quote);
        switch (element.LocalName)
        {
            case "br":
                lines.Break();
                return;
            case "hr":
                lines.Paragraph();
                return;
            case "p" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "ul" or "ol" or "table" or "blockquote" or "pre" or "article" or "section":
                lines.Paragraph();
                Write(element, lines, inner, depth + 1);
                lines.Paragraph();
                return;
            case "div" or "tr" or "li" or "dt" or "dd" or "header" or "footer" or "figure" or "figcaption":
                lines.EndLine();
                if (element.LocalName == "li") lines.Add("- ", quote);
                Write(element, lines, inner, depth + 1);
                lines.EndLine();
                return;
            case "td" or "th":
                Write(element, lines, inner, depth + 1);
                lines.Add(" ", quote);
                return;
            case "a" when lines.WithAddresses && element.GetAttribute("href") is { } address && address.StartsWith("http", StringComparison.OrdinalIgnoreCase):
                Write(element, lines, inner, depth + 1);
                lines.Add($" <{address}>", quote);
                return;
            default:
                Write(element, lines, inner, depth + 1);
                return;
        }
    }

    // Gmail and Apple Mail indent with a blockquote whose border they take away; a quotation has its line at the left.
    private static bool IsIndentation(IElement element) =>
        !element.HasAttribute("type") && Style(element).Contains("border:none", StringComparison.OrdinalIgnoreCase);

    private static bool IsSignature(IElement element) =>
        element.Id is "Signature" or "ms-outlook-mobile-signature" || element.ClassList.Contains("gmail_signature") || element.HasAttribute("data-smartmail");

    private static void Rule(Lines lines, int quote)
    {
        lines.EndLine();
        lines.Add("--", quote);
        lines.Break();
    }

    private static string Style(IElement element) => element.GetAttribute("style")?.Replace(" ", "", StringComparison.Ordinal) ?? "";

    private static bool IsHidden(IElement element) =>
        element.LocalName is "script" or "style" or "head" or "title" or "template" or "noscript" or "svg" or "iframe" or "object"
        || Style(element).Contains("display:none", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("<[/a-zA-Z][^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("[ \\t\\r\\n\\f]+")]
    private static partial Regex Spaces();

    /// <summary>Lines being written: white space collapses as a browser does it, at most one empty line stands between paragraphs.</summary>
    private sealed class Lines(bool withAddresses)
    {
        private readonly StringBuilder _all = new();
        private readonly StringBuilder _line = new();
        private int _quote;
        private int _empty = 1;

        public bool WithAddresses => withAddresses;

        public void Add(string text, int quote)
        {
            if (_line.Length == 0)
            {
                text = text.TrimStart(' ');
                _quote = quote;
            }
            else if (_line[^1] == ' ')
            {
                text = text.TrimStart(' ');
            }

            _line.Append(text);
        }

        public void EndLine()
        {
            if (_line.ToString().Trim().Length > 0) Break();
            else _line.Clear();
        }

        public void Break()
        {
            var text = _line.ToString().TrimEnd();
            _line.Clear();
            if (text.Length == 0 && ++_empty > 1) return;
            if (text.Length > 0) _empty = 0;
            _all.Insert(_all.Length, "> ", text.Length > 0 ? _quote : 0).Append(text).Append('\n');
        }

        public void Paragraph()
        {
            EndLine();
            if (_empty == 0) Break();
        }

        public override string ToString()
        {
            EndLine();
            return _all.ToString().Trim('\n', ' ');
        }
    }
}
