using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Support;

using Microsoft.Playwright;

namespace FaqResponder.Stories;

/// <summary>She teaches how people ask, tries what would be answered, and says which posts may go out by themselves.</summary>
public sealed class PostsStories(MailServer server, Browser browser) : PageTests(server, browser)
{
    private const string Odd = "Le zingage du bidule se fait-il à froid ?";

    private readonly MailServer _server = server;

    [Fact]
    public async Task A_phrasing_that_she_adds_answers_at_once()
    {
        var page = await OpenAsync(await ServeAsync());
        var before = await TryAsync(page, Odd);

        await AddAsync(page, Odd);

        before.ShouldContain("Aucun billet ne s'en approche assez");
        (await TryAsync(page, Odd)).ShouldContain("« Faut-il un diplôme ? » répond");
    }

    [Fact]
    public async Task A_phrasing_that_is_there_already_is_not_added_twice()
    {
        var page = await OpenAsync(await ServeAsync());
        await AddAsync(page, Odd);

        await AddAsync(page, Odd.ToUpperInvariant());

        (await page.Problem().InnerTextAsync()).ShouldContain("Elle y est déjà");
        (await PhrasingsAsync(page)).Count(p => p.Equals(Odd, StringComparison.OrdinalIgnoreCase)).ShouldBe(1);
    }

    [Fact]
    public async Task An_empty_phrasing_is_refused()
    {
        var page = await OpenAsync(await ServeAsync());

        await AddAsync(page, " ?! ");

        (await page.Problem().InnerTextAsync()).ShouldContain("La formulation est vide");
    }

    [Fact]
    public async Task A_phrasing_in_other_words_replaces_the_old_one()
    {
        var page = await OpenAsync(await ServeAsync());
        await AddAsync(page, Odd);

        await Phrasing(page, Odd).Locator("[name=Text]").FillAsync("La réglette du pantographe se démonte-t-elle ?");
        await Phrasing(page, Odd).Locator("button").First.FollowAsync();

        (await PhrasingsAsync(page)).ShouldContain("La réglette du pantographe se démonte-t-elle ?");
        (await PhrasingsAsync(page)).ShouldNotContain(Odd);
        (await TryAsync(page, "La réglette du pantographe se démonte-t-elle ?")).ShouldContain("« Faut-il un diplôme ? » répond");
        (await TryAsync(page, Odd)).ShouldContain("Aucun billet ne s'en approche assez");
    }

    [Fact]
    public async Task A_phrasing_that_would_be_there_twice_stays_as_it_was()
    {
        const string ofFile = "Faut-il un diplôme pour devenir secrétaire indépendante ?";
        var page = await OpenAsync(await ServeAsync());
        await AddAsync(page, Odd);

        await Phrasing(page, Odd).Locator("[name=Text]").FillAsync(ofFile);
        await Phrasing(page, Odd).Locator("button").First.FollowAsync();

        (await page.Problem().InnerTextAsync()).ShouldContain("Elle y est déjà");
        (await PhrasingsAsync(page)).ShouldContain(Odd);
        (await TryAsync(page, Odd)).ShouldContain("« Faut-il un diplôme ? » répond");
    }

    [Fact]
    public async Task A_phrasing_is_spelled_anew()
    {
        var page = await OpenAsync(await ServeAsync());
        await AddAsync(page, "Le zingage se fait-il a froid ?");

        await Phrasing(page, "Le zingage se fait-il a froid ?").Locator("[name=Text]").FillAsync("Le zingage se fait-il à froid ?");
        await Phrasing(page, "Le zingage se fait-il a froid ?").Locator("button").First.FollowAsync();

        (await PhrasingsAsync(page)).ShouldContain("Le zingage se fait-il à froid ?");
        (await PhrasingsAsync(page)).ShouldNotContain("Le zingage se fait-il a froid ?");
    }

    [Fact]
    public async Task Many_posts_are_leafed_through()
    {
        var served = await ServeAsync(adjust: s =>
        {
            for (var i = 0; i < 70; i++) Posts.Write(s.Posts.Folder, $"post-{i}", $"Billet {i:00}", "fr", $"Que dit le billet {i} ?", $"Texte du billet {i}.");
            return s;
        });
        var page = await OpenAsync(served, path: "/posts");
        var first = await page.Locator("tbody a[href^='/posts/'], .list a[href^='/posts/']").EvaluateAllAsync<string[]>("all => all.map(a => a.pathname)");

        await page.Locator("[rel=next]").FollowAsync();
        await page.WaitForURLAsync("**/posts?p=2");

        var second = await page.Locator("tbody a[href^='/posts/'], .list a[href^='/posts/']").EvaluateAllAsync<string[]>("all => all.map(a => a.pathname)");
        second.ShouldNotBeEmpty();
        second.Intersect(first).ShouldBeEmpty();
        first.Union(second).Count().ShouldBe(74);
    }

    [Fact]
    public async Task A_phrasing_that_she_removes_answers_no_more()
    {
        var page = await OpenAsync(await ServeAsync());
        await AddAsync(page, Odd);

        await Phrasing(page, Odd).Locator("[formaction*='handler=Remove']").FollowAsync();

        (await PhrasingsAsync(page)).ShouldNotContain(Odd);
        (await TryAsync(page, Odd)).ShouldContain("Aucun billet ne s'en approche assez");
    }

    [Fact]
    public async Task A_phrasing_of_the_file_is_hidden_and_brought_back()
    {
        const string ofFile = "Faut-il un diplôme pour devenir secrétaire indépendante ?";
        var page = await OpenAsync(await ServeAsync(), path: "/posts/diplome");

        await Phrasing(page, ofFile).Locator("[formaction*='handler=Remove']").FollowAsync();
        var hidden = await page.Locator("s").InnerTextAsync();
        var left = await PhrasingsAsync(page);
        await page.Locator("li:has(s) button").FollowAsync();

        hidden.ShouldBe(ofFile);
        left.ShouldNotContain(ofFile);
        (await PhrasingsAsync(page)).ShouldContain(ofFile);
        (await page.Locator("s").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task What_her_answers_taught_is_shown_and_can_be_forgotten()
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        await served.ReceiveAsync("Zibeline", $"Bonjour, sans diplôme pour devenir secrétaire : {Odd}");
        var page = await OpenAsync(served, path: "/mail/1");
        await page.Suggestion("Faut-il un diplôme ?").SendPost().FollowAsync();
        await served.Service.BecomesAsync("Zibeline", MailState.AnsweredByAuthor);
        await page.GotoAsync("/posts/diplome");
        var learned = page.Locator("form[action*='handler=Forget']");
        (await learned.InnerTextAsync()).ShouldContain("zingage");
        (await TryAsync(page, Odd)).ShouldNotContain("Aucun billet ne s'en approche assez");

        await page.GotoAsync("/posts/diplome");
        await learned.Locator("button").FollowAsync();

        (await learned.CountAsync()).ShouldBe(0);
        (await TryAsync(page, Odd)).ShouldContain("Aucun billet ne s'en approche assez");
    }

    [Fact]
    public async Task A_post_that_she_holds_back_waits_for_her_until_she_allows_it_again()
    {
        var served = await ServeAsync(Mode.Answer);
        var page = await OpenAsync(served, path: "/posts/assurance");

        await page.Locator("form[action*='handler=Hold'] button").FollowAsync();
        (await TryAsync(page, "L'assurance professionnelle est-elle obligatoire pour une secrétaire indépendante ?")).ShouldContain("vous ne le laissez plus partir seul");
        var waiting = await served.ReceiveAsync("Assurance", Posts.InsuranceQuestion);
        await page.GotoAsync("/posts/assurance");
        await page.Locator("form[action*='handler=Allow'] button").FollowAsync();
        var jo = _server.NewAccount("jo", "client.test");
        await _server.DeliverAsync(served.Service.Author, Mails.From(jo, served.Service.Author, "Une assurance ?", Posts.InsuranceQuestion));

        waiting.Entry.Reason.Because.ShouldBe(Because.PostHeld);
        await served.Service.BecomesAsync("Une assurance ?", MailState.Answered);
        (await served.SentAsync(jo)).Words().ShouldContain("https://blog.example.test/assurance");
        await served.NothingIsSentAsync();
    }

    [Fact]
    public async Task Posts_are_found_by_words_of_their_title_or_phrasings_without_accents()
    {
        var page = await OpenAsync(await ServeAsync(), path: "/posts");

        await page.Locator("[data-key='/']").FillAsync("DIPLOME independante");
        await page.Locator("form:has([data-key='/']) button").FollowAsync();

        (await page.Locator("tbody th").AllInnerTextsAsync()).ShouldBe(["Faut-il un diplôme ?"]);
    }

    private static async Task AddAsync(IPage page, string phrasing)
    {
        await page.GotoAsync("/posts/diplome");
        await page.Locator("#new").FillAsync(phrasing);
        await page.Locator("#new ~ button").FollowAsync();
    }

    /// <summary>What "try it" tells of a question.</summary>
    private static async Task<string> TryAsync(IPage page, string question)
    {
        await page.GotoAsync("/posts");
        await page.Locator("form[action='/try'] [name=q]").FillAsync(question);
        await page.Locator("form[action='/try'] button").FollowAsync();
        return await page.GetByRole(AriaRole.Status).InnerTextAsync();
    }

    private static ILocator Phrasing(IPage page, string text) => page.Locator("form.phrasing").Filter(new() { Has = page.Locator($"[name=Old][value=\"{text}\"]") });

    private static async Task<IReadOnlyList<string>> PhrasingsAsync(IPage page) =>
        await page.Locator("[name=Old]").EvaluateAllAsync<string[]>("all => all.map(e => e.value)");
}
