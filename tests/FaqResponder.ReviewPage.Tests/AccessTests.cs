using System.Net;

using FaqResponder.Support;

namespace FaqResponder.ReviewPage;

/// <summary>Who gets in, and what the page says to those who don't.</summary>
public sealed class AccessTests(MailServer server) : IAsyncLifetime
{
    private ServedPage _page = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _page = await ServedPage.StartAsync(server);

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Fact]
    public async Task The_link_in_the_journal_opens_the_page_once()
    {
        var link = _page.Service.JournalText.Split([' ', '\n']).First(w => w.Contains("/open/", StringComparison.Ordinal));
        using var client = _page.NewClient();

        using var first = await client.AskAsync(link);
        using var second = await client.AskAsync(link);

        Where(first).ShouldBe("/");
        Cookie(first).ShouldNotBeNull();
        Where(second).ShouldStartWith("/login");
        Cookie(second).ShouldBeNull();
    }

    [Fact]
    public async Task Who_was_let_in_sees_the_page()
    {
        using var client = await _page.SignInAsync();

        using var tray = await client.AskAsync("/");

        tray.StatusCode.ShouldBe(HttpStatusCode.OK);
        tray.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
    }

    [Fact]
    public async Task A_link_that_nobody_gave_opens_nothing()
    {
        using var client = _page.NewClient();

        using var answer = await client.AskAsync($"/open/{new string('a', 48)}");

        Where(answer).ShouldStartWith("/login");
        Cookie(answer).ShouldBeNull();
    }

    [Fact]
    public async Task Pictures_on_other_sites_that_lead_to_a_link_neither_use_it_up_nor_keep_her_out()
    {
        using var client = _page.NewClient();
        var link = $"{_page.NewLink()}";
        for (var i = 0; i < 12; i++)
        {
            using var picture = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { { "Sec-Fetch-Dest", "image" }, { "Sec-Fetch-Site", "cross-site" } } };
            using var refused = await client.SendAsync(picture, Cancellation);
            refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        using var answer = await client.AskAsync(link);

        Where(answer).ShouldBe("/");
        Cookie(answer).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_and_other_sites_and_expires()
    {
        using var client = _page.NewClient();

        using var opened = await client.AskAsync($"{_page.NewLink()}");

        var parts = Cookie(opened).ShouldNotBeNull().Split("; ").Skip(1).Select(p => p.Split('=')).ToDictionary(p => p[0].ToLowerInvariant(), p => p.ElementAtOrDefault(1));
        parts.ShouldContainKey("httponly");
        parts["samesite"].ShouldBe("lax", StringCompareShould.IgnoreCase);
        parts["path"].ShouldBe("/");
        parts.ShouldNotContainKey("domain");
        var stays = DateTimeOffset.Parse(parts["expires"]!) - DateTimeOffset.UtcNow;
        stays.ShouldBe(_page.Service.Settings.ReviewPage.StaySignedIn, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/mail/1")]
    [InlineData("/no-such-page")]
    public async Task Who_is_not_signed_in_is_sent_to_the_login_and_sees_no_mail(string path)
    {
        await _page.ReceiveAsync("Crêpes", Posts.UnknownQuestion);
        using var client = _page.NewClient();

        using var answer = await client.AskAsync(path);

        Where(answer).ShouldStartWith("/login");
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Signing_everybody_out_ends_every_cookie()
    {
        using var client = await _page.SignInAsync();

        new Storage.PageAccess(_page.Service.Database, TimeProvider.System).SignAllOut();

        using var answer = await client.AskAsync("/");
        Where(answer).ShouldStartWith("/login");
    }

    private static string Where(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return new Uri(answer.RequestMessage!.RequestUri!, answer.Headers.Location!).PathAndQuery;
    }

    private static string? Cookie(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.FirstOrDefault(c => c.StartsWith("faqresponder-", StringComparison.Ordinal)) : null;
}
