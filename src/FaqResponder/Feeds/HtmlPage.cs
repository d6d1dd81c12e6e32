using AngleSharp.Html.Parser;

namespace FaqResponder.Feeds;

/// <summary>Recognises a web page that came instead of a feed: the commonest mistake in the settings.</summary>
internal static class HtmlPage
{
    private const string Feeds = "link[rel~=alternate][type='application/rss+xml'], link[rel~=alternate][type='application/atom+xml']";

    private const int Opening = 2_000;

    public static bool IsOne(string text)
    {
        var opening = text[..Math.Min(text.Length, Opening)];
        return opening.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || opening.Contains("<html", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The feed that the page itself names; else <see langword="null"/>.</summary>
    public static Uri? FeedOf(string html, Uri page)
    {
        using var document = new HtmlParser().ParseDocument(html);
        var link = document.QuerySelector(Feeds);
        return WebAddress.Parse(link?.GetAttribute("href"), page);
    }
}
