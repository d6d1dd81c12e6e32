using System.Globalization;
using System.Text.RegularExpressions;

using FaqResponder.Core.Mails;

namespace FaqResponder.Feeds;

/// <summary>
/// Finds the day in a date, however it is written: ISO, RFC 822 with a wrong weekday or a zone by name, French months. Only the
/// day counts, as it stands there.
/// </summary>
internal static partial class FeedDate
{
    private const int CenturyFrom = 70;

    private static readonly (string Start, int Month)[] Months =
    [
        ("jan", 1), ("fev", 2), ("feb", 2), ("mar", 3), ("avr", 4), ("apr", 4), ("mai", 5), ("may", 5),
        ("juil", 7), ("jul", 7), ("jui", 6), ("jun", 6), ("aou", 8), ("aug", 8), ("sep", 9), ("oct", 10), ("nov", 11), ("dec", 12),
    ];

    /// <summary>The day, or <see langword="null"/> when there is none to be found.</summary>
    public static DateOnly? Day(string text)
    {
        var folded = PlainWords.Fold(text);
        foreach (var pattern in new[] { Iso(), DayFirst(), MonthFirst() })
        {
            if (pattern.Match(folded) is { Success: true } match && From(match) is { } day) return day;
        }

        return null;
    }

    private static DateOnly? From(Match match)
    {
        var month = match.Groups["month"].Value;
        var number = char.IsAsciiDigit(month[0])
            ? int.Parse(month, CultureInfo.InvariantCulture)
            : Months.FirstOrDefault(known => month.StartsWith(known.Start, StringComparison.Ordinal)).Month;
        var year = int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture);
        if (year < 100) year += year < CenturyFrom ? 2000 : 1900;
        var day = int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture);
        var isDay = number is >= 1 and <= 12 && year >= 1900 && day >= 1 && day <= DateTime.DaysInMonth(year, number);
        return isDay ? new DateOnly(year, number, day) : null;
    }

    [GeneratedRegex("(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})", RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();

    [GeneratedRegex("\\b(?<day>[0-9]{1,2})(er)?[ -](?<month>[a-z]{3,})\\.?,?[ -](?<year>[0-9]{4}|[0-9]{2})\\b", RegexOptions.ExplicitCapture)]
    private static partial Regex DayFirst();

    [GeneratedRegex("\\b(?<month>[a-z]{3,})\\.? (?<day>[0-9]{1,2})(st|nd|rd|th)?,? (?<year>[0-9]{4})\\b", RegexOptions.ExplicitCapture)]
    private static partial Regex MonthFirst();
}
