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
        // From the first one on: where a browser begins by itself depends on what was focused before. The page itself notes where the focus goes: a busy one is
        // still on its way when it is looked at.
        await page.EvaluateAsync(
            """
            () => {
                document.visited = [];
                document.addEventListener("focusin", e => { if (e.target.dataset.tab !== undefined) document.visited.push(Number(e.target.dataset.tab)); });
                scrollTo(0, 0);
                document.querySelector("[data-tab='0']").focus();
            }
            """);
        int[] reached = [];
        var unseen = new List<string>();
        for (var i = 0; i < controls.Length + MostOthers && reached.Length < controls.Length; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var hidden = await page.EvaluateAsync<string>(
                """
                () => {
                    const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
                    const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.top < innerHeight && box.width > 1;
                    return e.dataset.tab === undefined || seen || e.tagName === "IFRAME" ? "" : e.dataset.tab;
                }
                """);
            if (hidden.Length > 0) unseen.Add(controls[int.Parse(hidden, System.Globalization.CultureInfo.InvariantCulture)]);
            reached = await page.EvaluateAsync<int[]>("() => document.visited");
        }

        unseen.ShouldBeEmpty($"The focus is not seen at {page.Url}");
        controls.Where((_, i) => !reached.Contains(i)).ShouldBeEmpty($"The Tab key doesn't reach all at {page.Url}");
        reached.ShouldBeInOrder(SortDirection.Ascending, page.Url);
    }
}
