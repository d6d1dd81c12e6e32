using FaqResponder.Core.Ledger;
using FaqResponder.Support;

using Microsoft.Playwright;

using MimeKit;

namespace FaqResponder.Stories;

/// <summary>The way of a mail from the author's mailbox over her page to the mailbox of who asked, whatever she works the page with.</summary>
public sealed class GestureStories(MailServer server, Browser browser) : PageTests(server, browser)
{
    [Fact]
    public async Task She_answers_by_clicks()
    {
        var (served, question) = await TwoMailsAsync();
        var page = await OpenAsync(served);

        await page.Row("Assurance").FollowAsync();
        await page.Suggestion("L'assurance professionnelle").SendPost().FollowAsync();

        await SheIsLedOnAsync(page);
        await TheReplyIsSentAsync(served, question);
    }

    [Fact]
    public async Task She_answers_by_the_button_of_the_list()
    {
        var (served, question) = await TwoMailsAsync();
        var page = await OpenAsync(served);

        await page.Locator("[data-list] button[name=Post]").FollowAsync();

        (await page.Done().InnerTextAsync()).ShouldContain("Léa Martin");
        (await page.Rows().AllInnerTextsAsync()).ShouldHaveSingleItem().ShouldContain("Crêpes");
        await TheReplyIsSentAsync(served, question);
    }

    [Fact]
    public async Task She_answers_by_single_keys()
    {
        var (served, question) = await TwoMailsAsync();
        var page = await OpenAsync(served);

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/mail/*");
        await page.Keyboard.PressAsync("1");

        await SheIsLedOnAsync(page);
        await TheReplyIsSentAsync(served, question);
    }

    [Fact]
    public async Task She_answers_with_Tab_and_Enter_alone()
    {
        var (served, question) = await TwoMailsAsync();
        var page = await OpenAsync(served);

        await page.TabToAsync(page.Row("Assurance"));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/mail/*");
        await page.TabToAsync(page.Suggestion("L'assurance professionnelle").SendPost());
        await page.Keyboard.PressAsync("Enter");

        await SheIsLedOnAsync(page);
        await TheReplyIsSentAsync(served, question);
    }

    [Fact]
    public async Task She_answers_on_a_phone()
    {
        var (served, question) = await TwoMailsAsync();
        var page = await OpenAsync(served, new() { Phone = true });

        await page.Row("Assurance").TapAsync();
        await page.Suggestion("L'assurance professionnelle").SendPost().TapAsync();

        await SheIsLedOnAsync(page);
        await TheReplyIsSentAsync(served, question);
    }

    [Fact]
    public async Task She_answers_without_scripts()
    {
        var (served, question) = await TwoMailsAsync();
        var page = await OpenAsync(served, new() { JavaScript = false });

        await page.Row("Assurance").FollowAsync();
        await page.Suggestion("L'assurance professionnelle").SendPost().FollowAsync();

        await SheIsLedOnAsync(page);
        await TheReplyIsSentAsync(served, question);
    }

    [Fact]
    public async Task The_reply_as_it_stands_goes_out_by_one_key()
    {
        var (served, question) = await TwoMailsAsync();
        var page = await OpenAsync(served, path: "/");
        await page.Row("Assurance").FollowAsync();

        await page.Keyboard.PressAsync("e");

        await SheIsLedOnAsync(page);
        await TheReplyIsSentAsync(served, question);
    }

    [Fact]
    public async Task Single_keys_lead_through_the_whole_tray()
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        await served.ReceiveAsync("Crêpes", Posts.UnknownQuestion);
        await served.ReceiveAsync("Diplôme", Posts.DiplomaQuestion);
        await served.ReceiveAsync("Bretagne", "Bonjour, où se garer à Quimper un jour de marché ?");
        await served.ReceiveAsync("Assurance", Posts.InsuranceQuestion);
        var page = await OpenAsync(served);

        await page.Rows().First.FollowAsync();
        foreach (var (key, next) in ((string, string)[])[("s", "Diplôme"), ("p", "Bretagne"), ("c", "Assurance")])
        {
            await page.Keyboard.PressAsync(key);
            await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = next }).WaitForAsync();
            await page.SettleAsync();
        }

        await page.Keyboard.PressAsync("1");

        await page.WaitForURLAsync(u => new Uri(u).AbsolutePath == "/");
        (await page.Rows().CountAsync()).ShouldBe(0);
        await served.Service.BecomesAsync("Crêpes", MailState.Dismissed);
        await served.Service.BecomesAsync("Bretagne", MailState.Dismissed);
        await served.Service.BecomesAsync("Diplôme", MailState.Waiting);
        await served.Service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);
    }

    [Fact]
    public async Task What_she_answers_is_told_as_learned_and_makes_the_next_suggestion_surer()
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        var first = await served.ReceiveAsync("Zibeline", "Bonjour, le zingage du secrétariat se fait-il à froid, avec un diplôme ?");
        var page = await OpenAsync(served, path: $"/mail/{first.Entry.Id}");
        var before = await SurenessAsync(page);
        await page.Suggestion("Faut-il un diplôme ?").SendPost().FollowAsync();
        var learned = await page.Locator(".learned").InnerTextAsync();

        var next = await served.ReceiveAsync(Mails.From(served.Service.Server.NewAccount("jo", "client.test"), served.Service.Author, "Chrome", "Bonjour, le zingage du secrétariat se fait-il à chaud, avec un diplôme ?"));

        learned.ShouldContain("le zingage du secrétariat se fait-il à froid");
        learned.ShouldContain("Faut-il un diplôme ?");
        await page.GotoAsync($"/mail/{next.Entry.Id}");
        (await SurenessAsync(page)).ShouldBeGreaterThan(before + 10);
    }

    private static async Task<int> SurenessAsync(IPage page) =>
        int.Parse((await page.Suggestion("Faut-il un diplôme ?").Locator(".sureness .muted").InnerTextAsync()).TrimEnd('%', '\u202f'), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A mail that a post answers and, after it, one that none does.</summary>
    private async Task<(ServedPage Served, MimeMessage Question)> TwoMailsAsync()
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        var question = Mails.From(served.Asker, served.Service.Author, "Assurance", Posts.InsuranceQuestion).With("References", "<earlier@client.test>");
        await served.ReceiveAsync(question);
        await served.ReceiveAsync(Mails.From(served.Service.Server.NewAccount("jo", "client.test"), served.Service.Author, "Crêpes", Posts.UnknownQuestion));
        return (served, question);
    }

    private static async Task SheIsLedOnAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Crêpes" }).WaitForAsync();
        var done = await page.Done().InnerTextAsync();
        done.ShouldContain("Réponse à Léa Martin notée");
        done.ShouldContain("L'assurance responsabilité civile professionnelle est-elle obligatoire");
        await page.GotoAsync("/");
        (await page.Rows().AllInnerTextsAsync()).ShouldHaveSingleItem().ShouldContain("Crêpes");
    }

    private static async Task TheReplyIsSentAsync(ServedPage served, MimeMessage question)
    {
        var reply = await served.SentAsync();
        reply.Subject.ShouldBe("Re: Assurance");
        reply.From.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe(served.Service.Author.Address);
        reply.InReplyTo.ShouldBe(question.MessageId);
        reply.References.ShouldBe(["earlier@client.test", question.MessageId!]);
        reply.Headers["Auto-Submitted"].ShouldBeNull();
        reply.Words().ShouldContain("https://blog.example.test/assurance");
        reply.Words().ShouldContain("> L'assurance responsabilité civile professionnelle est-elle obligatoire");
        reply.HtmlBody!.ShouldContain("<blockquote");
        await served.Service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);
        (await served.Service.Server.WaitForAsync(served.Service.Author, "Sent", 1)).ShouldHaveSingleItem().MessageId.ShouldBe(reply.MessageId);
    }
}
