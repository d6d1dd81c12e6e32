using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Support;

using Microsoft.Playwright;

namespace FaqResponder.Stories;

/// <summary>What was answered by machine: she reads it, stops it, says that it was wrong, and makes up for it.</summary>
public sealed class AnsweredStories(MailServer server, Browser browser) : PageTests(server, browser)
{
    private readonly MailServer _server = server;

    [Fact]
    public async Task What_went_out_is_shown_word_for_word()
    {
        var served = await ServeAsync(Mode.Answer);
        await BringAsync(served, "Assurance", MailState.Answered);
        var page = await OpenAsync(served, path: "/answered");

        await page.Locator("a[href^='/mail/']").FollowAsync();

        var shown = await page.Locator(".sent-words").InnerTextAsync();
        Lines(shown).ShouldBe(Lines((await served.SentAsync()).Words()));
    }

    [Fact]
    public async Task What_went_out_is_listed_with_who_asked_what_and_which_post_answered()
    {
        var served = await ServeAsync(Mode.Answer);
        await BringAsync(served, "Assurance", MailState.Answered);

        var page = await OpenAsync(served, path: "/answered");

        var line = (await page.Locator(".list > li").AllInnerTextsAsync()).ShouldHaveSingleItem();
        line.ShouldContain("Léa Martin");
        line.ShouldContain("L'assurance responsabilité civile professionnelle est-elle obligatoire");
        line.ShouldContain("L'assurance professionnelle");
    }

    [Theory]
    [InlineData("/answered")]
    [InlineData("/mail/1")]
    public async Task An_answer_that_is_held_can_be_stopped(string path)
    {
        var served = await ServeAsync(Mode.Answer, s => s.Holding(TimeSpan.FromHours(1)));
        await BringAsync(served, "Assurance", MailState.Answering);
        var page = await OpenAsync(served, path: path);

        await page.Locator("form[action*='handler=Stop'] button").FollowAsync();

        (await page.Done().InnerTextAsync()).ShouldContain("La réponse automatique ne partira pas");
        (await page.Words().CountAsync()).ShouldBe(1);
        await served.Service.BecomesAsync("Assurance", MailState.Waiting);
        await served.NothingIsSentAsync();
    }

    [Fact]
    public async Task A_post_that_answered_wrongly_goes_out_no_more_by_itself()
    {
        var served = await ServeAsync(Mode.Answer);
        await BringAsync(served, "Assurance", MailState.Answered);
        var page = await OpenAsync(served, path: "/answered");

        await WrongAsync(page);
        var jo = await BringAsync(served, "Une assurance ?", MailState.Waiting);

        (await served.Service.BecomesAsync("Une assurance ?", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.PostHeld);
        await served.NothingIsSentAsync(jo);
    }

    [Fact]
    public async Task A_wrong_answer_takes_back_the_phrasing_that_led_to_it()
    {
        var served = await ServeAsync(Mode.Answer);
        await _server.DeliverAsync(served.Service.Author, Mails.From(served.Asker, served.Service.Author, "Diplôme", Posts.DiplomaQuestion));
        await served.Service.BecomesAsync("Diplôme", MailState.Answered);
        var page = await OpenAsync(served, path: "/answered");

        await WrongAsync(page);
        var told = await page.Done().Locator(".learned").InnerTextAsync();
        await page.GotoAsync("/posts/diplome");

        (await page.Locator("s").AllInnerTextsAsync()).ShouldBe(["Faut-il un diplôme pour devenir secrétaire indépendante ?"]);
        told.ShouldContain("Désappris\u00a0: «\u00a0Faut-il un diplôme pour devenir secrétaire indépendante ?\u00a0»");
    }

    [Fact]
    public async Task A_wrong_answer_stops_those_with_the_same_post_that_are_about_to_go_out()
    {
        var served = await ServeAsync(Mode.Answer);
        await BringAsync(served, "Assurance", MailState.Answered);
        await served.Service.StopAsync();
        served.Service.Settings = served.Service.Settings.Holding(TimeSpan.FromHours(1));
        await served.StartAsync();
        var jo = await BringAsync(served, "Une assurance ?", MailState.Answering);
        var page = await OpenAsync(served, path: "/answered");

        await WrongAsync(page);

        (await served.Service.BecomesAsync("Une assurance ?", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.PostHeld);
        await served.NothingIsSentAsync(jo);
    }

    [Fact]
    public async Task After_a_wrong_answer_a_letter_of_apology_lies_ready_and_is_sent()
    {
        var served = await ServeAsync(Mode.Answer, Places.AtOnce);
        await BringAsync(served, "Assurance", MailState.Answered);
        var page = await OpenAsync(served, path: "/answered");

        await WrongAsync(page);
        var letter = await page.Words().InputValueAsync();
        var suggested = await page.Suggestion("L'assurance professionnelle").CountAsync();
        await page.SettleAsync();
        await page.Button("e").FollowAsync();
        var problem = await page.Problem().InnerTextAsync();
        await page.Words().FillAsync(letter.Replace("\n\nSylvie", "\n\nCela dépend de votre contrat.\n\nSylvie", StringComparison.Ordinal));
        await page.Button("e").FollowAsync();

        letter.ShouldContain("ce n'était pas la bonne");
        letter.ShouldNotContain("https://blog.example.test/assurance");
        suggested.ShouldBe(0);
        // An apology that says nothing else helps nobody.
        problem.ShouldContain("Vous n'avez encore rien écrit");
        var mails = await _server.WaitForAsync(served.Asker, "INBOX", 2);
        mails[1].Words().ShouldContain("ce n'était pas la bonne : je vous prie de m'en excuser");
        mails[1].Words().ShouldContain("Cela dépend de votre contrat.");
        mails[1].Headers["Auto-Submitted"].ShouldBeNull();
        await served.Service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);
    }

    [Fact]
    public async Task An_apology_that_she_undoes_is_still_one()
    {
        var served = await ServeAsync(Mode.Answer, s => s.Undoable(TimeSpan.FromHours(1)));
        await BringAsync(served, "Assurance", MailState.Answered);
        var page = await OpenAsync(served, path: "/answered");
        await WrongAsync(page);
        var letter = $"{await page.Words().InputValueAsync()}\n\nCela dépend de votre contrat.";
        await page.Words().FillAsync(letter);
        await page.SettleAsync();
        await page.Button("e").FollowAsync();

        await page.Button("z").FollowAsync();

        await page.WaitForURLAsync("**/mail/*undone*");
        (await page.Words().InputValueAsync()).ShouldBe(letter);
        (await page.Locator("[name=Template]").InputValueAsync()).ShouldBe("apology");
        await page.GotoAsync("/");
        (await page.Rows().AllInnerTextsAsync()).ShouldHaveSingleItem().ShouldContain("à réparer");
    }

    [Fact]
    public async Task The_letter_of_apology_bears_the_post_that_she_chooses_instead()
    {
        var served = await ServeAsync(Mode.Answer, Places.AtOnce);
        await _server.DeliverAsync(served.Service.Author, Mails.From(served.Asker, served.Service.Author, "Assurance", "Bonjour, je n'ai pas de diplôme. L'assurance professionnelle est-elle obligatoire pour une secrétaire indépendante ?"));
        await served.Service.BecomesAsync("Assurance", MailState.Answered);
        var page = await OpenAsync(served, path: "/answered");
        await WrongAsync(page);

        await page.SettleAsync();
        await page.Suggestion("Faut-il un diplôme ?").SendPost().FollowAsync();

        var letter = (await _server.WaitForAsync(served.Asker, "INBOX", 2))[1].Words();
        letter.ShouldContain("je vous prie de m'en excuser");
        letter.ShouldContain("https://blog.example.test/diplome");
    }

    [Fact]
    public async Task A_post_that_she_allows_again_goes_out_again()
    {
        var served = await ServeAsync(Mode.Answer);
        await BringAsync(served, "Assurance", MailState.Answered);
        var page = await OpenAsync(served, path: "/answered");
        await WrongAsync(page);
        await page.GotoAsync("/posts/assurance");

        await page.Locator("form[action*='handler=Allow'] button").FollowAsync();
        var jo = await BringAsync(served, "Une assurance ?", MailState.Answered);

        (await served.SentAsync(jo)).Words().ShouldContain("https://blog.example.test/assurance");
    }

    private static async Task WrongAsync(IPage page)
    {
        await page.Locator("form[action*='handler=Wrong'] button").FollowAsync();
        await page.Done().WaitForAsync();
        (await page.Done().InnerTextAsync()).ShouldContain("ce billet ne partira plus tout seul");
    }

    private static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0);

    /// <summary>Somebody asks what the post about insurance answers: at first <see cref="ServedPage.Asker"/>, later others.</summary>
    private async Task<MailAccount> BringAsync(ServedPage served, string subject, MailState until)
    {
        var asker = subject == "Assurance" ? served.Asker : _server.NewAccount("jo", "client.test");
        await _server.DeliverAsync(served.Service.Author, Mails.From(asker, served.Service.Author, subject, Posts.InsuranceQuestion));
        await served.Service.BecomesAsync(subject, until);
        return asker;
    }
}
