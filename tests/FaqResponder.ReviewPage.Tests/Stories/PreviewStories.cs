using FaqResponder.Support;

using Microsoft.Playwright;

using MimeKit;

namespace FaqResponder.Stories;

/// <summary>The preview shows what the asker will get.</summary>
public sealed class PreviewStories(MailServer server, Browser browser) : PageTests(server, browser)
{
    private const string OwnWords = "Chère Léa,\n\nVoyez https://blog.example.test/assurance & <tout> ira bien.\n\nSylvie";

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public async Task What_the_preview_shows_is_what_arrives(bool ownWords, bool javaScript)
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        var page = await OpenMailAsync(served, new() { JavaScript = javaScript });
        if (ownWords) await page.Words().FillAsync(OwnWords);
        await page.Locator(".preview summary").FollowAsync();

        var laidOut = await ShowAsync(page, 0);
        var plain = await ShowAsync(page, 1);
        await page.Button("e").FollowAsync();

        var reply = await served.SentAsync();
        Squeezed(plain).ShouldBe(Squeezed(reply.Words()));
        Squeezed(laidOut).ShouldBe(Squeezed(await TextOfAsync(page, reply)));
    }

    [Fact]
    public async Task The_preview_follows_what_is_written()
    {
        var page = await OpenMailAsync(await ServeAsync());
        await page.Locator(".preview summary").FollowAsync();
        await Frame(page).GetByText("Merci de votre message").First.WaitForAsync();

        await page.Words().FillAsync("Tout autre chose.");

        await Frame(page).GetByText("Tout autre chose.").WaitForAsync();
    }

    [Fact]
    public async Task The_preview_follows_a_post_that_is_put_in()
    {
        var page = await OpenMailAsync(await ServeAsync());
        await page.Locator(".preview summary").FollowAsync();
        await page.Words().FillAsync("Tout autre chose.\n\nSylvie");
        await Frame(page).GetByText("Tout autre chose.").WaitForAsync();

        await page.Suggestion("L'assurance professionnelle").Insert().FollowAsync();

        await Frame(page).GetByText("n'est pas obligatoire, mais je la conseille").WaitForAsync();
    }

    private static IFrameLocator Frame(IPage page) => page.FrameLocator("iframe[name=preview]");

    /// <summary>Asks for one format, and reads it once it is there.</summary>
    private static async Task<string> ShowAsync(IPage page, int format)
    {
        await page.RunAndWaitForResponseAsync(() => page.Locator("[data-preview]").Nth(format).ClickAsync(), r => r.Url.EndsWith(format == 0 ? "/preview" : "/preview?format=text", StringComparison.Ordinal) && r.Request.Method == "POST");
        await Frame(page).Locator(format == 0 ? "blockquote" : "pre").WaitForAsync();
        return await Frame(page).Locator("body").InnerTextAsync();
    }

    /// <summary>What a mail program would show of the laid out part.</summary>
    private static async Task<string> TextOfAsync(IPage page, MimeMessage reply)
    {
        var program = await page.Context.Browser!.NewPageAsync();
        await program.SetContentAsync(reply.HtmlBody!);
        var text = await program.Locator("body").InnerTextAsync();
        await program.CloseAsync();
        return text;
    }

    private static string Squeezed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<IPage> OpenMailAsync(ServedPage served, Viewer? viewer = null)
    {
        var file = await served.ReceiveAsync("Assurance", Posts.InsuranceQuestion);
        return await OpenAsync(served, viewer, $"/mail/{file.Entry.Id}");
    }
}
