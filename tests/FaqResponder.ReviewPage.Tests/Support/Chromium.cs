namespace FaqResponder.Support;

/// <summary>The machine's own browser: Chromium, or Chrome, which is the same to the page.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Its full path.</summary>
    /// <param name="path">The folders to look in, as PATH has them.</param>
    /// <exception cref="InvalidOperationException">There is none; the message says what to install.</exception>
    public static string Find(string? path) =>
        Names.SelectMany(_ => (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), (name, folder) => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"These tests need a browser, and PATH leads to no {string.Join(", no ", Names)}: run tests/run, which installs chromium, or install Google Chrome.");
}
