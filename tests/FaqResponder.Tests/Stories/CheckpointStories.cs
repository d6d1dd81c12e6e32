using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Storage;
using FaqResponder.Support;
using FaqResponder.Worker;

namespace FaqResponder.Stories;

/// <summary>The real program, killed once at each of its numbered checkpoints while mails come in, and started again.</summary>
public sealed class CheckpointStories(MailServer server)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    // Those of the letter are passed by no mail that comes in.
    private static readonly Checkpoint[] OfMails = [.. Enum.GetValues<Checkpoint>().Where(c => c < Checkpoint.LetterRecorded)];

    [Fact]
    public async Task Killed_at_each_checkpoint_it_loses_no_mail_and_answers_none_twice()
    {
        await using var trial = new FaultTrial(server);
        trial.Program.Start();
        foreach (var checkpoint in OfMails)
        {
            await KillAtAsync(trial, checkpoint);
            trial.Program.Start();
            await trial.ComesToRestAsync();
            (await trial.ReckonAsync()).ShouldBeRight($"Killed at {checkpoint}");
        }

        // Only what may be in the server's hands is in doubt: one reply at each of three kills, of all that were under way.
        trial.Service.Ledger.List(1000).Count(e => e.Reason.Because is Because.SendUnknown).ShouldBe(3);
        trial.Service.Ledger.List(1000).Count(e => e.Reason.Because is Because.Sent).ShouldBe(OfMails.Length - 6);
    }

    [Fact]
    public async Task Killed_before_its_first_look_was_over_it_still_sends_what_it_held()
    {
        await using var trial = new FaultTrial(server) { Hold = TimeSpan.FromMinutes(10) };
        trial.Program.KillAt(Checkpoint.DecisionsRecorded);
        var subject = await trial.AskAsync();
        trial.Program.Start();
        (await trial.Program.EndsAsync(Soon)).ShouldBeTrue(trial.Program.Said);
        using (var ledger = trial.Service.Database.Open()) await ledger.ExecuteAsync("UPDATE outbox SET next_try_at = 0");

        trial.Program.Start();
        await trial.ComesToRestAsync();

        (await trial.Service.BecomesAsync(subject, MailState.Answered)).Entry.Reason.Because.ShouldBe(Because.Sent);
    }

    /// <summary>Closes a mail whose draft lies in Drafts, so that the draft has no use any more.</summary>
    private static async Task CloseAsync(FaultTrial trial)
    {
        await using var ledger = trial.Service.Database.Open();
        var mail = await ledger.ExecuteScalarAsync<long>("SELECT o.mail_id FROM drafts d JOIN outbox o ON o.id = d.outbox_id WHERE d.ended IS NULL LIMIT 1");
        new Verdicts(trial.Service.Database, TimeProvider.System).Dismiss(mail, "");
    }

    private static async Task KillAtAsync(FaultTrial trial, Checkpoint checkpoint)
    {
        if (checkpoint is Checkpoint.HeldLookedAt)
        {
            await trial.Program.KillAsync();
            trial.Hold = TimeSpan.FromSeconds(1);
            trial.Program.Start();
        }

        if (checkpoint is Checkpoint.ReplyMarkedSending) trial.Hold = TimeSpan.Zero;
        trial.Program.KillAt(checkpoint is Checkpoint.InterruptedJudged ? Checkpoint.ServerHasSpoken : checkpoint);
        // At some of them a reply could just be on its way, and would be in doubt.
        await (checkpoint is Checkpoint.DraftsAppended or Checkpoint.PositionRecorded or Checkpoint.DraftRemoved ? trial.AskInBccAsync() : trial.AskAsync());
        if (checkpoint is Checkpoint.DraftRemoved) await CloseAsync(trial);
        (await trial.Program.EndsAsync(Soon)).ShouldBeTrue($"{checkpoint} was never passed: {trial.Program.Said}");
        if (checkpoint is not Checkpoint.InterruptedJudged) return;

        trial.Program.KillAt(checkpoint);
        trial.Program.Start();
        (await trial.Program.EndsAsync(Soon)).ShouldBeTrue($"{checkpoint} was never passed: {trial.Program.Said}");
    }
}
