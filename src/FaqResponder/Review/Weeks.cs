using FaqResponder.Storage;

namespace FaqResponder.Review;

/// <summary>The weeks in figures. Each is reckoned once, and again when one of its mails took a step: of a year, nearly all weeks stand still.</summary>
internal sealed class Weeks(Figures figures, TimeProvider clock)
{
    private const int DaysOfAWeek = 7;

    // More than are asked for at any time; what lies before them is asked for no more.
    private const int MostKept = 120;

    private readonly Lock _gate = new();
    private Dictionary<DateTimeOffset, WeekFigures> _known = [];
    private long _step;

    /// <summary>The weeks up to this one, the oldest first.</summary>
    /// <param name="count">How many, this one among them.</param>
    public IReadOnlyList<WeekFigures> Last(int count)
    {
        lock (_gate)
        {
            // Looked at before the weeks are reckoned: what changes meanwhile is noticed the next time.
            var (changed, reached) = _known.Count == 0 ? ([], figures.LastStep()) : figures.ChangedSince(_step);
            foreach (var moment in changed) _known.Remove(BeginningOf(moment));
            _step = reached;
            var monday = MondayOf(clock.GetUtcNow());
            var weeks = Enumerable.Range(0, count).Select(i => monday.AddDays(DaysOfAWeek * (i - count + 1))).Select(Week).ToList();
            if (_known.Count > MostKept) _known = weeks.ToDictionary(w => w.Begins);
            return weeks;
        }
    }

    /// <summary>The first moment of the week in which a moment lies.</summary>
    public DateTimeOffset BeginningOf(DateTimeOffset moment) => At(MondayOf(moment));

    private WeekFigures Week(DateTime monday)
    {
        var begins = At(monday);
        if (!_known.TryGetValue(begins, out var week)) _known[begins] = week = figures.Week(begins, At(monday.AddDays(DaysOfAWeek)));
        return week;
    }

    private DateTime MondayOf(DateTimeOffset moment)
    {
        var day = TimeZoneInfo.ConvertTime(moment, clock.LocalTimeZone).Date;
        return day.AddDays(-(((int)day.DayOfWeek + DaysOfAWeek - 1) % DaysOfAWeek));
    }

    // A week in which the clocks are changed has an hour more or less.
    private DateTimeOffset At(DateTime day) => new(day, clock.LocalTimeZone.GetUtcOffset(day));
}
