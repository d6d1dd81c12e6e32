using System.Globalization;

using FaqResponder.Core;

namespace FaqResponder.Cli;

/// <summary>A moment as it is typed: a day, a day with its time, or how long ago.</summary>
internal static class Moment
{
    private static readonly string[] Times = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm", "dd/MM/yyyy"];

    /// <summary>The moment; <see langword="null"/> when it is none. A year ("1a", "1y") and a month ("6m") go by the calendar.</summary>
    public static DateTimeOffset? Parse(string text, TimeProvider clock)
    {
        if (text is [.. var number, 'd' or 'j' or 'h' or 'm' or 'a' or 'y'] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= Most(text[^1]))
        {
            var now = clock.GetUtcNow();
            return text[^1] switch { 'h' => now.AddHours(-count), 'm' => now.AddMonths(-count), 'a' or 'y' => now.AddYears(-count), _ => now.AddDays(-count) };
        }

        return DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var at) ? new DateTimeOffset(at) : null;
    }

    public static Phrase NotOne(string text) => new(
        $"« {text} » n'est pas un moment : 2026-11-01, « 2026-11-01 14:30 », 1a, 6m, 7j ou 12h.", $"“{text}” is no time: 2026-11-01, “2026-11-01 14:30”, 1y, 6m, 7d or 12h.");

    // Before the calendar begins there was no mail.
    private static int Most(char unit) => unit switch { 'a' or 'y' => 1000, 'm' => 12_000, 'h' => 1_000_000, _ => 100_000 };
}
