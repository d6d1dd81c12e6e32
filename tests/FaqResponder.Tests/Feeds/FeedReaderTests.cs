using FaqResponder.Core;
using FaqResponder.Support;

namespace FaqResponder.Feeds;

public sealed class FeedReaderTests : IAsyncDisposable
{
    private readonly Blog _blog = new();

    public ValueTask DisposeAsync() => _blog.DisposeAsync();

    [Fact]
    public async Task A_WordPress_feed_is_read()
    {
        _blog.Serving(Blog.Rss("""
            <item>
              <title>L&#8217;acompte &amp;amp; le devis</title>
              <link>https://blog.example/2025/11/acompte-et-devis/</link>
              <pubDate>Tue, 04 Nov 2025 08:30:00 +0000</pubDate>
              <category><![CDATA[Devis &amp; contrats]]></category>
              <category><![CDATA[acompte]]></category>
              <guid isPermaLink="false">https://blog.example/?p=12</guid>
              <description><![CDATA[<p>Demandez un acompte [&#8230;]</p>
            <p>L’article <a href="https://blog.example/x">L’acompte</a> est apparu en premier sur <a href="https://blog.example">Secrétaire</a>.</p>]]></description>
              <content:encoded><![CDATA[
            <p>Demandez un <strong>acompte</strong> de 30&nbsp;%.</p>
            <h2>Pourquoi</h2>
            <blockquote><p>Payez d&rsquo;abord.</p></blockquote>
            <ul><li>on vous paie</li><li><p>on ne vous oublie pas</p></li></ul>
            <figure><img src="a.png" alt="Photo"/></figure>
            <p>L&rsquo;article <a href="https://blog.example/x">L&rsquo;acompte</a> est apparu en premier sur <a href="https://blog.example">Secrétaire</a>.</p>
            ]]></content:encoded>
            </item>
            """));

        var result = await _blog.ReadAsync();

        result.Batch.Problems.ShouldBeEmpty();
        result.Batch.Complete.ShouldBeFalse();
        var (post, source) = result.Batch.Sourced.ShouldHaveSingleItem();
        source.ShouldBe(_blog.Site.Root + "/feed/");
        post.Id.ShouldBe("acompte-et-devis");
        post.Title.ShouldBe("L’acompte & le devis");
        post.Url.ShouldBe("https://blog.example/2025/11/acompte-et-devis/");
        post.Language.ShouldBe(Language.French);
        post.Published.ShouldBe(new DateOnly(2025, 11, 4));
        post.Tags.ShouldBe(["Devis & contrats", "acompte"]);
        post.Phrasings.ShouldBeEmpty();
        post.Text.ShouldBe("Demandez un acompte de 30\u00A0%.\n\nPourquoi\n\nPayez d’abord.\n\n- on vous paie\n- on ne vous oublie pas");
    }

    [Fact]
    public async Task An_Atom_feed_is_read_whatever_the_kind_of_its_content()
    {
        _blog.Serving(SiteAnswer.Ok("""
            <?xml version="1.0"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://blog.example/notes/">
              <title>Notes</title><id>urn:x</id><updated>2025-11-04T08:30:00Z</updated>
              <entry xml:lang="fr"><id>urn:1</id><title type="html">Un &amp;amp; deux &amp;lt;3</title><updated>2025-11-05T08:30:00Z</updated>
                <published>2025-11-04T23:30:00+01:00</published><category term="devis" label="Devis"/>
                <link rel="self" href="api/1"/><link rel="alternate" type="application/json" href="un.json"/><link rel="alternate" type="text/html" href="un"/>
                <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Un</p><p>deux<br/>trois</p></div></content></entry>
              <entry><id>urn:2</id><title>Fish &lt;b> chips</title><updated>2025-11-03T08:30:00Z</updated><link href="/two"/>
                <content type="html">&lt;p&gt;Two&amp;nbsp;!&lt;/p&gt;</content><summary>no</summary></entry>
              <entry><id>urn:3</id><title>Three</title><updated>x</updated><link href="https://blog.example/three"/>
                <content>1 &lt; 2 &amp;amp;
            3</content></entry>
              <entry><id>urn:4</id><title>Four</title><link href="four"/><content src="https://blog.example/four.html" type="text/html"/><summary>Short.</summary></entry>
            </feed>
            """, "application/atom+xml"));

        var posts = (await _blog.ReadAsync()).Batch.Posts;

        posts.Select(post => (post.Title, post.Url, post.Language, post.Published, post.Text)).ShouldBe(
        [
            ("Un & deux <3", "https://blog.example/notes/un", Language.French, new DateOnly(2025, 11, 4), "Un\n\ndeux\ntrois"),
            ("Fish <b> chips", "https://blog.example/two", Language.English, new DateOnly(2025, 11, 3), "Two\u00A0!"),
            ("Three", "https://blog.example/three", Language.English, null, "1 < 2 &amp;\n3"),
            ("Four", "https://blog.example/notes/four", Language.English, null, "Short."),
        ]);
        posts[0].Tags.ShouldBe(["Devis"]);
    }

    [Theory]
    [InlineData("en-US", Language.English)]
    [InlineData("fr", Language.French)]
    [InlineData("de", Language.English)]
    [InlineData("", Language.English)]
    public async Task The_language_is_the_feeds_or_else_the_authors(string code, Language expected)
    {
        _blog.Serving(Blog.Rss(Blog.Item("un"), language: code));

        (await _blog.ReadAsync(language: Language.English)).Batch.Posts.ShouldHaveSingleItem().Language.ShouldBe(expected);
    }

    [Fact]
    public async Task The_language_may_stand_at_the_root()
    {
        _blog.Serving(Blog.Rss(Blog.Item("un"), language: "").Replace("<rss ", "<rss xml:lang=\"en\" ", StringComparison.Ordinal));

        (await _blog.ReadAsync()).Batch.Posts.ShouldHaveSingleItem().Language.ShouldBe(Language.English);
    }

    [Theory]
    [InlineData("Mon, 04 Nov 2025 08:30:00 CET", 4)]
    [InlineData("04 novembre 2025", 4)]
    [InlineData("mar., 4 nov. 25 08:30:00 +0100", 4)]
    [InlineData("November 4th, 2025", 4)]
    [InlineData("2025-11-04", 4)]
    [InlineData("32 Nov 2025", 0)]
    [InlineData("hier soir", 0)]
    [InlineData("", 0)]
    public async Task Odd_dates_are_understood_and_broken_ones_left_out(string date, int day)
    {
        _blog.Serving(Blog.Rss(Blog.Item("un", date: date) + Blog.Item("deux")).Replace("Tue, 04 Nov 2025 08:30:00 +0000</last", "demain</last", StringComparison.Ordinal));

        var posts = (await _blog.ReadAsync()).Batch.Posts;

        posts.Count.ShouldBe(2);
        posts[0].Published.ShouldBe(day == 0 ? null : new DateOnly(2025, 11, day));
    }

    [Fact]
    public async Task A_broken_entry_hides_none_of_the_others()
    {
        _blog.Serving(Blog.Rss($"""
            <ttl>toujours</ttl><image/>
            {Blog.Item("un", """<enclosure url="x" length="1,5 Mo" type="audio/mpeg"/><source/>""")}
            <item><title>Abîmé</title><link>https://blog.example/abime/</link><description>du <b>gras</b> nu</description></item>
            <item/>
            <item><title>Sans adresse</title><description>Texte</description></item>
            <item><title>Une photo</title><link>https://blog.example/photo/</link><description><![CDATA[<img src="a.png">]]></description></item>
            <item><title>Ailleurs</title><link>javascript:alert(1)</link><description>Texte</description></item>
            {Blog.Item("deux")}
            """));

        var batch = (await _blog.ReadAsync()).Batch;

        batch.Posts.Select(post => post.Id).ShouldBe(["un", "deux"]);
        var problem = batch.Problems.ShouldHaveSingleItem();
        problem.Where.ShouldBe(_blog.Site.Root + "/feed/");
        problem.Wrong.French.ShouldContain("(5) : Abîmé, ?, Sans adresse, …");
    }

    [Fact]
    public async Task Relative_addresses_and_permanent_ids_are_addresses_too()
    {
        _blog.Serving(Blog.Rss("""
            <item><title>1</title><link>/un/</link><description>Texte</description></item>
            <item><title>2</title><guid>https://blog.example/deux/</guid><description>Texte</description></item>
            <item><title>3</title><link>http://[/</link><guid isPermaLink="true">https://blog.example/trois/</guid><description>Texte</description></item>
            """));

        (await _blog.ReadAsync()).Batch.Posts.Select(post => post.Url)
            .ShouldBe([_blog.Site.Root + "/un/", "https://blog.example/deux/", "https://blog.example/trois/"]);
    }

    [Fact]
    public async Task The_reader_says_who_it_is_and_brings_no_cookies()
    {
        _blog.Serving(SiteAnswer.Ok(Blog.Rss(Blog.Item("un")), headers: ("Set-Cookie", "a=b; Path=/")));
        var reader = _blog.Reader();
        await reader.ReadAsync(null, Blog.Token);
        await reader.ReadAsync(null, Blog.Token);

        var request = _blog.Site.Requests[1];
        request.Headers["User-Agent"].ShouldStartWith("FaqResponder/");
        request.Headers["Accept"].ShouldContain("application/rss+xml");
        request.Headers.ShouldNotContainKey("Cookie");
        request.Headers.ShouldNotContainKey("If-None-Match");
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        _blog.Site.On("/feed/", request => request.Headers.ContainsKey("If-None-Match")
            ? new SiteAnswer(304, [])
            : SiteAnswer.Ok(Blog.Rss(Blog.Item("un")), headers: [("ETag", "W/\"a b\""), ("Last-Modified", "Tue, 04 Nov 2025 08:30:00 GMT")]));

        var first = await _blog.ReadAsync();
        var second = await _blog.ReadAsync(first.State);

        first.State.ShouldBe(new FeedState("W/\"a b\"", "Tue, 04 Nov 2025 08:30:00 GMT"));
        first.Unchanged.ShouldBeFalse();
        second.Unchanged.ShouldBeTrue();
        second.State.ShouldBe(first.State);
        second.Batch.Complete.ShouldBeFalse();
        second.Batch.Problems.ShouldBeEmpty();
        _blog.Site.Requests[1].Headers["If-None-Match"].ShouldBe("W/\"a b\"");
        _blog.Site.Requests[1].Headers["If-Modified-Since"].ShouldBe("Tue, 04 Nov 2025 08:30:00 GMT");
    }

    [Fact]
    public async Task A_mark_that_can_not_be_sent_back_is_forgotten()
    {
        _blog.Serving(SiteAnswer.Ok(Blog.Rss(Blog.Item("un")), headers: ("ETag", "\"été\"")));

        var first = await _blog.ReadAsync();

        first.State.ShouldBe(FeedState.Nothing);
        (await _blog.ReadAsync(first.State)).Batch.Posts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Redirects_are_followed()
    {
        _blog.Site.On("/1", SiteAnswer.Redirect(_blog.Site.Root + "/2", 302)).On("/2", SiteAnswer.Redirect("3?x=y", 307)).On("/3?x=y", SiteAnswer.Redirect("/feed/", 308));
        _blog.Serving(Blog.Rss(Blog.Item("un")));

        var result = await _blog.Reader("/1").ReadAsync(null, Blog.Token);

        result.Batch.Problems.ShouldBeEmpty();
        result.Batch.Sourced.ShouldHaveSingleItem().Source.ShouldBe(_blog.Site.Root + "/1");
    }

    [Fact]
    public async Task A_feed_without_entries_is_reported()
    {
        _blog.Serving(Blog.Rss(""));

        (await _blog.ReadAsync()).Batch.Problems.ShouldHaveSingleItem().Wrong.English.ShouldContain("no post");
    }

    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        _blog.Site.On("/feed/", _ =>
        {
            stop.Cancel();
            return new SiteAnswer(200, []) { Silent = true };
        });

        await Should.ThrowAsync<OperationCanceledException>(() => _blog.Reader().ReadAsync(null, stop.Token));
    }
}
