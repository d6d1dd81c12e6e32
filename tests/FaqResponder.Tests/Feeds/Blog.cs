using System.Text;

using FaqResponder.Core;
using FaqResponder.Settings;
using FaqResponder.Support;

namespace FaqResponder.Feeds;

/// <summary>A blog on the loopback and a reader of its feed.</summary>
internal sealed class Blog : IAsyncDisposable
{
    private readonly List<HttpClient> _clients = [];

    public WebSite Site { get; } = new();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public PostsSettings Settings { get; set; } = new() { FeedTimeout = TimeSpan.FromSeconds(20) };

    /// <summary>A feed as WordPress writes it.</summary>
    public static string Rss(string items, string channel = "", string language = "fr-FR") => $"""
        <?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
        	xmlns:content="http://purl.org/rss/1.0/modules/content/"
        	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
        	xmlns:dc="http://purl.org/dc/elements/1.1/"
        	xmlns:atom="http://www.w3.org/2005/Atom"
        	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
        	xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
        <channel>
        	<title>Secrétaire à mon compte</title>
        	<atom:link href="https://blog.example/feed/" rel="self" type="application/rss+xml" />
        	<link>https://blog.example</link>
        	<description>Le blog &#8211; de Sylvie</description>
        	<lastBuildDate>Tue, 04 Nov 2025 08:30:00 +0000</lastBuildDate>
        	<language>{language}</language>
        	<sy:updatePeriod>hourly</sy:updatePeriod>
        	{channel}
        {items}
        </channel>
        </rss>
        """;

    public static string Item(string slug, string more = "", string date = "Tue, 04 Nov 2025 08:30:00 +0000") => $"""
        	<item>
        		<title>Titre de {slug}</title>
        		<link>https://blog.example/{slug}/</link>
        		<comments>https://blog.example/{slug}/#respond</comments>
        		<dc:creator><![CDATA[Sylvie]]></dc:creator>
        		<pubDate>{date}</pubDate>
        		<category><![CDATA[Devis]]></category>
        		<guid isPermaLink="false">https://blog.example/?p=1</guid>
        		<description><![CDATA[<p>Texte de {slug}.</p>]]></description>
        		{more}
        		<slash:comments>0</slash:comments>
        	</item>
        """;

    public Blog Serving(string feed) => Serving(SiteAnswer.Ok(feed));

    public Blog Serving(SiteAnswer answer)
    {
        Site.On("/feed/", answer);
        return this;
    }

    public FeedReader Reader(string feed = "/feed/", Language language = Language.French) => ReaderOf(Site.At(feed), language);

    public FeedReader ReaderOf(Uri feed, Language language = Language.French)
    {
        var settings = Settings with { Feed = feed };
        var client = FeedHttp.Create(settings);
        _clients.Add(client);
        return new FeedReader(client, settings, language);
    }

    public Task<FeedResult> ReadAsync(FeedState? known = null, Language language = Language.French) => Reader(language: language).ReadAsync(known, Token);

    /// <summary>Reads a feed that can't be read, and checks what is always true of that.</summary>
    public async Task<PostProblem> FailAsync(string feed = "/feed/") => Failure(await Reader(feed).ReadAsync(Known, Token));

    public static FeedState Known { get; } = new("\"former\"", "Mon, 03 Nov 2025 08:30:00 GMT");

    public static PostProblem Failure(FeedResult result)
    {
        result.Unchanged.ShouldBeFalse();
        result.State.ShouldBe(Known);
        result.Batch.Complete.ShouldBeFalse();
        result.Batch.Posts.ShouldBeEmpty();
        var problem = result.Batch.Problems.ShouldHaveSingleItem();
        new[] { problem.Wrong.French, problem.Wrong.English, problem.Remedy.French, problem.Remedy.English }.ShouldAllBe(words => words.Length > 10);
        return problem;
    }

    public static SiteAnswer In(string charset, string feed, string type) =>
        new(200, (CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset)).GetBytes(feed), ("Content-Type", type));

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Site.DisposeAsync();
    }
}
