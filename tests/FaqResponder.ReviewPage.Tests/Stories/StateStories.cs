using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Support;

using Microsoft.Playwright;

namespace FaqResponder.Stories;

/// <summary>She sees whether all is well, and stops what goes out by itself.</summary>
public sealed class StateStories(MailServer server, Browser browser) : PageTests(server, browser)
{
    private readonly MailServer _server = server;

    [Fact]
    public async Task When_all_is_well_it_says_so()
    {
        var served = await ServeAsync();
        await served.Service.RestsAsync();

        var page = await OpenAsync(served, path: "/state");

        (await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()).ShouldBe("Tout va bien");
        (await page.Problem().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_pause_stops_every_automatic_answer_at_once()
    {
        var served = await ServeAsync(Mode.Answer);
        var page = await OpenAsync(served, path: "/state");

        await page.Locator("[name=pause]").FollowAsync();
        var file = await served.ReceiveAsync("Assurance", Posts.InsuranceQuestion);

        file.Entry.Reason.Because.ShouldBe(Because.Paused);
        (await page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldContain("en pause");
        await served.NothingIsSentAsync();
    }

    [Fact]
    public async Task After_the_pause_the_next_mail_is_answered_and_those_before_wait_for_her()
    {
        var served = await ServeAsync(Mode.Answer);
        var page = await OpenAsync(served, path: "/state");
        await page.Locator("[name=pause]").FollowAsync();
        await served.ReceiveAsync("Assurance", Posts.InsuranceQuestion);

        await page.Locator("[name=pause]").FollowAsync();
        var jo = _server.NewAccount("jo", "client.test");
        await _server.DeliverAsync(served.Service.Author, Mails.From(jo, served.Service.Author, "Une assurance ?", Posts.InsuranceQuestion));

        await served.Service.BecomesAsync("Une assurance ?", MailState.Answered);
        await served.SentAsync(jo);
        await served.NothingIsSentAsync();
        await served.Service.BecomesAsync("Assurance", MailState.Waiting);
    }

    [Fact]
    public async Task While_paused_her_own_replies_go_out()
    {
        var served = await ServeAsync(Mode.Answer, Places.AtOnce);
        var page = await OpenAsync(served, path: "/state");
        await page.Locator("[name=pause]").FollowAsync();
        var file = await served.ReceiveAsync("Assurance", Posts.InsuranceQuestion);

        await page.GotoAsync($"/mail/{file.Entry.Id}");
        await page.Button("e").FollowAsync();

        (await served.SentAsync()).Subject.ShouldBe("Re: Assurance");
    }

    [Fact]
    public async Task A_mailbox_that_refuses_the_password_is_told_with_what_to_do()
    {
        var served = await ServeAsync(adjust: s => s with { Mailbox = s.Mailbox with { Imap = s.Mailbox.Imap! with { Password = "wrong" } } });

        await ToldAsync(served, "La boîte aux lettres", "mot de passe");
    }

    [Fact]
    public async Task A_mailbox_that_nothing_answers_at_is_told_with_what_to_do()
    {
        var served = await ServeAsync(adjust: s => s with { Mailbox = s.Mailbox with { Imap = s.Mailbox.Imap! with { Port = FreePorts.Take() } } });

        await ToldAsync(served, "La boîte aux lettres", "→");
    }

    [Fact]
    public async Task A_sending_server_that_is_down_is_told_and_her_reply_goes_out_once_it_is_back()
    {
        using var cable = new Cable(_server.SubmissionPort);
        var served = await ServeAsync(adjust: s => s.AtOnce() with { Smtp = s.Smtp with { Server = s.Smtp.Server! with { Port = cable.Port } } });
        var file = await served.ReceiveAsync("Assurance", Posts.InsuranceQuestion);
        cable.Cut();
        var page = await OpenAsync(served, path: $"/mail/{file.Entry.Id}");
        await page.Button("e").FollowAsync();

        await ToldAsync(served, "L'envoi des réponses", "→");
        cable.Restore();

        (await served.SentAsync()).Subject.ShouldBe("Re: Assurance");
    }

    /// <summary>Waits until the trouble is known, and reads it on every page's badge and on that of the state.</summary>
    private async Task ToldAsync(ServedPage served, string what, string remedy)
    {
        await Eventually.TrueAsync(() => served.Problems > 0, () => $"No problem is known: {served.Service.JournalText}");
        var page = await OpenAsync(served);
        (await page.Locator("nav .badge.alert").InnerTextAsync()).ShouldStartWith("1");

        await page.GotoAsync("/state");

        (await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()).ShouldBe("À regarder");
        var told = await page.Problem().InnerTextAsync();
        told.ShouldContain(what);
        told.ShouldContain(remedy);
    }
}
