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
    public void One_outage_is_one_error_a_reminder_an_hour_and_one_line_when_it_is_over()
    {
        for (var minute = 0; minute < 90; minute++)
        {
            _log.Failed(Away);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        _log.Succeeded();
        _log.Succeeded();

        _lines.Select(l => l.Trim()).ShouldBe([
            "Error: mailbox: doesn't answer. → wait", "Error: mailbox: doesn't answer. → wait", "Information: mailbox: back after 01:30:00"]);
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
