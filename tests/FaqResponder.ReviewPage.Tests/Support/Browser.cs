using FaqResponder.Core;
using FaqResponder.ReviewPage;
using FaqResponder.Support;

using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser))]

namespace FaqResponder.Support;

/// <summary>One browser for all tests, started when the first of them wants it. Whoever looks at the page gets a window that shares nothing with the others.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Flags =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        // No name leads anywhere but to this machine: a page that asks another host is told of, and nothing goes out.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        // The driver now and then misses what a frame shows that has a process of its own, as sandboxed ones get (puppeteer#12381). A later list of features
        // replaces the driver's own, so the ones of it that matter here follow.
        "--disable-features=IsolateSandboxedIframes,AvoidUnnecessaryBeforeUnloadCheckSync,HttpsUpgrades,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,Translate",
    ];

    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _driver;
    private IBrowser? _browser;

    /// <summary>A fresh window, not signed in.</summary>
    internal async Task<IBrowserContext> NewWindowAsync(Viewer viewer, Uri address)
    {
        var browser = await StartAsync();
        var window = await browser.NewContextAsync(new()
        {
            BaseURL = $"{address}",
            JavaScriptEnabled = viewer.JavaScript,
            ViewportSize = viewer.Phone ? new() { Width = 390, Height = 844 } : new() { Width = 1280, Height = 800 },
            IsMobile = viewer.Phone,
            HasTouch = viewer.Phone,
            ColorScheme = viewer.Dark ? ColorScheme.Dark : ColorScheme.Light,
            // Whether a page glides into the next one is up to how busy the machine is, and a browser that gives it up says so as an error.
            ReducedMotion = ReducedMotion.Reduce,
            Locale = viewer.Language is Language.English ? "en-GB" : "fr-FR",
        });
        if (viewer.Language is { } language) await window.AddCookiesAsync([new() { Name = PageWords.Cookie, Value = language.Code(), Url = $"{address}" }]);
        return window;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _driver?.Dispose();
        _starting.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_browser is not null) return _browser;
            var program = Chromium.Find(Environment.GetEnvironmentVariable("PATH"));
            _driver ??= await Playwright.CreateAsync();
            // Without its sandbox, which containers and root don't get: it sees no page but ours.
            return _browser = await _driver.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Flags, ChromiumSandbox = false });
        }
        finally
        {
            _starting.Release();
        }
    }
}
