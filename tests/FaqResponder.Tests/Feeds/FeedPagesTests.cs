using FaqResponder.Support;

namespace FaqResponder.Feeds;

public sealed class FeedPagesTests : IAsyncDisposable
{
    private const string WordPress = "<generator>https://wordpress.org/?v=6.8</generator>";

    private readonly Blog _blog = new();

    public ValueTask DisposeAsync() => _blog.DisposeAsync();

    [Fact]
    public async Task The_older_pages_of_a_WordPress_feed_are_read_until_there_is_none()
    {
        _blog.Serving(Blog.Rss(Blog.Item("trois"), WordPress));
        _blog.Site.On("/feed/?paged=2", SiteAnswer.Ok(Blog.Rss(Blog.Item("deux"), WordPress))).On("/feed/?paged=3", SiteAnswer.Ok(Blog.Rss(Blog.Item("un"), WordPress)));

        var result = await _blog.ReadAsync();

        result.Batch.Problems.ShouldBeEmpty();
        result.Batch.Posts.Select(post => post.Id).ShouldBe(["trois", "deux", "un"]);
        Asked().ShouldBe(["GET /feed/", "GET /feed/?paged=2", "GET /feed/?paged=3", "GET /feed/?paged=4"]);
    }

    [Fact]
    public async Task A_query_in_the_address_of_a_WordPress_feed_is_kept()
    {
        _blog.Site.On("/?feed=rss2&cat=3", SiteAnswer.Ok(Blog.Rss(Blog.Item("deux"), WordPress))).On("/?feed=rss2&cat=3&paged=2", SiteAnswer.Ok(Blog.Rss(Blog.Item("un"))));

        (await _blog.Reader("/?feed=rss2&cat=3").ReadAsync(null, Blog.Token)).Batch.Posts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_page_with_nothing_new_is_the_last()
    {
        _blog.Serving(Blog.Rss(Blog.Item("un"), WordPress));
        _blog.Site.On("/feed/?paged=2", SiteAnswer.Ok(Blog.Rss(Blog.Item("un"), WordPress)));

        (await _blog.ReadAsync()).Batch.Posts.Count.ShouldBe(1);
        Asked().ShouldBe(["GET /feed/", "GET /feed/?paged=2"]);
    }

    [Fact]
    public async Task A_feed_that_is_no_WordPress_feed_has_one_page()
    {
        _blog.Serving(Blog.Rss(Blog.Item("un"), "<generator>Hugo</generator>"));

        await _blog.ReadAsync();

        Asked().ShouldBe(["GET /feed/"]);
    }

    [Theory]
    [InlineData("next")]
    [InlineData("prev-archive")]
    public async Task The_next_page_is_where_the_feed_says(string relation)
    {
        _blog.Serving(Blog.Rss(Blog.Item("deux"), $"""<atom:link rel="{relation}" href="../archive?n=1"/>{WordPress}"""));
        _blog.Site.On("/archive?n=1", SiteAnswer.Ok($"""
            <feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><link rel="{relation}" href="file:///etc/passwd"/>
            <entry><title>1</title><link href="https://blog.example/un"/><summary>Texte</summary></entry></feed>
            """));

        var result = await _blog.ReadAsync();

        result.Batch.Problems.ShouldBeEmpty();
        result.Batch.Posts.Select(post => post.Id).ShouldBe(["deux", "un"]);
        Asked().ShouldBe(["GET /feed/", "GET /archive?n=1"]);
    }

    [Fact]
    public async Task No_more_pages_are_read_than_the_settings_allow()
    {
        _blog.Settings = _blog.Settings with { FeedPages = 3 };
        _blog.Serving(Blog.Rss(Blog.Item("p1"), WordPress));
        for (var page = 2; page < 9; page++) _blog.Site.On($"/feed/?paged={page}", SiteAnswer.Ok(Blog.Rss(Blog.Item($"p{page}"), WordPress)));

        (await _blog.ReadAsync()).Batch.Posts.Select(post => post.Id).ShouldBe(["p1", "p2", "p3"]);
    }

    [Fact]
    public async Task When_a_later_page_fails_the_others_are_used_and_everything_is_asked_again_next_time()
    {
        _blog.Serving(SiteAnswer.Ok(Blog.Rss(Blog.Item("deux"), WordPress), headers: ("ETag", "\"x\"")));
        _blog.Site.On("/feed/?paged=2", SiteAnswer.Plain(500));

        var result = await _blog.ReadAsync(Blog.Known);

        result.Batch.Posts.Select(post => post.Id).ShouldBe(["deux"]);
        result.Batch.Problems.ShouldHaveSingleItem().Where.ShouldBe(_blog.Site.Root + "/feed/?paged=2");
        result.State.ShouldBe(FeedState.Nothing);
    }

    [Fact]
    public async Task Only_the_first_page_is_asked_whether_it_changed()
    {
        _blog.Serving(Blog.Rss(Blog.Item("deux"), WordPress));

        await _blog.ReadAsync(Blog.Known);

        _blog.Site.Requests[0].Headers.ShouldContainKey("If-None-Match");
        _blog.Site.Requests[1].Headers.ShouldNotContainKey("If-None-Match");
    }

    private IEnumerable<string> Asked() => _blog.Site.Requests.Select(request => request.ToString());
}
