using FaqResponder.Support;

namespace FaqResponder.Feeds;

public sealed class GonePostTests : IAsyncDisposable
{
    private readonly Blog _blog = new();

    public ValueTask DisposeAsync() => _blog.DisposeAsync();

    [Theory]
    [InlineData(404, true)]
    [InlineData(410, true)]
    [InlineData(200, false)]
    [InlineData(204, false)]
    [InlineData(403, null)]
    [InlineData(500, null)]
    [InlineData(503, null)]
    public async Task A_post_is_gone_when_its_own_address_says_so(int status, bool? gone)
    {
        _blog.Site.On("/billet/", SiteAnswer.Plain(status));

        (await IsGoneAsync("/billet/")).ShouldBe(gone);
        Asked().ShouldBe(["HEAD /billet/"]);
    }

    [Theory]
    [InlineData(405, 404, true)]
    [InlineData(501, 200, false)]
    public async Task A_server_that_knows_no_HEAD_is_asked_with_GET(int refusal, int status, bool gone)
    {
        _blog.Site.On("/billet/", request => SiteAnswer.Plain(request.Method == "HEAD" ? refusal : status));

        (await IsGoneAsync("/billet/")).ShouldBe(gone);
        Asked().ShouldBe(["HEAD /billet/", "GET /billet/"]);
    }

    [Fact]
    public async Task A_post_that_moved_is_looked_for_where_it_went()
    {
        _blog.Site.On("/a", SiteAnswer.Redirect("/b")).On("/b", SiteAnswer.Plain(200)).On("/c", SiteAnswer.Redirect("/d")).On("/d", SiteAnswer.Plain(410));

        (await IsGoneAsync("/a")).ShouldBe(false);
        (await IsGoneAsync("/c")).ShouldBe(true);
    }

    [Fact]
    public async Task Redirects_that_lead_nowhere_say_nothing()
    {
        _blog.Site.On("/a", SiteAnswer.Redirect("/a")).On("/b", SiteAnswer.Redirect("file:///etc/passwd"));

        (await IsGoneAsync("/a")).ShouldBeNull();
        (await IsGoneAsync("/b")).ShouldBeNull();
    }

    [Fact]
    public async Task A_server_that_does_not_answer_says_nothing()
    {
        _blog.Settings = _blog.Settings with { FeedTimeout = TimeSpan.FromSeconds(0.2) };
        _blog.Site.On("/a", new SiteAnswer(200, []) { Silent = true });

        (await IsGoneAsync("/a")).ShouldBeNull();
        (await _blog.Reader().IsGoneAsync("https://no-such-blog.invalid/a", Blog.Token)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/billet")]
    [InlineData("ftp://blog.example/billet")]
    public async Task What_is_no_web_address_says_nothing(string url) =>
        (await _blog.Reader().IsGoneAsync(url, Blog.Token)).ShouldBeNull();

    private Task<bool?> IsGoneAsync(string target) => _blog.Reader().IsGoneAsync(_blog.Site.At(target).AbsoluteUri, Blog.Token);

    private IEnumerable<string> Asked() => _blog.Site.Requests.Select(request => request.ToString());
}
