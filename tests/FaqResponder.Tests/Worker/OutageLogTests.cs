using FaqResponder.Core;
using FaqResponder.Mailbox;
using FaqResponder.Support;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FaqResponder.Worker;

public sealed class OutageLogTests : IDisposable
{
    private static readonly Trouble Away = new(new("ne répond pas", "doesn't answer"), new("attendez", "wait"), NeedsAPerson: false);

    private readonly List<string> _lines = [];
    private readonly FakeTimeProvider _clock = new();
    private readonly LoggerFactory _factory;
    private readonly OutageLog _log;

    public OutageLogTests()
    {
        _factory = new LoggerFactory([new JournalCatcher(_lines)]);
        _log = new(new Journal(_factory.CreateLogger<Journal>(), Language.English), new("boîte", "mailbox"), _clock);
    }

    [Fact]
    public void One_outage_is_one_error_reminders_that_grow_rarer_and_one_line_when_it_is_over()
    {
        for (var minute = 0; minute < 8 * 60; minute++)
        {
            _log.Failed(Away);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        _log.Succeeded();
        _log.Succeeded();

        // At once, after one hour, three, and seven.
        _lines.Count(l => l.Contains("Error: mailbox: doesn't answer. → wait", StringComparison.Ordinal)).ShouldBe(4);
        _lines[^1].Trim().ShouldBe("Information: mailbox: back after 8 h 00 min");
        _lines.Count.ShouldBe(5);
    }

    [Fact]
    public void After_days_it_is_still_said_once_a_day()
    {
        for (var hour = 0; hour < 24 * 10; hour++)
        {
            _log.Failed(Away);
            _clock.Advance(TimeSpan.FromHours(1));
        }

        _lines.Count.ShouldBeInRange(13, 15);
    }

    [Fact]
    public void A_clock_that_was_set_back_does_not_silence_it()
    {
        _log.Failed(Away);
        _clock.AdjustTime(_clock.GetUtcNow().AddYears(-1));
        _log.Failed(Away);

        _lines.Count.ShouldBe(2);
        _log.Current!.Since.ShouldBe(_clock.GetUtcNow());
    }

    [Fact]
    public void Another_trouble_is_said_at_once()
    {
        _log.Failed(Away);
        _log.Failed(Away with { Wrong = new("mot de passe", "password") });

        _lines.Count.ShouldBe(2);
    }

    public void Dispose() => _factory.Dispose();
}
