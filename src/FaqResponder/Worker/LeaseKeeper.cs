using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>Takes the lease on the mailbox, waits while another worker has it, renews it, gives it back.</summary>
internal sealed class LeaseKeeper(Leases leases, Journal journal, WorkProgress progress, TimeProvider clock)
{
    private static readonly TimeSpan RenewEvery = TimeSpan.FromMinutes(1);

    private DateTimeOffset _renewedAt;

    public async Task TakeAsync(string mailbox, CancellationToken token)
    {
        var said = false;
        var unchanged = new Pause(clock);
        DateTimeOffset? last = null;
        while (true)
        {
            var (taken, holder, until) = leases.TryTake(mailbox, unchanged.IsOver ? last : null);
            if (taken) break;
            if (until != last) unchanged.Begin(Leases.Duration);
            last = until;
            if (!said)
            {
                journal.Warning(new(
                    $"un autre service travaille déjà sur cette boîte ({holder}) ; celui-ci attend qu'il s'arrête",
                    $"another service works on this mailbox already ({holder}); this one waits until it stops"));
            }

            said = true;
            var wait = until - clock.GetUtcNow();
            await new Pause(clock).WaitAsync(wait > BackOff.Minimum ? BackOff.Minimum : wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1), progress, token);
            token.ThrowIfCancellationRequested();
        }

        _renewedAt = clock.GetUtcNow();
    }

    public async Task RenewAsync(string mailbox, CancellationToken token)
    {
        // A clock that was set back does not keep us from renewing: others take an old lease for a dead one.
        if ((clock.GetUtcNow() - _renewedAt).Duration() < RenewEvery) return;
        await TakeAsync(mailbox, token);
    }

    public void Release(string mailbox)
    {
        try
        {
            leases.Release(mailbox);
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // It runs out by itself.
        }
    }
}
