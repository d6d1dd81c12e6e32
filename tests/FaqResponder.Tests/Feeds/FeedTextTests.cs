using FaqResponder.Support;

namespace FaqResponder.Feeds;

public sealed class FeedTextTests : IAsyncDisposable
{
    private readonly Blog _blog = new();

    public ValueTask DisposeAsync() => _blog.DisposeAsync();

    [Fact]
    public async Task An_entry_without_a_title_is_called_by_its_opening_words()
    {
        _blog.Serving(Blog.Rss("<item><title/><link>https://blog.example/1</link><description>Bonne rentrée à toutes&lt;br&gt;et à tous</description></item>"));

        (await _blog.ReadAsync()).Batch.Posts.ShouldHaveSingleItem().Title.ShouldBe("Bonne rentrée à toutes");
    }

    [Theory]
    [InlineData("Résumé… <a href='x'>Lire la suite</a>", "Résumé…")]
    [InlineData("Résumé [&#8230;]", "Résumé …")]
    [InlineData("<p>Résumé [...]</p><p><a class='more-link'>Continuer la lecture de « Titre » →</a></p>", "Résumé …")]
    [InlineData("<p>Summary.</p>\n<p><a>Read more &raquo;</a></p>", "Summary.")]
    [InlineData("<p>Summary &hellip; <a>Continue reading<span> \"Title\"</span></a></p>\n<p>The post <a>Title</a> appeared first on <a>Blog</a>.</p>", "Summary …")]
    [InlineData("<p>Résumé.</p><p>L'article <a>Titre</a> est apparu en premier sur <a>Blog</a>.</p>", "Résumé.")]
    [InlineData("<p>Résumé.</p><p>Cet article Titre est apparu en premier sur Blog</p>", "Résumé.")]
    [InlineData("<p>Summary.</p>The post Title first appeared on Blog.", "Summary.")]
    [InlineData("<p>I wish I could read more</p>", "I wish I could read more")]
    [InlineData("<p>L'article 293 B suffit.</p>", "L'article 293 B suffit.")]
    [InlineData("En savoir plus sur la TVA", "En savoir plus sur la TVA")]
    [InlineData("<p>Lire la suite, c'est bien.</p><p>La voici.</p>", "Lire la suite, c'est bien.\n\nLa voici.")]
    public async Task A_summary_is_used_without_its_tail(string description, string expected)
    {
        _blog.Serving(Blog.Rss($"<item><title>A</title><link>https://blog.example/a</link><description><![CDATA[{description}]]></description></item>"));

        (await _blog.ReadAsync()).Batch.Posts.ShouldHaveSingleItem().Text.ShouldBe(expected);
        _blog.Site.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("windows-1252", "application/rss+xml; charset=windows-1252", "UTF-8")]
    [InlineData("windows-1252", "application/rss+xml; charset=\"ISO-8859-1\"", "UTF-8")]
    [InlineData("windows-1252", "application/rss+xml", "ISO-8859-1")]
    [InlineData("utf-8", "application/rss+xml", "UTF-8")]
    [InlineData("utf-8", "application/rss+xml; charset=martian", "UTF-8")]
    [InlineData("utf-8", "application/rss+xml; charset=utf-7", "UTF-8")]
    public async Task The_charset_is_the_servers_or_else_the_documents(string written, string type, string declared)
    {
        _blog.Serving(Blog.In(written, Blog.Rss(Blog.Item("l’été")).Replace("UTF-8", declared, StringComparison.Ordinal), type));

        (await _blog.ReadAsync()).Batch.Posts.ShouldHaveSingleItem().Title.ShouldBe("Titre de l’été");
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task A_byte_order_mark_says_more_than_the_server(string charset)
    {
        var encoding = System.Text.Encoding.GetEncoding(charset);
        byte[] body = [.. encoding.Preamble, .. encoding.GetBytes(Blog.Rss(Blog.Item("été")))];
        _blog.Serving(new SiteAnswer(200, body, ("Content-Type", "text/xml; charset=iso-8859-1")));

        (await _blog.ReadAsync()).Batch.Posts.ShouldHaveSingleItem().Title.ShouldBe("Titre de été");
    }

    [Fact]
    public async Task Small_sins_against_XML_are_forgiven()
    {
        var feed = "\r\n\n" + Blog.Rss(Blog.Item("un", "<content:encoded><![CDATA[A\u000BB&#x8;]]></content:encoded><description>C<!-- x -->D&#x8;</description>"))
            .Replace("?><rss version=\"2.0\"", "?><!DOCTYPE rss PUBLIC \"-//Netscape//DTD\" \"http://my.netscape.com/rss-0.91.dtd\"><?x y?><rss version=\"0.91\"", StringComparison.Ordinal);
        _blog.Serving(feed);

        (await _blog.ReadAsync()).Batch.Posts.ShouldHaveSingleItem().Text.ShouldBe("AB");
    }

    [Fact]
    public async Task A_compressed_feed_is_unpacked()
    {
        _blog.Serving(SiteAnswer.Ok(Blog.Rss(Blog.Item("un"))).Gzipped());

        (await _blog.ReadAsync()).Batch.Posts.Count.ShouldBe(1);
    }
}
