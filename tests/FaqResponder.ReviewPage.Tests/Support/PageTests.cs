using FaqResponder.Core.Deciding;
using FaqResponder.Settings;

using Microsoft.Playwright;

namespace FaqResponder.Support;

/// <summary>
/// What tests in the browser begin with, and what every one of them checks at its end: that the page complained of nothing and asked nothing of another host.
/// A test that failed leaves pictures of what it saw last; with <c>FAQRESPONDER_SCREENSHOTS=FOLDER</c> every test leaves its pictures there.
/// </summary>
public abstract class PageTests(MailServer server, Browser browser) : IAsyncDisposable
{
    private readonly List<ServedPage> _served = [];
    private readonly List<(IPage Page, Complaints Complaints)> _open = [];
    private readonly List<string> _expected = [];

    /// <summary>The service with its page; gone when the test ends.</summary>
    /// <param name="adjust">Settings of the test's own.</param>
    /// <param name="clock">The clock that the service goes by, if not the computer's.</param>
    internal async Task<ServedPage> ServeAsync(Mode mode = Mode.Draft, Func<FaqSettings, FaqSettings>? adjust = null, TimeProvider? clock = null)
    {
        var served = await ServedPage.StartAsync(server, mode, adjust, clock);
        _served.Add(served);
        return served;
    }

    /// <summary>Opens the page by a link of its own, in a window of its own.</summary>
    /// <param name="path">Where to go then, if not to the tray.</param>
    internal async Task<IPage> OpenAsync(ServedPage served, Viewer? viewer = null, string? path = null)
    {
        var page = await LookAsync(served.Address, viewer);
        await page.GotoAsync($"{served.NewLink()}");
        if (path is not null) await page.GotoAsync(path);
        return page;
    }

    /// <summary>A window that is not signed in and shows nothing yet.</summary>
    internal async Task<IPage> LookAsync(Uri address, Viewer? viewer = null)
    {
        var window = await browser.NewWindowAsync(viewer ?? new(), address);
        var complaints = new Complaints(window, address);
        var page = await window.NewPageAsync();
        _open.Add((page, complaints));
        return page;
    }

    /// <summary>What else would fail the test, as a part of its text: an answer that is an error is told in the console, too.</summary>
    protected void Expect(string complaint) => _expected.Add(complaint);

    /// <summary>What the pages did that they never should.</summary>
    protected async Task<IReadOnlyList<string>> ComplaintsAsync()
    {
        // What the browser told before it answers this has arrived by then.
        foreach (var (page, _) in _open) await page.TitleAsync();
        return [.. _open.SelectMany(o => o.Complaints.Except(_expected))];
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            var complaints = await ComplaintsAsync();
            await Pictures.KeepAsync(_open.Select(o => o.Page), failed: complaints.Count > 0 || TestContext.Current.TestState?.Result is TestResult.Failed);
            complaints.ShouldBeEmpty();
        }
        finally
        {
            foreach (var (page, _) in _open) await page.Context.CloseAsync();
            foreach (var served in _served) await served.DisposeAsync();
        }
    }
}
