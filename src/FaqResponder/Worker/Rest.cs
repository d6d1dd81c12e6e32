using FaqResponder.Core.Deciding;
using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>The time between two rounds: waits for mail, for the author's verdicts and corrections, for replies that become due, or for the next poll.</summary>
internal sealed class Rest(LeaseKeeper lease, Outbox outbox, OutboxSender sender, PostRefresh posts, FaqSettings settings, WorkProgress progress, TimeProvider clock)
{
    public async Task RestAsync(IMailbox mailbox, CancellationToken token)
    {
#pragma warning disable CA2025 // It is awaited below, whatever happens.
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(token);
        var watch = WatchAsync(mailbox.Name, woken);
#pragma warning restore CA2025
        try
        {
            await mailbox.WaitAsync(settings.Mailbox.PollEvery, woken.Token, token);
        }
        finally
        {
            await woken.CancelAsync();
            await watch;
        }
    }

    private async Task WatchAsync(string mailbox, CancellationTokenSource woken)
    {
        using var timer = new PeriodicTimer(Pause.LookEvery, clock);
        // A tick that is cancelled throws, and this exception has all debug symbols read for its trace; a timer that is disposed of just ends.
        using var end = woken.Token.Register(timer.Dispose);
        try
        {
            while (await timer.WaitForNextTickAsync(CancellationToken.None))
            {
                progress.IsAlive();
                await lease.RenewAsync(mailbox, woken.Token);
                var now = clock.GetUtcNow();
                if (outbox.NextTryAt(mailbox, settings.Mode is Mode.Answer) is { } due && due <= now && sender.MayTry) await woken.CancelAsync();
                else if (posts.IsBehind()) await woken.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (woken.IsCancellationRequested)
        {
            // The wait is over.
        }
        finally
        {
            // If the watch fails, nobody would give a sign of life until the wait is over.
            await woken.CancelAsync();
        }
    }
}
