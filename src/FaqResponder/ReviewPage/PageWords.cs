using FaqResponder.Core;
using FaqResponder.Settings;

using Microsoft.AspNetCore.Http;

namespace FaqResponder.ReviewPage;

/// <summary>The words of the page in the language of who looks at it: that of the settings, unless she chose the other.</summary>
internal sealed class PageWords(IHttpContextAccessor http, FaqSettings settings, TimeProvider clock)
{
    /// <summary>The cookie that keeps the choice; it says nothing else.</summary>
    public const string Cookie = "faqresponder-language";

    private static readonly string[] FrenchDays = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];
    private static readonly string[] EnglishDays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    private static readonly string[] FrenchMonths = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
    private static readonly string[] EnglishMonths = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public Language Language { get; } = LanguageCodes.Parse(http.HttpContext?.Request.Cookies[Cookie]) ?? settings.Language;

    public DateTimeOffset Now => clock.GetLocalNow();

    public string Say(string french, string english) => Language switch
    {
        Language.French => french,
        Language.English => english,
    };

    public string Say(Phrase phrase) => phrase.In(Language);

    /// <summary>A whole number with its noun: "1 message", "7 messages".</summary>
    public string Count(int count, string frenchOne, string frenchMany, string englishOne, string englishMany) =>
        // French counts zero as one does.
        $"{Number(count)} {Say(count < 2 ? frenchOne : frenchMany, count == 1 ? englishOne : englishMany)}";

    /// <summary>"12 345", "12,345".</summary>
    public string Number(long number) => number.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture).Replace(",", Say("\u202f", ","), StringComparison.Ordinal);

    /// <summary>"72 %", "72%".</summary>
    public string Percent(double share) => Say($"{share * 100:0}\u202f%", $"{share * 100:0}%");

    /// <summary>A moment in few words: "14:05" of today, "hier 14:05", "lundi 14:05" of the last days, else the day.</summary>
    public string When(DateTimeOffset at)
    {
        var (local, now) = (ToLocal(at), Now);
        var days = (now.Date - local.Date).Days;
        return days switch
        {
            0 => $"{local:HH:mm}",
            1 => $"{Say("hier", "yesterday")} {local:HH:mm}",
            -1 => $"{Say("demain", "tomorrow")} {local:HH:mm}",
            > 1 and < 7 => $"{Say(FrenchDays[(int)local.DayOfWeek], EnglishDays[(int)local.DayOfWeek])} {local:HH:mm}",
            _ => Day(local, withYear: local.Year != now.Year),
        };
    }

    /// <summary>A moment in full: "lundi 23 novembre 2026 à 14:05".</summary>
    public string InFull(DateTimeOffset at)
    {
        var local = ToLocal(at);
        return Say($"{FrenchDays[(int)local.DayOfWeek]} {Day(local, withYear: true)} à {local:HH:mm}", $"{EnglishDays[(int)local.DayOfWeek]} {Day(local, withYear: true)} at {local:HH:mm}");
    }

    /// <summary>For the <c>datetime</c> of a <c>time</c> element.</summary>
    public static string Machine(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";

    public string Day(DateTimeOffset at, bool withYear)
    {
        var (day, month) = (at.Day, at.Month - 1);
        var year = withYear ? $" {at.Year}" : "";
        return Say($"{(day == 1 ? "1er" : $"{day}")} {FrenchMonths[month]}{year}", $"{day} {EnglishMonths[month]}{year}");
    }

    /// <summary>How long, roughly: "3 min", "2 h", "4 jours".</summary>
    public string Long(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => Say("moins d'une minute", "less than a minute"),
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes} min",
        { TotalDays: < 2 } => $"{(int)time.TotalHours} h",
        _ => Say($"{(int)time.TotalDays} jours", $"{(int)time.TotalDays} days"),
    };

    public DateTimeOffset ToLocal(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, clock.LocalTimeZone);
}
