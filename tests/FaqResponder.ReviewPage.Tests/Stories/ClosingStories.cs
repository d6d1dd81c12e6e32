using FaqResponder.Core.Ledger;
using FaqResponder.Support;

using Microsoft.Playwright;

namespace FaqResponder.Stories;

/// <summary>What she does with a mail besides answering it, and how she takes a gesture back.</summary>
public sealed class ClosingStories(MailServer server, Browser browser) : PageTests(server, browser)
{
    [Fact]
    public async Task What_is_not_a_question_is_closed_and_nobody_hears_of_it()
    {
        var served = await ServeAsync();
        var page = await OpenMailAsync(served);

        await page.Button("s").FollowAsync();

        (await page.Done().InnerTextAsync()).ShouldContain("ce n'est pas une question");
        (await page.Rows().CountAsync()).ShouldBe(0);
        await served.Service.BecomesAsync("Crêpes", MailState.Dismissed);
        await served.NothingIsSentAsync();
    }

    [Fact]
    public async Task What_she_puts_off_leaves_the_tray_and_comes_back_in_the_morning()
    {
        var clock = new SwiftClock(1);
        var served = await ServeAsync(clock: clock);
        var page = await OpenMailAsync(served);

        await page.Button("p").FollowAsync();
        var tray = await page.Rows().CountAsync();
        await page.GotoAsync("/?in=later");
        var later = await page.Rows().AllInnerTextsAsync();
        clock.Set(TimeSpan.FromDays(2));
        await page.GotoAsync("/");

        tray.ShouldBe(0);
        later.ShouldHaveSingleItem().ShouldContain("Crêpes");
        (await page.Rows().AllInnerTextsAsync()).ShouldHaveSingleItem().ShouldContain("Crêpes");
    }

    [Fact]
    public async Task What_she_closes_gets_no_reply_and_can_be_put_back()
    {
        var served = await ServeAsync();
        var page = await OpenMailAsync(served);
        var mail = page.Path();

        await page.Button("c").FollowAsync();
        await served.Service.BecomesAsync("Crêpes", MailState.Dismissed);
        await page.GotoAsync(mail);
        await page.Locator("form[action*='handler=Reopen'] button").FollowAsync();

        (await page.Done().InnerTextAsync()).ShouldContain("Remis dans votre courrier");
        (await page.Words().CountAsync()).ShouldBe(1);
        await page.GotoAsync("/");
        (await page.Rows().AllInnerTextsAsync()).ShouldHaveSingleItem().ShouldContain("Crêpes");
        await served.NothingIsSentAsync();
    }

    [Theory]
    [InlineData("s")]
    [InlineData("p")]
    [InlineData("c")]
    public async Task Closing_and_putting_off_can_be_undone(string key)
    {
        var served = await ServeAsync();
        var page = await OpenMailAsync(served);
        await page.Button(key).FollowAsync();

        // What sends nothing can be undone for as long as the page is open.
        await page.SettleAsync();
        await page.Button("z").DblClickAsync();

        await page.WaitForURLAsync("**/mail/*undone*");
        (await page.Problem().CountAsync()).ShouldBe(0);
        (await page.Notice().InnerTextAsync()).ShouldBe("1 message annulé\u00a0: il vous attend de nouveau.");
        await page.GotoAsync("/");
        (await page.Rows().AllInnerTextsAsync()).ShouldHaveSingleItem().ShouldContain("Crêpes");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reply_that_is_undone_in_time_is_never_sent_and_teaches_nothing(bool javaScript)
    {
        var served = await ServeAsync(adjust: s => s.Undoable(TimeSpan.FromHours(1)));
        var file = await served.ReceiveAsync("Assurance", Posts.InsuranceQuestion);
        var page = await OpenAsync(served, new() { JavaScript = javaScript }, $"/mail/{file.Entry.Id}");
        await page.Suggestion("L'assurance professionnelle").SendPost().FollowAsync();
        await served.Service.BecomesAsync("Assurance", MailState.Answering);

        await page.Button("z").FollowAsync();

        await page.WaitForURLAsync("**/mail/*");
        (await page.Words().CountAsync()).ShouldBe(1);
        await served.Service.BecomesAsync("Assurance", MailState.Waiting);
        await served.NothingIsSentAsync();
        await page.GotoAsync("/posts/assurance");
        (await page.Locator("form[action*='handler=Forget']").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_group_that_was_put_off_is_opened_among_what_was_put_off_and_nowhere_else()
    {
        var served = await ServeAsync();
        foreach (var subject in (string[])["Un", "Deux", "Trois"]) await served.ReceiveAsync(subject, Posts.DiplomaQuestion);
        var page = await OpenAsync(served, path: "/group/1");
        await page.Locator("[name=Mails][value='3']").UncheckAsync();
        await page.Button("p").FollowAsync();
        await page.Done().WaitForAsync();
        await page.GotoAsync("/mail/3");
        (await page.Locator("[data-key=g]").CountAsync()).ShouldBe(0);

        await page.GotoAsync("/?in=later");
        await page.Rows().First.FollowAsync();

        (await page.Locator("[name=Mails]").EvaluateAllAsync<string[]>("all => all.map(b => b.value)")).ShouldBe(["1", "2"], ignoreOrder: true);
        await page.Button("c").FollowAsync();
        await page.Done().WaitForAsync();
        await served.Service.BecomesAsync("Un", MailState.Dismissed);
        await served.Service.BecomesAsync("Deux", MailState.Dismissed);
        await served.Service.BecomesAsync("Trois", MailState.Waiting);
    }

    [Fact]
    public async Task A_group_is_taken_back_as_one()
    {
        var served = await ServeAsync(adjust: s => s.Undoable(TimeSpan.FromHours(1)));
        foreach (var subject in (string[])["Diplôme", "Un diplôme"]) await served.ReceiveAsync(subject, Posts.DiplomaQuestion);
        var page = await OpenAsync(served);
        await page.Rows().First.FollowAsync();
        await page.Button("e").FollowAsync();
        await page.Done().WaitForAsync();

        await page.Keyboard.PressAsync("z");

        await page.WaitForURLAsync("**/?undone=2*");
        (await page.Notice().InnerTextAsync()).ShouldBe("2 messages annulés\u00a0: ils vous attendent de nouveau.");
        foreach (var subject in (string[])["Diplôme", "Un diplôme"]) await served.Service.BecomesAsync(subject, MailState.Waiting);
        await served.NothingIsSentAsync();
    }

    [Fact]
    public async Task Undoing_too_late_takes_nothing_back_and_says_so()
    {
        var clock = new SwiftClock(1);
        var served = await ServeAsync(adjust: s => s.Undoable(TimeSpan.FromHours(1)), clock: clock);
        var file = await served.ReceiveAsync("Assurance", Posts.InsuranceQuestion);
        // Without scripts the button stays until the page is loaded again.
        var page = await OpenAsync(served, new() { JavaScript = false }, $"/mail/{file.Entry.Id}");
        await page.Suggestion("L'assurance professionnelle").SendPost().FollowAsync();
        clock.Set(TimeSpan.FromHours(2));
        await served.Service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);

        await page.Button("z").FollowAsync();

        (await page.Problem().InnerTextAsync()).ShouldContain("Trop tard");
        await served.Service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);
        (await served.SentAsync()).Subject.ShouldBe("Re: Assurance");
    }

    [Fact]
    public async Task The_time_to_undo_is_counted_down_and_then_the_button_is_gone()
    {
        var served = await ServeAsync(adjust: s => s.Undoable(TimeSpan.FromHours(1)));
        var file = await served.ReceiveAsync("Assurance", Posts.InsuranceQuestion);
        var page = await OpenAsync(served);
        await page.Clock.InstallAsync();
        await page.GotoAsync($"/mail/{file.Entry.Id}");
        await page.Suggestion("L'assurance professionnelle").SendPost().FollowAsync();
        await page.Done().WaitForAsync();

        await page.Clock.FastForwardAsync("30:00");
        var left = int.Parse(await page.Locator("[data-seconds]").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        await page.Clock.FastForwardAsync("31:00");

        left.ShouldBeInRange(1500, 1800);
        (await page.Button("z").CountAsync()).ShouldBe(0);
    }

    private async Task<IPage> OpenMailAsync(ServedPage served)
    {
        var file = await served.ReceiveAsync("Crêpes", Posts.UnknownQuestion);
        return await OpenAsync(served, path: $"/mail/{file.Entry.Id}");
    }
}
