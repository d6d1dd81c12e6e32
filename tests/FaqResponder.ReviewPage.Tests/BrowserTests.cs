using FaqResponder.Core;
using FaqResponder.Support;

namespace FaqResponder.ReviewPage;

/// <summary>The page opens in the author's browser, whatever she looks at it with.</summary>
public sealed class BrowserTests(MailServer server, Browser browser) : PageTests(server, browser)
{
    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, false, false)]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    public async Task The_link_opens_the_page(bool javaScript, bool phone, bool dark)
    {
        var page = await OpenAsync(await ServeAsync(), new() { JavaScript = javaScript, Phone = phone, Dark = dark });

        new Uri(page.Url).AbsolutePath.ShouldBe("/");
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe("fr");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task The_tray_keeps_nobody_out(bool phone, bool dark)
    {
        var served = await ServeAsync();
        await served.ReceiveAsync("Crêpes", Posts.UnknownQuestion);

        var page = await OpenAsync(served, new() { Phone = phone, Dark = dark });

        await page.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task The_language_that_she_chose_wins()
    {
        var page = await OpenAsync(await ServeAsync(), new() { Language = Language.English });

        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe("en");
    }
}
