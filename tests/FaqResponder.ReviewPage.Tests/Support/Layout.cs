using Microsoft.Playwright;

namespace FaqResponder.Support;

/// <summary>How a page lies on the screen.</summary>
internal static class Layout
{
    // Regions that scroll take the focus, too.
    private const int MostOthers = 10;

    /// <summary>Makes sure that nothing has to be scrolled sideways, but what scrolls within itself.</summary>
    public static async Task ShouldFitAsync(this IPage page)
    {
        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        wide.ShouldBeLessThanOrEqualTo(page.ViewportSize!.Width, page.Url);
    }

    /// <summary>Makes sure that the page has one heading of the first rank, with words in it.</summary>
    public static async Task ShouldHaveAHeadingAsync(this IPage page) =>
        (await page.Locator("h1").AllInnerTextsAsync()).ShouldHaveSingleItem(page.Url).ShouldNotBeNullOrWhiteSpace(page.Url);

    /// <summary>Makes sure that the Tab key comes by every control in the order in which the page is read, and that one sees where it is.</summary>
    public static async Task ShouldBeReachedByTabAsync(this IPage page)
    {
        var controls = await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex='0']")]
                .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility())
                .map((e, i) => { const shown = `${i} ${e.outerHTML.slice(0, 160)}`; e.dataset.tab = i; return shown; })
            """);
        // From the first one on: where a browser begins by itself depends on what was focused before.
        await page.EvaluateAsync("() => { scrollTo(0, 0); document.querySelector('[data-tab=\"0\"]').focus(); }");
        var reached = new List<int> { 0 };
        var unseen = new List<string>();
        for (var i = 0; i < controls.Length + MostOthers && reached.Count < controls.Length; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var at = await page.EvaluateAsync<string>(
                """
                () => {
                    const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
                    const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.top < innerHeight && box.width > 1;
                    return e.dataset.tab === undefined ? "" : (seen || e.tagName === "IFRAME" ? "+" : "-") + e.dataset.tab;
                }
                """);
            if (at.Length == 0) continue;
            reached.Add(int.Parse(at[1..], System.Globalization.CultureInfo.InvariantCulture));
            if (at[0] == '-') unseen.Add(controls[reached[^1]]);
        }

        unseen.ShouldBeEmpty($"The focus is not seen at {page.Url}");
        controls.Where((_, i) => !reached.Contains(i)).ShouldBeEmpty($"The Tab key doesn't reach all at {page.Url}");
        reached.ShouldBeInOrder(SortDirection.Ascending, page.Url);
    }
}
