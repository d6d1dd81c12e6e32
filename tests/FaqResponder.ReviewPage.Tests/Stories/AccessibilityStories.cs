using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.ReviewPage.Access;
using FaqResponder.Storage;
using FaqResponder.Support;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace FaqResponder.Stories;

/// <summary>No page keeps anybody out, on a desk and on a phone, by day and by night.</summary>
public sealed class AccessibilityStories(MailServer server, Browser browser) : PageTests(server, browser)
{
    private static readonly string[] Pages =
    [
        "/", "/?in=later", "/?q=nowhere", "/mail/1", "/mail/2", "/mail/3", "/mail/4", "/mail/5", "/mail/6", "/group/2", "/answered", "/posts", "/posts/assurance", "/posts/diplome", "/try",
        "/try?q=Faut-il un diplôme pour devenir secrétaire indépendante ?", "/figures", "/figures?weeks=52", "/state", "/keys", "/mail/4?did=1", "/mail/5?did=3", "/mail/1?late=1", "/?undone=2&left=1",
    ];

    private readonly MailServer _server = server;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task No_page_has_barriers(bool phone, bool dark)
    {
        var page = await OpenAsync(await FilledAsync(), new() { Phone = phone, Dark = dark });

        await EachAsync(page, Accessibility.ShouldBeAccessibleAsync);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Pages_for_strangers_and_an_empty_tray_have_no_barriers(bool phone, bool dark)
    {
        Expect("404");
        var served = await ServeAsync();
        var viewer = new Viewer { Phone = phone, Dark = dark };
        var stranger = await LookAsync(served.Address, viewer);
        foreach (var path in (string[])["/login", "/open/over"])
        {
            await stranger.GotoAsync(path);
            await ShouldServeAllAsync(stranger, phone);
        }

        var page = await OpenAsync(served, viewer);
        foreach (var path in (string[])["/", "/no-such-page", "/mail/99"])
        {
            await page.GotoAsync(path);
            await ShouldServeAllAsync(page, phone);
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task An_answer_that_is_about_to_go_out_and_the_form_for_the_password_have_no_barriers(bool phone, bool dark)
    {
        var served = await ServeAsync(Mode.Answer, s => s.Holding(TimeSpan.FromHours(1)).Guarded());
        await File.WriteAllTextAsync(served.Service.Settings.ReviewPage.PasswordFile, PasswordHash.Of("une poule sur un mur"), TestContext.Current.CancellationToken);
        await _server.DeliverAsync(served.Service.Author, Mails.From(served.Asker, served.Service.Author, "Assurance", Posts.InsuranceQuestion));
        var file = await served.Service.BecomesAsync("Assurance", MailState.Answering);
        var viewer = new Viewer { Phone = phone, Dark = dark };

        var stranger = await LookAsync(served.Address, viewer);
        await stranger.GotoAsync("/login");
        (await stranger.Locator("[type=password]").CountAsync()).ShouldBe(1);
        await ShouldServeAllAsync(stranger, phone);

        var page = await OpenAsync(served, viewer);
        foreach (var path in (string[])["/answered", $"/mail/{file.Entry.Id}"])
        {
            await page.GotoAsync(path);
            await ShouldServeAllAsync(page, phone);
        }
    }

    [Fact]
    public async Task The_Tab_key_reaches_every_control_in_the_order_of_reading_and_shows_where_it_is()
    {
        var page = await OpenAsync(await FilledAsync());

        await EachAsync(page, Layout.ShouldBeReachedByTabAsync);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_page_has_one_heading_and_nothing_is_scrolled_sideways(bool phone)
    {
        var page = await OpenAsync(await FilledAsync(), new() { Phone = phone });

        await EachAsync(page, async p =>
        {
            await p.ShouldHaveAHeadingAsync();
            await p.ShouldFitAsync();
        });
    }

    [Fact]
    public async Task Single_keys_can_be_turned_off_and_then_do_nothing()
    {
        var served = await ServeAsync();
        var file = await served.ReceiveAsync("Crêpes", Posts.UnknownQuestion);
        var page = await OpenAsync(served, path: "/keys");

        await page.Locator("[name=keys]").FollowAsync();
        await page.GotoAsync($"/mail/{file.Entry.Id}");
        foreach (var key in (string[])["s", "p", "c", "e", "1", "u", "r"]) await page.Keyboard.PressAsync(key);

        page.Path().ShouldBe($"/mail/{file.Entry.Id}");
        (await page.Words().EvaluateAsync<bool>("words => words === document.activeElement")).ShouldBeFalse();
        await served.Service.RestsAsync();
        served.Service.Ledger.Show(file.Entry.Id)!.Entry.State.ShouldBe(MailState.Waiting);
    }

    [Fact]
    public async Task Single_keys_do_nothing_while_she_writes()
    {
        var served = await ServeAsync();
        var file = await served.ReceiveAsync("Crêpes", Posts.UnknownQuestion);
        var page = await OpenAsync(served, path: $"/mail/{file.Entry.Id}");
        await page.Words().FillAsync("");

        await page.Words().PressSequentiallyAsync("ces pages");

        (await page.Words().InputValueAsync()).ShouldBe("ces pages");
        page.Path().ShouldBe($"/mail/{file.Entry.Id}");
        served.Service.Ledger.Show(file.Entry.Id)!.Entry.State.ShouldBe(MailState.Waiting);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_language_is_switched_on_the_spot_and_stays(bool javaScript)
    {
        var served = await ServeAsync();
        var file = await served.ReceiveAsync("Crêpes", Posts.UnknownQuestion);
        var page = await OpenAsync(served, new() { JavaScript = javaScript }, $"/mail/{file.Entry.Id}");

        await page.Locator("[name=language]").FollowAsync();
        var here = page.Path();
        await page.GotoAsync("/");

        here.ShouldBe($"/mail/{file.Entry.Id}");
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe("en");
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Waiting mail");
    }

    private static async Task ShouldServeAllAsync(IPage page, bool phone)
    {
        await page.ShouldBeAccessibleAsync();
        await page.ShouldHaveAHeadingAsync();
        await page.ShouldFitAsync();
        if (!phone) await page.ShouldBeReachedByTabAsync();
    }

    /// <summary>Looks at every page, and tells of all at once.</summary>
    private static async Task EachAsync(IPage page, Func<IPage, Task> look)
    {
        var wrong = new List<string>();
        foreach (var path in Pages)
        {
            (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
            try
            {
                await look(page);
            }
            catch (ShouldAssertException told)
            {
                wrong.Add($"{path}: {told.Message}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    /// <summary>One mail answered by machine, two that ask the same, one put off, one closed, one that a post answered wrongly.</summary>
    private async Task<ServedPage> FilledAsync()
    {
        var served = await ServeAsync(Mode.Answer, s => s.Undoable(TimeSpan.FromHours(1)));
        var gestures = served.Service.Parts.GetRequiredService<Gestures>();
        await AnsweredAsync("Assurance");
        served.Service.Parts.GetRequiredService<Switches>().Paused = true;
        await WaitsAsync("Diplôme", Posts.DiplomaQuestion);
        await WaitsAsync("Un diplôme", Posts.DiplomaQuestion);
        gestures.PutOff([await WaitsAsync("Bretagne", "Bonjour, où se garer à Quimper un jour de marché ?")], DateTimeOffset.UtcNow.AddDays(1));
        gestures.Close([await WaitsAsync("Crêpes", Posts.UnknownQuestion)], "");
        served.Service.Parts.GetRequiredService<Switches>().Paused = false;
        gestures.Wrong(await AnsweredAsync("Une assurance ?"));
        return served;

        async Task<long> WaitsAsync(string subject, string text) => (await served.ReceiveAsync(From(subject, text))).Entry.Id;

        async Task<long> AnsweredAsync(string subject)
        {
            await _server.DeliverAsync(served.Service.Author, From(subject, Posts.InsuranceQuestion));
            return (await served.Service.BecomesAsync(subject, MailState.Answered)).Entry.Id;
        }

        MimeKit.MimeMessage From(string subject, string text) => Mails.From(_server.NewAccount("lea", "client.test"), served.Service.Author, subject, text);
    }
}
