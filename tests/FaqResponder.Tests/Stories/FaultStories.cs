using FaqResponder.Support;

namespace FaqResponder.Stories;

/// <summary>Everything around the service fails once in every way, and each time the books are right afterwards.</summary>
public sealed class FaultStories(MailServer server)
{
    // Minutes of back-off pass in a second or two.
    private readonly SwiftClock _clock = new(factor: 100);

    [Fact]
    public async Task Whatever_the_sending_server_says_or_leaves_unsaid()
    {
        await using var trial = new FaultTrial(server, _clock);
        trial.SendThroughScript();
        foreach (var fault in SmtpFault.All)
        {
            trial.Smtp.Stage(fault);
            // One mail goes through after each, so that the pauses stay short.
            trial.Smtp.Stage(SmtpFault.None);
            await trial.AskAsync();
        }

        await trial.Service.StartAsync();
        await trial.ComesToRestAsync();
        while (trial.Smtp.Staged > 0)
        {
            await trial.AskAsync();
            await trial.ComesToRestAsync();
        }

        (await trial.ReckonAsync()).ShouldBeRight("A server of many faults");
    }

    [Fact]
    public async Task The_line_to_the_mailbox_breaks_again_and_again()
    {
        await using var trial = new FaultTrial(server, _clock);
        for (var i = 0; i < 10; i++) await AskBothAsync(trial);
        await trial.Service.StartAsync();
        for (var cut = 1; cut <= 9; cut++)
        {
            // Of a mail at which the line breaks three times the mail would be to blame.
            if (cut % 3 == 0) await trial.ComesToRestAsync();
            // Each time it comes a little further than the time before.
            var enough = trial.Imap.Received + (700 * cut);
            await Eventually.TrueAsync(() => trial.Imap.Received >= enough || trial.IsAtRest, () => trial.Service.JournalText);
            trial.Imap.Cut();
            await AskBothAsync(trial);
            trial.Imap.Restore();
        }

        await trial.ComesToRestAsync();
        (await trial.ReckonAsync()).ShouldBeRight("The line to the mailbox was cut nine times");
    }

    [Fact]
    public async Task The_ledger_is_locked_by_another_program()
    {
        await using var trial = new FaultTrial(server, _clock);
        await trial.Service.StartAsync();
        await AskBothAsync(trial);
        await Eventually.TrueAsync(() => trial.Service.Ledger.List(10).Count > 0, () => trial.Service.JournalText);

        using (LedgerFault.Locked(trial.Service.Database))
        {
            await AskBothAsync(trial);
            await Eventually.TrueAsync(() => trial.Service.JournalText.Contains("le registre est verrouillé", StringComparison.Ordinal), () => trial.Service.JournalText);
        }

        await trial.ComesToRestAsync();
        (await trial.ReckonAsync()).ShouldBeRight("The ledger was locked");
    }

    [Fact]
    public async Task The_disk_is_full_and_the_program_is_killed_meanwhile()
    {
        using var disk = SmallDisk.Require(megabytes: 6);
        await using var trial = new FaultTrial(server);
        trial.Service.Settings = trial.Service.Settings with { DataFolder = disk.Path };
        trial.Service.Database.Migrate();
        trial.Program.Start();
        await AskBothAsync(trial);
        await trial.ComesToRestAsync();

        disk.Fill();
        for (var i = 0; i < 5; i++) await AskBothAsync(trial);
        await Eventually.TrueAsync(() => trial.Program.Said.Contains("le disque est plein", StringComparison.Ordinal), () => trial.Program.Said);
        await trial.Program.KillAsync();
        trial.Program.Start();
        await Eventually.TrueAsync(() => !trial.Program.IsRunning || trial.Program.Said.Contains("service démarré", StringComparison.Ordinal), () => trial.Program.Said);
        disk.Free();
        await trial.Program.KillAsync();

        await trial.ComesToRestAsync(keepAlive: true);
        (await trial.ReckonAsync()).ShouldBeRight("The disk was full");
    }

    private static async Task AskBothAsync(FaultTrial trial)
    {
        await trial.AskAsync();
        await trial.AskInBccAsync();
    }
}
