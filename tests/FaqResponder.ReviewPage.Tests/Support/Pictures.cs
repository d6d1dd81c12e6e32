using Microsoft.Playwright;

namespace FaqResponder.Support;

/// <summary>Pictures of whole pages, for a person to look at.</summary>
internal static class Pictures
{
    private const string Variable = "FAQRESPONDER_SCREENSHOTS";
    private const int LongestName = 150;

    public static async Task KeepAsync(IEnumerable<IPage> pages, bool failed)
    {
        var wanted = Environment.GetEnvironmentVariable(Variable);
        if (!failed && string.IsNullOrEmpty(wanted)) return;
        var folder = string.IsNullOrEmpty(wanted) ? Path.Combine(AppContext.BaseDirectory, "TestResults") : wanted;
        foreach (var (number, page) in pages.Index())
        {
            var file = Path.GetFullPath(Path.Combine(folder, $"{Name()}{(number == 0 ? "" : $"-{number + 1}")}.png"));
            await page.ScreenshotAsync(new() { Path = file, FullPage = true });
            TestContext.Current.TestOutputHelper?.WriteLine($"What was seen: {file}");
        }
    }

    /// <summary>That of the test, without its namespace and without what file names can't hold.</summary>
    private static string Name()
    {
        var name = TestContext.Current.Test!.TestDisplayName.Replace($"{TestContext.Current.TestClass!.TestClassNamespace}.", "", StringComparison.Ordinal);
        var plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-')).Trim('-');
        return plain.Length <= LongestName ? plain : plain[..LongestName];
    }
}
