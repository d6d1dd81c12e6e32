using FaqResponder.Support;

namespace FaqResponder.Benchmarks;

/// <summary>Waits for what a service in another process does.</summary>
internal static class Waiting
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Until it has looked through its mailbox for the first time and recorded that.</summary>
    public static Task ForFirstLookAsync(Service service) => UntilAsync(() => new Storage.MailLedger(service.Database, TimeProvider.System).LastLook(Name(service)) is not null);

    /// <summary>Until some mail has left the state in which it was taken in.</summary>
    public static Task ForDecisionAsync(Service service) => UntilAsync(() => service.Ledger.List(10).Any(e => e.State is not Core.Ledger.MailState.Received));

    private static string Name(Service service) => $"imap://{service.Author.Address}@{service.Server.Host}/INBOX";

    private static async Task UntilAsync(Func<bool> look)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var timer = new PeriodicTimer(LookEvery);
        while (await timer.WaitForNextTickAsync(over.Token))
        {
            if (look()) return;
        }
    }
}
