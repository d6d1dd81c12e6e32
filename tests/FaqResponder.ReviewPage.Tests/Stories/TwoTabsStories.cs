using FaqResponder.Core.Ledger;
using FaqResponder.Support;

using Microsoft.Playwright;

namespace FaqResponder.Stories;

/// <summary>She, or somebody who helps her, has a mail open twice: nothing is sent twice, and nothing that was written is lost.</summary>
public sealed class TwoTabsStories(MailServer server, Browser browser) : PageTests(server, browser)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_comes_second_is_told_and_keeps_her_words_and_nothing_is_sent_twice(bool javaScript)
    {
        var (served, first, second) = await TwoTabsAsync(javaScript);
        await second.Words().FillAsync("Chère Léa,\n\nBon courage !\n\nSylvie");
        await first.Button("e").FollowAsync();
        await served.Service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);

        await second.Button("e").FollowAsync();

        (await second.Problem().InnerTextAsync()).ShouldContain("ce message n'attend plus");
        (await second.Locator("pre.words").InnerTextAsync()).ShouldContain("Bon courage !");
        await served.Service.RestsAsync();
        (await served.SentAsync()).Words().ShouldNotContain("Bon courage !");
    }

    [Fact]
    public async Task The_list_in_another_tab_sends_nothing_twice()
    {
        var (served, first, second) = await TwoTabsAsync();
        await second.GotoAsync("/");
        await first.Button("e").FollowAsync();
        await served.Service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);

        await second.Locator("[data-list] button[name=Post]").FollowAsync();

        (await second.Notice().InnerTextAsync()).ShouldContain("rien n'est parti deux fois");
        await served.Service.RestsAsync();
        await served.SentAsync();
    }

    [Fact]
    public async Task Of_a_group_only_those_that_still_wait_are_answered_and_she_is_told()
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        foreach (var subject in (string[])["Diplôme", "Un diplôme"]) await served.ReceiveAsync(subject, Posts.DiplomaQuestion);
        var first = await OpenAsync(served);
        await first.Rows().First.FollowAsync();
        var second = await OpenAsync(served, path: "/mail/1");
        await second.Button("c").FollowAsync();
        await served.Service.BecomesAsync("Diplôme", MailState.Dismissed);

        await first.Button("e").FollowAsync();

        (await first.GetByRole(AriaRole.Status).AllInnerTextsAsync()).ShouldContain(t => t.Contains("1 message n'attendait plus", StringComparison.Ordinal));
        (await served.SentAsync()).Subject.ShouldBe("Re: Un diplôme");
        await served.Service.BecomesAsync("Diplôme", MailState.Dismissed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_double_click_sends_once(bool javaScript)
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        var file = await served.ReceiveAsync("Assurance", Posts.InsuranceQuestion);
        var page = await OpenAsync(served, new() { JavaScript = javaScript }, $"/mail/{file.Entry.Id}");

        await page.Button("e").DblClickAsync();
        await page.WaitForLoadStateAsync();

        await served.Service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);
        await served.Service.RestsAsync();
        await served.SentAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_second_half_of_a_double_click_is_not_for_the_next_mail(bool javaScript)
    {
        // By this clock half a second is half a minute: however busy the machine is, the second click comes too soon.
        var served = await ServeAsync(adjust: Places.AtOnce, clock: new SwiftClock(1 / 60.0));
        var file = await served.ReceiveAsync("Crêpes", Posts.UnknownQuestion);
        await served.ReceiveAsync("Assurance", Posts.InsuranceQuestion);
        var page = await OpenAsync(served, new() { JavaScript = javaScript }, $"/mail/{file.Entry.Id}");

        await page.Button("s").FollowAsync();
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Assurance" }).WaitForAsync();
        await page.Button("s").FollowAsync();

        if (!javaScript) (await page.Problem().InnerTextAsync()).ShouldContain("double clic");
        await served.Service.RestsAsync();
        await served.Service.BecomesAsync("Crêpes", MailState.Dismissed);
        await served.Service.BecomesAsync("Assurance", MailState.Waiting);
    }

    [Fact]
    public async Task A_form_that_comes_again_is_told_as_what_it_did()
    {
        var (served, first, second) = await TwoTabsAsync();
        foreach (var tab in (IPage[])[first, second]) await tab.Words().FillAsync("Chère Léa,\n\nBon courage !\n\nSylvie");
        await first.Button("e").FollowAsync();
        await served.Service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);

        await second.Button("e").FollowAsync();

        (await second.Notice().InnerTextAsync()).ShouldContain("rien n'est parti deux fois");
        (await second.Problem().CountAsync()).ShouldBe(0);
        await served.SentAsync();
    }

    [Fact]
    public async Task A_group_that_was_dealt_with_elsewhere_leaves_her_the_words()
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        foreach (var subject in (string[])["Diplôme", "Un diplôme"]) await served.ReceiveAsync(subject, Posts.DiplomaQuestion);
        var first = await OpenAsync(served, path: "/group/1");
        var second = await OpenAsync(served, path: "/group/1");
        await second.Words().FillAsync("Chères toutes,\n\nBon courage !\n\nSylvie");
        await first.Button("e").FollowAsync();
        await served.Service.BecomesAsync("Un diplôme", MailState.AnsweredByAuthor);

        await second.Button("e").FollowAsync();

        (await second.Problem().InnerTextAsync()).ShouldContain("ce message n'attend plus");
        (await second.Locator("pre.words").InnerTextAsync()).ShouldContain("Bon courage !");
        await served.Service.RestsAsync();
        (await served.Service.Server.ReadAsync(served.Asker)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task When_her_session_has_ended_nothing_is_sent_and_her_words_are_shown()
    {
        Expect("401");
        var (served, first, _) = await TwoTabsAsync();
        await first.Words().FillAsync("Chère Léa,\n\nBon courage !\n\nSylvie");
        await first.Context.ClearCookiesAsync();

        await first.Button("e").FollowAsync();

        (await first.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()).ShouldBe("Il faut entrer de nouveau");
        (await first.Locator("pre.words").InnerTextAsync()).ShouldContain("Bon courage !");
        await served.NothingIsSentAsync();
    }

    [Fact]
    public async Task A_page_from_before_she_signed_in_anew_does_nothing_and_says_kindly_what_to_do()
    {
        Expect("400");
        var (served, first, _) = await TwoTabsAsync();
        // The token in the page fits the cookie of its time only.
        await first.Context.ClearCookiesAsync(new() { NameRegex = new(".*-form$") });

        await first.Button("e").FollowAsync();

        (await first.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()).ShouldBe("Cette page a été ouverte il y a trop longtemps");
        (await first.Locator("pre.words").InnerTextAsync()).ShouldContain("https://blog.example.test/assurance");
        await served.Service.BecomesAsync("Assurance", MailState.Waiting);
        await served.NothingIsSentAsync();
    }

    private async Task<(ServedPage Served, IPage First, IPage Second)> TwoTabsAsync(bool javaScript = true)
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        var file = await served.ReceiveAsync("Assurance", Posts.InsuranceQuestion);
        var viewer = new Viewer { JavaScript = javaScript };
        return (served, await OpenAsync(served, viewer, $"/mail/{file.Entry.Id}"), await OpenAsync(served, viewer, $"/mail/{file.Entry.Id}"));
    }
}
