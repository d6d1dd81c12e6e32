using System.Globalization;

using FaqResponder.Core.Deciding;
using FaqResponder.Support;
using FaqResponder.Worker;

namespace FaqResponder.Stories;

/// <summary>
/// The long form, which <c>tests/faults</c> starts: mails arrive all the time, the real program is killed at each checkpoint in turn and at random
/// moments, hundreds of times, and now and then something else fails as well.
/// </summary>
public sealed class KillRun(MailServer server)
{
    private const int ReckonEvery = 100;
    private const int TellEvery = 10;

    private static readonly TimeSpan CheckpointWithin = TimeSpan.FromSeconds(5);
    private static readonly Checkpoint[] Checkpoints = [.. Enum.GetValues<Checkpoint>().Where(c => c < Checkpoint.LetterRecorded)];

    [Fact(Explicit = true)]
    public async Task Killed_hundreds_of_times_while_mails_arrive()
    {
        var kills = Number("FAULTS_KILLS", 20);
        var chance = new Random(Number("FAULTS_SEED", 1));
        using var disk = SmallDisk.Require(megabytes: 64);
        await using var trial = new FaultTrial(server);
        trial.Service.Settings = trial.Service.Settings with { DataFolder = disk.Path };
        trial.Service.Database.Migrate();

        Reckoning reckoning = null!;
        for (var done = 0; done < kills; done += ReckonEvery)
        {
            await using (new Feeder(trial, chance.Next()))
            {
                for (var kill = done + 1; kill <= Math.Min(done + ReckonEvery, kills); kill++)
                {
                    await KillOnceAsync(trial, disk, chance, kill);
                    if (kill % TellEvery == 0) await Console.Out.WriteLineAsync($"{kill} kills, {trial.Mails} mails");
                }
            }

            trial.Mode = Mode.Answer;
            trial.Smtp.TakesAll();
            await RestAsync(trial);
            reckoning = await trial.ReckonAsync();
            foreach (var wrong in reckoning.Lost.Concat(reckoning.Doubled)) await Console.Out.WriteLineAsync(wrong);
            await trial.Program.KillAsync();
        }

        foreach (var outcome in trial.Service.Ledger.List(100_000).GroupBy(e => $"{e.State}, {e.Reason.Because}").OrderByDescending(g => g.Count())) await Console.Out.WriteLineAsync($"{outcome.Count()} {outcome.Key}");
        var result = $"kills {kills}, mails {reckoning.Mails}, lost {reckoning.Lost.Count}, doubled {reckoning.Doubled.Count}";
        if (Environment.GetEnvironmentVariable("FAULTS_RESULT") is { Length: > 0 } file) await File.WriteAllTextAsync(file, result, TestContext.Current.CancellationToken);
        reckoning.ShouldBeRight(result);
    }

    // What never comes to rest is counted as lost.
    private static async Task RestAsync(FaultTrial trial)
    {
        try
        {
            await trial.ComesToRestAsync(keepAlive: true);
        }
        catch (TimeoutException late)
        {
            await Console.Out.WriteLineAsync(late.Message);
        }
    }

    private static async Task KillOnceAsync(FaultTrial trial, SmallDisk disk, Random chance, int kill)
    {
        Checkpoint? at = kill % 2 == 1 ? Checkpoints[kill / 2 % Checkpoints.Length] : null;
        do
        {
            Prepare(trial, chance, at);
            if (at is { } checkpoint) trial.Program.KillAt(checkpoint, chance.Next(1, 3));
            trial.Program.Start();
            using var other = new CancellationTokenSource();
            var fault = chance.Next(4) == 0 ? FailAsync(trial, disk, chance.Next(5), TimeSpan.FromMilliseconds(chance.Next(500, 1500)), other.Token) : Task.CompletedTask;
            if (!await trial.Program.EndsAsync(at is null ? TimeSpan.FromMilliseconds(chance.Next(300, 3000)) : CheckpointWithin)) await trial.Program.KillAsync();
            await other.CancelAsync();
            await fault;
            trial.Program.Spare();
        }
        // With a full disk it may have ended by itself, which is no kill.
        while (!trial.Program.WasKilled);
    }

    /// <summary>Each life has other settings.</summary>
    private static void Prepare(FaultTrial trial, Random chance, Checkpoint? at)
    {
        trial.Hold = at is Checkpoint.HeldLookedAt || chance.Next(4) == 0 ? TimeSpan.FromSeconds(chance.Next(1, 3)) : TimeSpan.Zero;
        trial.Mode = at is null && chance.Next(8) == 0 ? Mode.Draft : Mode.Answer;
        trial.Smtp.TakesAll();
        if (chance.Next(3) > 0)
        {
            trial.SendThroughPostfix();
            return;
        }

        trial.SendThroughScript();
        if (chance.Next(2) == 0) trial.Smtp.Stage(SmtpFault.All[chance.Next(SmtpFault.All.Count)]);
    }

    /// <summary>Something else fails for a moment, some time after the start.</summary>
    private static async Task FailAsync(FaultTrial trial, SmallDisk disk, int which, TimeSpan start, CancellationToken over)
    {
        try
        {
            await Task.Delay(start, over);
            using var locked = which == 0 ? LedgerFault.Locked(trial.Service.Database) : null;
            if (which == 1) disk.Fill();
            if (which == 2) trial.Imap.Cut();
            if (which == 3) trial.Submission.Cut();
            if (which == 4) trial.Imap.Swallow();
            await Task.Delay(TimeSpan.FromSeconds(1), over);
        }
        catch (OperationCanceledException)
        {
            // It was killed meanwhile.
        }
        finally
        {
            disk.Free();
            trial.Imap.Accept();
            trial.Imap.Restore();
            trial.Submission.Restore();
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <summary>Writes mails as long as it lives: most can be answered, some get drafts, some wait, some are filed.</summary>
    private sealed class Feeder : IAsyncDisposable
    {
        private readonly CancellationTokenSource _over = new();
        private readonly Task _work;

        public Feeder(FaultTrial trial, int seed) => _work = FeedAsync(trial, new Random(seed));

        public async ValueTask DisposeAsync()
        {
            await _over.CancelAsync();
            await _work;
            _over.Dispose();
        }

        private async Task FeedAsync(FaultTrial trial, Random chance)
        {
            try
            {
                while (true)
                {
                    await (chance.Next(10) switch
                    {
                        < 6 => trial.AskAsync(),
                        < 8 => trial.AskInBccAsync(),
                        8 => trial.AskUnknownAsync(),
                        _ => trial.AnnounceAbsenceAsync(),
                    });
                    await Task.Delay(chance.Next(0, 1200), _over.Token);
                }
            }
            catch (OperationCanceledException) when (_over.IsCancellationRequested)
            {
                // Enough.
            }
        }
    }
}
