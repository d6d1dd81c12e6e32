using System.Net;

using FaqResponder.Support;

namespace FaqResponder.ReviewPage;

/// <summary>What to write next, on the page: how often it was asked, and the file that begins the post.</summary>
public sealed class GapTests(MailServer server) : IAsyncLifetime
{
    private ServedPage _page = null!;

    public async ValueTask InitializeAsync() => _page = await ServedPage.StartAsync(server);

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Fact]
    public async Task A_question_without_a_post_tells_how_many_asked_and_gives_the_file_that_begins_the_post()
    {
        var id = (await _page.ReceiveAsync("Crêpes", Posts.UnknownQuestion)).Entry.Id;
        using var client = await _page.SignInAsync();
        var link = $"/figures?handler=Draft&weeks=12&id={id}";

        using var figures = await client.AskAsync("/figures?weeks=12");
        using var file = await client.AskAsync(link);

        var html = await figures.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        html.ShouldContain("1 message, 1 personne · dernier");
        html.ShouldContain($"\"{WebUtility.HtmlEncode(link)}\"");
        file.Content.Headers.ContentType!.ToString().ShouldBe("text/markdown; charset=utf-8");
        (file.Content.Headers.ContentDisposition!.DispositionType, file.Content.Headers.ContentDisposition.FileName!).ShouldBe(
            ("attachment", "est-ce-que-vous-connaissez-un-bon-restaurant-de-crepes-pres.md"));
        var text = await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldContain("draft: true\n");
        text.ShouldContain("  - \"Est-ce que vous connaissez un bon restaurant de crêpes près de Quimper ?\"\n");
    }

    [Fact]
    public async Task A_question_that_has_a_post_by_now_leads_back_to_the_list_and_strangers_get_nothing()
    {
        using var client = await _page.SignInAsync();
        using var stranger = _page.NewClient();

        using var gone = await client.AskAsync("/figures?handler=Draft&weeks=12&id=99");
        using var closed = await stranger.AskAsync("/figures?handler=Draft&weeks=12&id=1");

        (gone.StatusCode, gone.Headers.Location?.OriginalString).ShouldBe((HttpStatusCode.Redirect, "/figures?weeks=12"));
        closed.Headers.Location!.OriginalString.ShouldContain("/login");
    }
}
