using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Support;

namespace FaqResponder.Stories;

/// <summary>The computer's clock is set while the service runs: by hand, by a time server, by a battery that died.</summary>
public sealed class ClockStories(MailServer server)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly SwiftClock _clock = new(factor: 100);

    [Fact]
    public async Task Set_back_while_the_mailbox_is_away_it_does_not_wait_for_the_old_time()
    {
        await using var trial = await StartAsync();
        trial.Imap.Cut();
        await Eventually.TrueAsync(() => trial.Service.JournalText.Contains("boîte aux lettres :", StringComparison.Ordinal), () => trial.Service.JournalText);

        _clock.Set(-Day);
        trial.Imap.Restore();
        await trial.AskAsync();

        await AnsweredAsync(trial, 1);
    }

    [Fact]
    public async Task Set_back_while_the_sending_server_is_away_it_does_not_wait_for_the_old_time()
    {
        await using var trial = await StartAsync();
        trial.Submission.Cut();
        await trial.AskAsync();
        await Eventually.TrueAsync(() => trial.Service.JournalText.Contains("envoi des réponses", StringComparison.Ordinal), () => trial.Service.JournalText);

        _clock.Set(-Day);
        trial.Submission.Restore();

        await AnsweredAsync(trial, 1);
    }

    [Fact]
    public async Task Set_back_a_held_reply_is_held_no_longer_than_it_should_be()
    {
        await using var trial = new FaultTrial(server, _clock) { Hold = TimeSpan.FromMinutes(2) };
        await trial.Service.StartAsync();
        var subject = await trial.AskAsync();
        await trial.Service.BecomesAsync(subject, MailState.Answering);

        _clock.Set(-30 * Day);

        await AnsweredAsync(trial, 1);
    }

    [Fact]
    public async Task Set_right_after_it_was_a_year_ahead_the_daily_limit_holds_for_a_day_and_not_for_a_year()
    {
        await using var trial = new FaultTrial(server, _clock);
        trial.Service.Settings = trial.Service.Settings with { Answering = trial.Service.Settings.Answering with { MaxAge = 1000 * Day, Caps = new(100, 1, 100, 100) } };
        _clock.Set(365 * Day);
        await trial.Service.StartAsync();
        await trial.AskAsync();
        await AnsweredAsync(trial, 1);

        _clock.Set(-365 * Day);
        (await trial.Service.BecomesAsync(await trial.AskAsync(), MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.CapReached);
        _clock.Set(1.1 * Day);

        await trial.AskAsync();
        await AnsweredAsync(trial, 2);
    }

    [Fact]
    public async Task Set_back_between_a_draft_and_its_record_it_is_looked_for_and_not_put_twice()
    {
        await using var trial = await StartAsync();
        using (LedgerFault.InOutbox(trial.Service.Database, "NEW.kind = 'Draft' AND NEW.step = 'Done'"))
        {
            await trial.AskInBccAsync();
            await Eventually.TrueAsync(() => trial.Service.JournalText.Contains("brouillons et copies", StringComparison.Ordinal), () => trial.Service.JournalText);
            await trial.Service.StopAsync();
        }

        _clock.Set(-Day);
        await trial.Service.StartAsync();

        await trial.ComesToRestAsync();
        (await trial.ReckonAsync()).ShouldBeRight("The clock was set back");
    }

    [Fact]
    public async Task A_lease_from_the_future_holds_no_longer_than_any_lease()
    {
        await using var trial = new FaultTrial(server, _clock);
        trial.Service.Database.Migrate();
        using (var ledger = trial.Service.Database.Open())
        {
            await ledger.ExecuteAsync(
                "INSERT INTO leases (name, owner, machine, process, expires_at) VALUES (@name, 'other', 'elsewhere', 1, @until)",
                new { name = $"imap://{trial.Service.Author.Address}@localhost/INBOX", until = (_clock.GetUtcNow() + (10 * Day)).ToUnixTimeMilliseconds() });
        }

        await trial.Service.StartAsync();
        await trial.AskAsync();
        await Eventually.TrueAsync(() => trial.Service.JournalText.Contains("un autre service travaille déjà", StringComparison.Ordinal), () => trial.Service.JournalText);

        await AnsweredAsync(trial, 1);
    }

    [Fact]
    public async Task Set_to_and_fro_by_hours_and_days_while_mails_arrive_the_books_are_right()
    {
        await using var trial = new FaultTrial(server, _clock) { Hold = TimeSpan.FromMinutes(1) };
        await trial.Service.StartAsync();
        TimeSpan[] jumps = [TimeSpan.FromHours(5), TimeSpan.FromHours(-7), 2 * Day, -3 * Day, 40 * Day, -39 * Day, TimeSpan.FromMinutes(-3), TimeSpan.FromMinutes(3)];
        foreach (var jump in jumps)
        {
            await trial.AskAsync();
            await trial.AskInBccAsync();
            await Eventually.TrueAsync(() => trial.Service.Ledger.List(1000).Count == trial.Mails, () => trial.Service.JournalText);
            _clock.Set(jump);
        }

        await trial.ComesToRestAsync();
        (await trial.ReckonAsync()).ShouldBeRight("The clock was set again and again");
    }

    private async Task<FaultTrial> StartAsync()
    {
        var trial = new FaultTrial(server, _clock);
        await trial.Service.StartAsync();
        await trial.Service.RestsAsync();
        return trial;
    }

    private static async Task AnsweredAsync(FaultTrial trial, int count)
    {
        await Eventually.TrueAsync(() => trial.Service.Ledger.List(10).Count(e => e.State is MailState.Answered) == count, () => trial.Service.JournalText);
        await trial.ComesToRestAsync();
        (await trial.ReckonAsync()).ShouldBeRight("The clock was set");
    }
}
