using FaqResponder.Support;

namespace FaqResponder.Stories;

/// <summary>She finds her way through a full tray.</summary>
public sealed class TrayStories(MailServer server, Browser browser) : PageTests(server, browser)
{
    private const int OnAPage = 40;

    private readonly MailServer _server = server;

    [Fact]
    public async Task A_search_finds_the_mails_that_bear_all_its_words_whatever_their_accents()
    {
        var served = await ServeAsync();
        await served.ReceiveAsync("Crêpes", Posts.UnknownQuestion);
        await served.ReceiveAsync("Bretagne", "Bonjour, où se garer à Quimper un jour de marché ?");
        var page = await OpenAsync(served, path: "/?q=quimper");
        (await page.Rows().CountAsync()).ShouldBe(2);

        await page.GotoAsync("/?q=crepes+QUIMPER");

        (await page.Rows().AllInnerTextsAsync()).ShouldHaveSingleItem().ShouldContain("Crêpes");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?order=new")]
    public async Task Many_mails_are_leafed_through_and_none_is_left_out(string order)
    {
        var served = await ServeAsync();
        var subjects = Enumerable.Range(1, OnAPage + 3).Select(i => $"Nouvelles {i:00}").ToList();
        foreach (var subject in subjects) await _server.DeliverAsync(served.Service.Author, Mails.From(served.Asker, served.Service.Author, subject, "Bonjour, je vous écris pour vous dire que tout avance bien ici."));
        foreach (var subject in subjects) await served.Service.BecomesAsync(subject, Core.Ledger.MailState.Waiting);
        var page = await OpenAsync(served, path: $"/{order}");
        var first = await page.Rows().AllInnerTextsAsync();

        await page.Locator("[rel=next]").FollowAsync();
        await page.WaitForURLAsync("**p=2*");

        var second = await page.Rows().AllInnerTextsAsync();
        (await page.Locator(".pages").InnerTextAsync()).ShouldContain("Page 2 sur 2");
        (first.Count, second.Count).ShouldBe((OnAPage, 3));
        subjects.ShouldAllBe(s => first.Concat(second).Any(row => row.Contains(s, StringComparison.Ordinal)));
    }
}
