using Microsoft.Playwright;

namespace FaqResponder.Support;

/// <summary>What the tests in the browser rely on: a page that does wrong is told of.</summary>
public sealed class PageSupportTests(MailServer server, Browser browser) : PageTests(server, browser)
{
    private static readonly Uri Address = new("http://127.0.0.1:9/");

    [Theory]
    [InlineData("<script>document.title = 'x'</script>", "Content Security Policy")]
    [InlineData("<p style='color: red'>x</p>", "Content Security Policy")]
    [InlineData("<img src='https://elsewhere.example/pixel.png' alt=''>", "Content Security Policy")]
    [InlineData("<script src='/throws.js'></script>", "script: ")]
    [InlineData("<script src='/complains.js'></script>", "console: it went wrong")]
    public async Task What_a_page_may_not_do_fails_its_test(string body, string complaint)
    {
        await ShowAsync(body);

        (await ComplaintsAsync()).ShouldContain(c => c.Contains(complaint, StringComparison.Ordinal));

        Expect(complaint);
        Expect("elsewhere.example");
    }

    [Fact]
    public async Task A_page_that_leads_elsewhere_fails_its_test()
    {
        var page = await ShowAsync("<a href='http://elsewhere.example/'>x</a>");

        await page.ClickAsync("a");

        (await ComplaintsAsync()).ShouldBe(["another host: http://elsewhere.example/"]);
        Expect("elsewhere.example");
    }

    [Fact]
    public async Task A_page_that_does_nothing_wrong_fails_no_test()
    {
        await ShowAsync("<p>x</p>");

        (await ComplaintsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Barriers_are_listed_with_the_element_and_the_rule()
    {
        var page = await ShowAsync("<main><h1>x</h1><input id='nameless'></main>");

        var told = await Assert.ThrowsAsync<ShouldAssertException>(page.ShouldBeAccessibleAsync);

        told.Message.ShouldContain("label (critical) at #nameless");
        told.Message.ShouldContain("<input id=\"nameless\">");
    }

    [Fact]
    public async Task A_page_without_barriers_passes()
    {
        var page = await ShowAsync("<main><h1>x</h1><label>Nom <input></label></main>");

        await page.ShouldBeAccessibleAsync();
    }

    [Fact]
    public void A_missing_browser_is_told_with_what_to_install()
    {
        using var empty = new TempFolder();

        Should.Throw<InvalidOperationException>(() => Chromium.Find(empty.Path)).Message.ShouldContain("run tests/run, which installs chromium");
    }

    [Fact]
    public void A_browser_under_any_of_its_names_will_do()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["google-chrome"], "");

        Chromium.Find($"/nowhere{Path.PathSeparator}{folder.Path}").ShouldBe(folder["google-chrome"]);
    }

    /// <summary>A page under the policy of the real one.</summary>
    private async Task<IPage> ShowAsync(string body)
    {
        var page = await LookAsync(Address);
        await page.Context.RouteAsync("**/*", route => route.FulfillAsync(Answer(new Uri(route.Request.Url), body)));
        await page.GotoAsync($"{Address}");
        return page;
    }

    private static RouteFulfillOptions Answer(Uri asked, string body) => asked.AbsolutePath switch
    {
        "/throws.js" => Script("nothing.here()"),
        "/complains.js" => Script("console.error('it went wrong')"),
        _ => new()
        {
            ContentType = "text/html; charset=utf-8",
            Body = $"<!DOCTYPE html><html lang='fr'><head><title>x</title></head><body>{body}</body></html>",
            Headers = new Dictionary<string, string> { ["Content-Security-Policy"] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'" },
        },
    };

    private static RouteFulfillOptions Script(string text) => new() { ContentType = "text/javascript", Body = text };
}
