using FaqResponder.Settings;

namespace FaqResponder.Letters;

/// <summary>When a letter is due. Pure: time passes elsewhere.</summary>
internal static class LetterRhythm
{
    private const int DaysOfAWeek = 7;

    /// <summary>The last day on which one was due, by now. A service that was away for long owes one letter, not several.</summary>
    /// <param name="now">The time where the service runs.</param>
    public static DateOnly LastDue(LetterSettings settings, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.DateTime);
        if (now.TimeOfDay < settings.At) day = day.AddDays(-1);
        return settings.Every is LetterEvery.Weekly ? day.AddDays(-((day.DayOfWeek - settings.On + DaysOfAWeek) % DaysOfAWeek)) : day;
    }

    /// <summary>How long a letter looks back where none went before it.</summary>
    public static TimeSpan Length(LetterSettings settings) => TimeSpan.FromDays(settings.Every is LetterEvery.Weekly ? DaysOfAWeek : 1);
}
