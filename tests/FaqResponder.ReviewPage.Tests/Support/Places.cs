using FaqResponder.Settings;

using Microsoft.Playwright;

using MimeKit;

namespace FaqResponder.Support;

/// <summary>Where things stand on the page, whatever its words are, and what people do with them.</summary>
internal static class Places
{
    private const int MostTabs = 120;

    public static ILocator Rows(this IPage page) => page.Locator("[data-list] .row");

    /// <summary>The row of the tray with these words.</summary>
    public static ILocator Row(this IPage page, string words) => page.Rows().Filter(new() { HasText = words });

    public static ILocator Words(this IPage page) => page.Locator("#words");

    /// <summary>What is done by a button and by its key: "e" sends.</summary>
    public static ILocator Button(this IPage page, string key) => page.Locator($"button[data-key='{key}']");

    /// <summary>The suggestion of a post.</summary>
    public static ILocator Suggestion(this IPage page, string title) => page.Locator(".suggestion").Filter(new() { Has = page.Locator("h3", new() { HasText = title }) });

    public static ILocator SendPost(this ILocator suggestion) => suggestion.Locator("button[formaction*='handler=SendPost']");

    public static ILocator Insert(this ILocator suggestion) => suggestion.Locator("[data-insert]");

    /// <summary>What was just done, as it is told above the page.</summary>
    public static ILocator Done(this IPage page) => page.Locator(".done");

    /// <summary>What else there is to tell of it.</summary>
    public static ILocator Notice(this IPage page) => page.Locator(".notice:not(.done, .problem)");

    /// <summary>What could not be done.</summary>
    public static ILocator Problem(this IPage page) => page.Locator(".problem");

    /// <summary>The path that the page is at.</summary>
    public static string Path(this IPage page) => new Uri(page.Url).AbsolutePath;

    /// <summary>Clicks, and waits until where it leads is there, scripts and all.</summary>
    public static async Task FollowAsync(this ILocator place)
    {
        await place.ClickAsync();
        // By then scripts have run; what frames hold may still be on its way.
        await place.Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
    }

    /// <summary>Waits until a page that a gesture led to takes the next one.</summary>
    public static async Task SettleAsync(this IPage page)
    {
        await page.WaitForLoadStateAsync();
        await page.EvaluateAsync("new Promise(settled => { const look = () => performance.now() > performance.getEntriesByType('navigation')[0].loadEventEnd + 800 ? settled() : requestAnimationFrame(look); look(); })");
    }

    /// <summary>Goes on with the Tab key until something has the focus.</summary>
    public static async Task TabToAsync(this IPage page, ILocator wanted)
    {
        for (var i = 0; i < MostTabs; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement")) return;
        }

        throw new ShouldAssertException($"The Tab key never reaches {wanted}.");
    }

    /// <summary>The text of a mail, with lines that end as the tests' do.</summary>
    public static string Words(this MimeMessage mail) => mail.TextBody!.ReplaceLineEndings("\n");

    /// <summary>Sends at once what she answers, with no time to undo it.</summary>
    public static FaqSettings AtOnce(this FaqSettings settings) => settings.Undoable(TimeSpan.Zero);

    /// <summary>Keeps what she answers for a while, so that she can undo it.</summary>
    public static FaqSettings Undoable(this FaqSettings settings, TimeSpan time) => settings with { ReviewPage = settings.ReviewPage with { UndoTime = time } };

    /// <summary>Has a file for a password.</summary>
    public static FaqSettings Guarded(this FaqSettings settings) =>
        settings with { ReviewPage = settings.ReviewPage with { PasswordFile = System.IO.Path.Combine(settings.DataFolder, "page-password") } };

    /// <summary>Keeps what a machine answers for a while, so that she can stop it.</summary>
    public static FaqSettings Holding(this FaqSettings settings, TimeSpan time) => settings with { Answering = settings.Answering with { HoldTime = time } };
}
