using FaqResponder.Core.Deciding;
using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Support;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FaqResponder.Worker;

public sealed class AlertsTests : IDisposable
{
    private static readonly Trouble Away = new(new("ne répond pas", "doesn't answer"), new("Attendez.", "Wait."), NeedsAPerson: false);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly Database _database;
    private readonly FaqSettings _settings;

    public AlertsTests()
    {
        _database = new(_folder.Path);
        _database.Migrate();
        _settings = Some.Settings(_folder.Path, Mode.Answer) with { Smtp = new() { PickupFolder = _folder["out"] } };
    }

    [Fact]
    public async Task Nothing_is_told_of_what_is_short_and_what_is_long_is_told_once_a_day_over_restarts()
    {
        var since = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromMinutes(59));
        await TellAsync(New(), since);
        Sent().ShouldBe(0);

        for (var hour = 0; hour < 30; hour++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            await TellAsync(New(), since);
        }

        Sent().ShouldBe(2);
    }

    [Fact]
    public async Task One_that_could_not_be_told_is_told_when_it_can_be()
    {
        var since = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromHours(2));
        var alerts = New();
        // A file stands where the folder should be.
        await File.WriteAllTextAsync(_folder["out"], "", TestContext.Current.CancellationToken);
        await TellAsync(alerts, since);
        File.Delete(_folder["out"]);

        _clock.Advance(TimeSpan.FromMinutes(10));
        await TellAsync(alerts, since);
        await TellAsync(alerts, since);

        Sent().ShouldBe(1);
    }

    [Fact]
    public async Task While_the_ledger_itself_fails_it_is_told_once_all_the_same()
    {
        var broken = new Database(_folder["out-of-reach/deep"]);
        var alerts = new Alerts(new(broken, _clock), new(broken, _clock), new PickupSubmission(_folder["out"], _clock), new(_settings), _settings, Journal(), _clock);
        var since = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromHours(2));

        await TellAsync(alerts, since);
        await TellAsync(alerts, since);

        Sent().ShouldBe(1);
    }

    [Fact]
    public async Task She_may_want_to_hear_of_nothing()
    {
        var since = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromDays(2));

        await TellAsync(New(_settings with { Alerts = new() { After = TimeSpan.Zero } }), since);

        Sent().ShouldBe(0);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static Journal Journal() => new(NullLogger<Journal>.Instance, Core.Language.French);

    private static Task TellAsync(Alerts alerts, DateTimeOffset since) =>
        alerts.TellAsync(new Dictionary<AlertKind, Outage?> { [AlertKind.Mailbox] = new(since, Away) }, null, TestContext.Current.CancellationToken);

    // A new process each time.
    private Alerts New(FaqSettings? settings = null) =>
        new(new(_database, _clock), new(_database, _clock), new PickupSubmission(_folder["out"], _clock), new(settings ?? _settings), settings ?? _settings, Journal(), _clock);

    private int Sent() => Directory.Exists(_folder["out"]) ? Directory.GetFiles(_folder["out"], "*.eml").Length : 0;
}
