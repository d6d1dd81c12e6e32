using Deque.AxeCore.Playwright;

using Microsoft.Playwright;

namespace FaqResponder.Support;

/// <summary>What keeps people who see, hear or move differently from using a page, as far as a program can tell (axe-core's rules).</summary>
internal static class Accessibility
{
    public static async Task ShouldBeAccessibleAsync(this IPage page)
    {
        var found = await page.RunAxe();
        var barriers = from rule in found.Violations
                       where rule.Impact is "serious" or "critical"
                       from element in rule.Nodes
                       select $"{rule.Id} ({rule.Impact}) at {element.Target}: {rule.Help}, {rule.HelpUrl}\n    {element.Html}";

        barriers.ShouldBeEmpty();
    }
}
