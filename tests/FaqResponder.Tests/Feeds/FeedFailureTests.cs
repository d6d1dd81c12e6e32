using System.Net;
using System.Net.Sockets;
using System.Text;

using FaqResponder.Support;

namespace FaqResponder.Feeds;

public sealed class FeedFailureTests : IAsyncDisposable
{
    private readonly Blog _blog = new();

    public ValueTask DisposeAsync() => _blog.DisposeAsync();

    [Theory]
    [InlineData(404, "rien à cette adresse")]
    [InlineData(410, "rien à cette adresse")]
    [InlineData(401, "refuse")]
    [InlineData(403, "refuse")]
    [InlineData(429, "refuse")]
    [InlineData(500, "en panne")]
    [InlineData(503, "en panne")]
    [InlineData(204, "autre chose")]
    public async Task A_refusal_is_put_into_words(int status, string wrong)
    {
        _blog.Serving(SiteAnswer.Plain(status));

        var problem = await _blog.FailAsync();

        problem.Where.ShouldBe(_blog.Site.Root + "/feed/");
        problem.Wrong.French.ShouldContain(wrong);
        problem.Wrong.English.ShouldContain(status.ToString());
    }

    [Fact]
    public async Task A_web_page_is_not_a_feed()
    {
        _blog.Serving(SiteAnswer.Ok("<!DOCTYPE html><html><head><title>Blog</title><body><p>Bonjour<br>", "text/html"));

        var problem = await _blog.FailAsync();

        problem.Wrong.English.ShouldBe("This is a web page, not a feed.");
        problem.Remedy.English.ShouldContain("/feed/");
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><head><link rel=alternate type='application/rss+xml' href='/blog/rss.xml'></head><body>")]
    [InlineData("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><link rel='alternate' type='application/atom+xml' href='/blog/rss.xml'/></head></html>")]
    public async Task A_web_page_that_names_its_feed_leads_to_it(string page)
    {
        _blog.Serving(SiteAnswer.Ok(page, "text/html"));

        (await _blog.FailAsync()).Remedy.French.ShouldContain(_blog.Site.Root + "/blog/rss.xml");
    }

    [Theory]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1\"}", "not XML")]
    [InlineData("", "not XML")]
    [InlineData("<urlset><url/></urlset>", "<urlset>")]
    [InlineData("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>", "<RDF>")]
    [InlineData("<rss version='2.0'/>", "<rss>")]
    public async Task What_is_no_feed_is_refused(string body, string wrong)
    {
        _blog.Serving(body);

        (await _blog.FailAsync()).Wrong.English.ShouldContain(wrong);
    }

    [Fact]
    public async Task A_feed_cut_off_in_the_middle_is_reported_with_its_line()
    {
        var feed = Blog.Rss(Blog.Item("un") + Blog.Item("deux"));
        _blog.Serving(feed[..feed.IndexOf("Titre de deux", StringComparison.Ordinal)]);

        var line = feed[..feed.IndexOf("Titre de deux", StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        (await _blog.FailAsync()).Wrong.English.ShouldContain($"cut off at line {line} ");
    }

    [Fact]
    public async Task A_connection_that_breaks_off_is_reported()
    {
        _blog.Serving(SiteAnswer.Ok(Blog.Rss(Blog.Item("un"))) with { StopAfter = 900 });

        (await _blog.FailAsync()).Wrong.English.ShouldContain("incomplete");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Compression_that_is_none_is_reported(string encoding)
    {
        _blog.Serving(SiteAnswer.Ok(Blog.Rss(Blog.Item("un")), headers: ("Content-Encoding", encoding)));

        (await _blog.FailAsync()).Wrong.English.ShouldContain("unreadable");
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://blog.example/feed")]
    [InlineData("http://")]
    public async Task A_redirect_out_of_the_web_is_refused(string target)
    {
        _blog.Serving(SiteAnswer.Redirect(target));

        (await _blog.FailAsync()).Wrong.French.ShouldContain(target);
    }

    [Fact]
    public async Task Redirects_without_end_are_given_up_after_five()
    {
        _blog.Serving(SiteAnswer.Redirect("/feed/", 302));

        (await _blog.FailAsync()).Wrong.English.ShouldContain("without end");
        _blog.Site.Requests.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_feed_that_is_too_large_is_refused_even_when_it_is_small_on_the_way(bool compressed)
    {
        _blog.Settings = _blog.Settings with { FeedMaxBytes = 200_000 };
        var large = SiteAnswer.Ok(Blog.Rss(Blog.Item("un", $"<!--{new string('x', 10_000_000)}-->")));
        _blog.Serving(compressed ? large.Gzipped() : large);

        (await _blog.FailAsync()).Wrong.English.ShouldContain("larger than 0.2 MB");
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_not_waited_for()
    {
        _blog.Settings = _blog.Settings with { FeedTimeout = TimeSpan.FromSeconds(0.2) };
        _blog.Serving(new SiteAnswer(200, []) { Silent = true });

        (await _blog.FailAsync()).Wrong.English.ShouldContain("within 0.2 seconds");
    }

    [Fact]
    public async Task A_server_that_falls_silent_in_the_middle_is_not_waited_for()
    {
        _blog.Settings = _blog.Settings with { FeedTimeout = TimeSpan.FromSeconds(0.5) };
        _blog.Serving(SiteAnswer.Ok(Blog.Rss(Blog.Item("un"))) with { StopAfter = 900, ThenWait = true });

        (await _blog.FailAsync()).Wrong.English.ShouldContain("within 0.5 seconds");
    }

    [Fact]
    public async Task A_closed_door_is_reported()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var problem = await FailAsync(new Uri($"http://127.0.0.1:{port}/feed/"));

        problem.Wrong.English.ShouldContain($"127.0.0.1:{port}");
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_reported() =>
        (await FailAsync(new Uri("http://no-such-blog.invalid/feed/"))).Wrong.French.ShouldContain("« no-such-blog.invalid » est introuvable");

    [Fact]
    public async Task A_server_that_speaks_no_TLS_is_reported() =>
        (await FailAsync(new Uri(_blog.Site.At("/feed/").AbsoluteUri.Replace("http:", "https:", StringComparison.Ordinal)))).Wrong.English.ShouldContain("TLS");

    [Fact]
    public async Task A_password_in_the_address_is_never_shown()
    {
        var address = new Uri(_blog.Site.At("/feed/").AbsoluteUri.Replace("http://", "http://sylvie:secret@", StringComparison.Ordinal));

        (await FailAsync(address)).ToString().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>", "&x;")]
    [InlineData("<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY x \"&a;&a;&a;&a;&a;&a;\">]>", "&x;")]
    public async Task Entities_are_never_resolved(string dtd, string text)
    {
        _blog.Serving(Blog.Rss(Blog.Item("un", $"<content:encoded>{text}</content:encoded>")).Replace("?><rss", $"?>{dtd}<rss", StringComparison.Ordinal));

        (await _blog.FailAsync()).Wrong.English.ShouldContain("damaged");
    }

    [Fact]
    public async Task Elements_nested_without_end_are_refused()
    {
        var builder = new StringBuilder().Insert(0, "<x>", 100_000);
        _blog.Serving(Blog.Rss(Blog.Item("un", builder.ToString())));

        (await _blog.FailAsync()).Wrong.English.ShouldContain("nested too deeply");
    }

    private async Task<PostProblem> FailAsync(Uri feed) => Blog.Failure(await _blog.ReaderOf(feed).ReadAsync(Blog.Known, Blog.Token));
}
