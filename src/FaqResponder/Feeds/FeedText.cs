using System.Text.RegularExpressions;

using FaqResponder.Core.Mails;

namespace FaqResponder.Feeds;

/// <summary>Turns what a feed holds into the plain text of a post.</summary>
internal static partial class FeedText
{
    public static string FromHtml(string html)
    {
        // "> " marks quotations in mails; in a post they are part of it. A list item
        // that holds a paragraph leaves its dash alone on a line.
        var text = QuoteMarks().Replace(WithoutControls(HtmlText.Of(html)), "");
        return WithoutTail(LoneDash().Replace(text, "- "));
    }

    public static string FromPlain(string text) => WithoutTail(WithoutControls(text).ReplaceLineEndings("\n").Trim());

    /// <summary>A title or a tag: one line, without markup.</summary>
    public static string Line(string html) => PlainLine.Of(WithoutControls(HtmlText.Of(html)));

    /// <summary>Control characters come with what is pasted from word processors. XML knows none, and no mail should hold any.</summary>
    public static string WithoutControls(string text) => Controls().Replace(text, "");

    // What the blog program adds under each entry for readers of the feed: links to the page, and where it appeared first.
    private static string WithoutTail(string text)
    {
        while (true)
        {
            var shorter = CutMark().Replace(AppearedFirst().Replace(ReadMore().Replace(text, ""), ""), "…").TrimEnd();
            if (shorter == text || shorter.Length == 0) return text;
            text = shorter;
        }
    }

    [GeneratedRegex("[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\uFFFE\\uFFFF]")]
    private static partial Regex Controls();

    [GeneratedRegex("^(?:> )+", RegexOptions.Multiline)]
    private static partial Regex QuoteMarks();

    [GeneratedRegex("^-\\n+(?=[^\\n])", RegexOptions.Multiline)]
    private static partial Regex LoneDash();

    // On a line of its own, or after an ellipsis: a sentence may well end in "read more".
    [GeneratedRegex(
        "(?:(?<=^|\\n)|(?<=…|\\.\\.\\.|…\\]|\\.\\.\\.\\])[ \\u00A0]*)[(\\[]?(?:(?:read|view) more|continue reading|keep reading|read the (?:rest|full)"
        + "|lire (?:la suite|plus|l['’]article)|continuer la lecture|continuer [àa] lire|poursuivre la lecture|en savoir plus)\\b[^\\n]{0,150}$",
        RegexOptions.IgnoreCase)]
    private static partial Regex ReadMore();

    [GeneratedRegex(
        "(?<=^|\\n|[.!?…\\]] )(?:The post\\b[^\\n]{0,300}\\b(?:appeared first|first appeared) on|"
        + "(?:L['’]|Cet )article\\b[^\\n]{0,300}\\best apparu en premier sur)\\b[^\\n]{0,200}$",
        RegexOptions.IgnoreCase)]
    private static partial Regex AppearedFirst();

    [GeneratedRegex("\\[ ?(?:…|\\.\\.\\.) ?\\]$")]
    private static partial Regex CutMark();
}
