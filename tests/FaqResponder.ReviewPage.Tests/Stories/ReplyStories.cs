using FaqResponder.Core.Ledger;
using FaqResponder.Support;

using Microsoft.Playwright;

namespace FaqResponder.Stories;

/// <summary>What she may answer with: another post, several, words of her own, to one or to many; and what can't be sent.</summary>
public sealed class ReplyStories(MailServer server, Browser browser) : PageTests(server, browser)
{
    private const string TwoQuestions = "Bonjour,\n\nFaut-il un diplôme pour devenir secrétaire indépendante ?\nL'assurance professionnelle est-elle obligatoire pour une secrétaire indépendante ?\n";

    private readonly MailServer _server = server;

    [Fact]
    public async Task Another_post_than_the_best_is_one_click_away()
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        var page = await OpenMailAsync(served, "Deux questions", TwoQuestions);
        var second = page.Locator(".suggestion").Nth(1);
        var title = await second.Locator("h3").InnerTextAsync();

        await second.SendPost().FollowAsync();

        (await served.SentAsync()).Words().ShouldContain($"« {title} »");
    }

    [Fact]
    public async Task Her_own_words_arrive_where_she_wrote_them()
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        var page = await OpenMailAsync(served, "Crêpes", Posts.UnknownQuestion);

        await page.Words().FillAsync("Chère Léa,\n\n« La Sarrasine », rue Kéréon.\n\nSylvie");
        await page.Button("e").FollowAsync();

        var reply = await served.SentAsync();
        reply.Words().ShouldStartWith("Chère Léa,\n\n« La Sarrasine », rue Kéréon.\n\nSylvie");
        reply.Words().ShouldContain("> Bonjour, est-ce que vous connaissez un bon restaurant de crêpes");
        reply.HtmlBody!.ShouldContain("La Sarrasine");
        (await page.Locator(".learned").InnerTextAsync()).ShouldContain("aucun billet ne répond");
    }

    [Fact]
    public async Task A_post_is_put_in_where_the_cursor_stands()
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        var page = await OpenMailAsync(served, "Assurance", Posts.InsuranceQuestion);
        await page.Words().FillAsync("Chère Léa,\n\nEt bon courage !\n\nSylvie");
        await page.Words().EvaluateAsync("words => words.setSelectionRange(10, 10)");

        await page.Suggestion("L'assurance professionnelle").Insert().FollowAsync();
        await page.Button("e").FollowAsync();

        InOrder((await served.SentAsync()).Words(), "Chère Léa,", "https://blog.example.test/assurance", "Et bon courage !", "Sylvie");
        (await served.Service.BecomesAsync("Assurance", MailState.AnsweredByAuthor)).Replies[^1].PostIds.ShouldBe(["assurance"]);
    }

    [Fact]
    public async Task Without_scripts_a_post_is_put_in_above_the_signature()
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        var page = await OpenMailAsync(served, "Assurance", Posts.InsuranceQuestion, new() { JavaScript = false });
        await page.Words().FillAsync("Chère Léa,\n\nEt bon courage !\n\nSylvie");

        await page.Suggestion("L'assurance professionnelle").Insert().FollowAsync();
        await page.Button("e").FollowAsync();

        InOrder((await served.SentAsync()).Words(), "Chère Léa,", "Et bon courage !", "https://blog.example.test/assurance", "Sylvie");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Several_posts_go_out_in_one_reply(bool javaScript)
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        var page = await OpenMailAsync(served, "Deux questions", TwoQuestions, new() { JavaScript = javaScript });
        foreach (var title in (string[])["L'assurance professionnelle", "Faut-il un diplôme ?"]) await page.Suggestion(title).Locator("[name=Posts]").CheckAsync();

        await page.Button("m").FollowAsync();
        await page.Button("e").FollowAsync();

        var reply = await served.SentAsync();
        reply.Words().ShouldContain("https://blog.example.test/assurance");
        reply.Words().ShouldContain("https://blog.example.test/diplome");
        (await served.Service.BecomesAsync("Deux questions", MailState.AnsweredByAuthor)).Replies[^1].PostIds.ShouldBe(["assurance", "diplome"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_group_is_answered_with_one_gesture_each_in_a_thread_of_its_own_and_only_those_ticked(bool javaScript)
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        var askers = await SeveralAskAsync(served, "Diplôme", "Un diplôme", "Formation");
        var page = await OpenAsync(served, new() { JavaScript = javaScript });
        await page.Rows().First.FollowAsync();
        var boxes = page.Locator("[name=Mails]");
        (await boxes.CountAsync()).ShouldBe(3);
        foreach (var subject in (string[])["Diplôme", "Un diplôme"]) await Box(page, askers[subject].Id).CheckAsync();
        await Box(page, askers["Formation"].Id).UncheckAsync();

        await page.Suggestion("Faut-il un diplôme ?").SendPost().FollowAsync();

        foreach (var subject in (string[])["Diplôme", "Un diplôme"])
        {
            var reply = await served.SentAsync(askers[subject].Account);
            reply.Subject.ShouldBe($"Re: {subject}");
            reply.InReplyTo.ShouldBe(askers[subject].MessageId);
            reply.To.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe(askers[subject].Account.Address);
        }

        (await page.Done().InnerTextAsync()).ShouldContain("2 réponses notées");
        (await page.Rows().AllInnerTextsAsync()).ShouldHaveSingleItem().ShouldContain("Formation");
        await served.NothingIsSentAsync(askers["Formation"].Account);
    }

    [Fact]
    public async Task A_mail_that_others_resemble_leads_to_their_group_by_its_key()
    {
        var served = await ServeAsync();
        var askers = await SeveralAskAsync(served, "Diplôme", "Un diplôme");
        var page = await OpenAsync(served, path: $"/mail/{askers["Un diplôme"].Id}");

        await page.Keyboard.PressAsync("g");

        await page.WaitForURLAsync("**/group/*");
        (await page.Locator("[name=Mails]:checked").CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_group_of_which_nobody_is_ticked_gets_no_reply()
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        var askers = await SeveralAskAsync(served, "Diplôme", "Un diplôme");
        var page = await OpenAsync(served, path: $"/group/{askers["Diplôme"].Id}");
        foreach (var (_, _, id) in askers.Values) await Box(page, id).UncheckAsync();

        await page.Button("e").FollowAsync();

        (await page.Problem().InnerTextAsync()).ShouldContain("cochez au moins un message");
        await served.NothingIsSentAsync(askers["Diplôme"].Account);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("s")]
    [InlineData("p")]
    public async Task What_she_has_written_is_not_thrown_away_unless_she_says_so_twice(string key)
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        var page = await OpenMailAsync(served, "Assurance", Posts.InsuranceQuestion);
        await page.Words().FillAsync("Chère Léa,\n\nBon courage !\n\nSylvie");

        await page.Button(key).FollowAsync();
        var problem = await page.Problem().InnerTextAsync();
        var words = await page.Words().InputValueAsync();
        await served.NothingIsSentAsync();
        await page.Button(key).FollowAsync();

        problem.ShouldContain("ce texte serait perdu");
        words.ShouldContain("Bon courage !");
        await page.Done().WaitForAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Posts_that_are_joined_go_into_what_she_has_written(bool javaScript)
    {
        var page = await OpenMailAsync(await ServeAsync(), "Deux questions", TwoQuestions, new() { JavaScript = javaScript });
        await page.Words().FillAsync("Chère Léa,\n\nBon courage !\n\nSylvie");
        await page.Suggestion("L'assurance professionnelle").Locator("[name=Posts]").CheckAsync();

        await page.Button("m").FollowAsync();

        InOrder(await page.Words().InputValueAsync(), "Chère Léa,", "Bon courage !", "https://blog.example.test/assurance", "Sylvie");
    }

    [Fact]
    public async Task What_she_wrote_is_there_again_when_she_undoes_the_sending()
    {
        const string words = "Chère Léa,\n\n« La Sarrasine », rue Kéréon.\n\nSylvie";
        var served = await ServeAsync(adjust: s => s.Undoable(TimeSpan.FromHours(1)));
        var page = await OpenMailAsync(served, "Crêpes", Posts.UnknownQuestion);
        await page.Words().FillAsync(words);
        await page.Button("e").FollowAsync();
        await page.Done().WaitForAsync();

        await page.Button("z").FollowAsync();

        await page.WaitForURLAsync("**/mail/*undone*");
        (await page.Words().InputValueAsync()).ShouldBe(words);
    }

    [Fact]
    public async Task Words_that_she_took_back_are_not_passed_over_from_the_list()
    {
        var served = await ServeAsync(adjust: s => s.Undoable(TimeSpan.FromHours(1)));
        var page = await OpenMailAsync(served, "Assurance", Posts.InsuranceQuestion);
        await page.Words().FillAsync("Chère Léa,\n\nAppelez-moi.\n\nSylvie");
        await page.Button("e").FollowAsync();
        await page.Done().WaitForAsync();
        await page.SettleAsync();
        await page.Button("z").FollowAsync();
        await page.WaitForURLAsync("**/mail/*undone*");

        await page.GotoAsync("/");

        (await page.Locator("[data-list] button").CountAsync()).ShouldBe(0);
        await page.Locator("[data-list] a.button").FollowAsync();
        (await page.Words().InputValueAsync()).ShouldContain("Appelez-moi.");
    }

    [Fact]
    public async Task A_reply_that_has_not_gone_out_is_taken_back_on_the_page_of_its_mail()
    {
        var served = await ServeAsync(adjust: s => s.Undoable(TimeSpan.FromHours(1)));
        var page = await OpenMailAsync(served, "Assurance", Posts.InsuranceQuestion);
        var mail = page.Path();
        await page.Button("1").FollowAsync();
        await page.Done().WaitForAsync();
        await page.GotoAsync(mail);

        await page.Locator(".sent form[action='/undo'] button").FollowAsync();

        await page.WaitForURLAsync("**/mail/*undone=1*");
        await served.Service.BecomesAsync("Assurance", MailState.Waiting);
        // No words of hers are in it, so another post takes one key.
        await page.Button("1").FollowAsync();
        await page.Done().WaitForAsync();
        await served.Service.BecomesAsync("Assurance", MailState.Answering);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData(null)]
    public async Task An_empty_letter_is_not_sent(string? words)
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        var page = await OpenMailAsync(served, "Crêpes", Posts.UnknownQuestion);
        if (words is not null) await page.Words().FillAsync(words);

        await page.Button("e").FollowAsync();

        (await page.Problem().InnerTextAsync()).ShouldContain(words is null ? "Vous n'avez encore rien écrit" : "La réponse est vide");
        await served.Service.BecomesAsync("Crêpes", MailState.Waiting);
        await served.NothingIsSentAsync();
    }

    [Fact]
    public async Task A_mail_that_does_not_say_whom_to_answer_is_not_answered_and_says_so()
    {
        var served = await ServeAsync(adjust: Places.AtOnce);
        var mail = Mails.From(served.Asker, served.Service.Author, "Anonyme", Posts.UnknownQuestion);
        mail.From.Clear();
        var file = await served.ReceiveAsync(mail);
        var page = await OpenAsync(served, path: $"/mail/{file.Entry.Id}");
        await page.Words().FillAsync("Oui.");

        await page.Button("e").FollowAsync();

        (await page.Problem().InnerTextAsync()).ShouldContain("ne dit pas à qui répondre");
        (await page.Words().InputValueAsync()).ShouldBe("Oui.");
    }

    [Fact]
    public async Task Without_a_sending_server_she_is_told_which_setting_is_missing()
    {
        var served = await ServeAsync(adjust: s => s with { Smtp = new() });
        var page = await OpenMailAsync(served, "Crêpes", Posts.UnknownQuestion);
        await page.Words().FillAsync("Oui.");

        await page.Button("e").FollowAsync();

        (await page.Problem().InnerTextAsync()).ShouldContain("Smtp:Host");
        (await page.Words().InputValueAsync()).ShouldBe("Oui.");
    }

    private static ILocator Box(IPage page, long id) => page.Locator($"[name=Mails][value='{id}']");

    private static void InOrder(string text, params string[] parts)
    {
        var places = parts.Select(p => text.IndexOf(p, StringComparison.Ordinal)).ToList();
        places.ShouldAllBe(p => p >= 0, text);
        places.ShouldBeInOrder(SortDirection.Ascending, text);
    }

    private async Task<IPage> OpenMailAsync(ServedPage served, string subject, string text, Viewer? viewer = null)
    {
        var file = await served.ReceiveAsync(subject, text);
        return await OpenAsync(served, viewer, $"/mail/{file.Entry.Id}");
    }

    /// <summary>Several people ask the same, each under a subject of her own.</summary>
    private async Task<Dictionary<string, (MailAccount Account, string MessageId, long Id)>> SeveralAskAsync(ServedPage served, params string[] subjects)
    {
        var askers = new Dictionary<string, (MailAccount, string, long)>();
        foreach (var subject in subjects)
        {
            var asker = _server.NewAccount("lea", "client.test");
            var mail = Mails.From(asker, served.Service.Author, subject, Posts.DiplomaQuestion);
            askers[subject] = (asker, mail.MessageId!, (await served.ReceiveAsync(mail)).Entry.Id);
        }

        return askers;
    }
}
