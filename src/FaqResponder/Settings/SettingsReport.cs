using FaqResponder.Core;

namespace FaqResponder.Settings;

/// <summary>Problems in words, one line each: <c>key = value — what is wrong → what to do</c>.</summary>
internal static class SettingsReport
{
    /// <summary>A longer value is cut: it is there to be recognised.</summary>
    private const int MaxValue = 80;

    public static IReadOnlyList<string> Lines(IEnumerable<SettingsProblem> problems, Language language) => [.. problems.Select(p => Line(p, language))];

    public static string Line(SettingsProblem problem, Language language)
    {
        var value = problem.Value.Length == 0 ? "" : $" = {Printable(problem.Value)}";
        return $"{problem.Key}{value} — {problem.Wrong.In(language)} → {problem.Remedy.In(language)}";
    }

    private static string Printable(string value)
    {
        var line = string.Concat(value.Select(c => char.IsControl(c) ? '␤' : c));
        return line.Length <= MaxValue ? line : string.Concat(line.AsSpan(0, MaxValue), "…");
    }
}
