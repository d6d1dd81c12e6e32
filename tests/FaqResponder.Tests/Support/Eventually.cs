namespace FaqResponder.Support;

/// <summary>Waits for something to come true, within a deadline, looking often.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    public static async Task<T> Async<T>(Func<T?> look, Func<string> otherwise)
        where T : class
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        over.CancelAfter(Deadline);
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            do
            {
                if (look() is { } seen) return seen;
            }
            while (await timer.WaitForNextTickAsync(over.Token));
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            // Told below.
        }

        throw new TimeoutException(otherwise());
    }

    public static Task TrueAsync(Func<bool> look, Func<string> otherwise) => Async(() => look() ? "" : null, otherwise);
}
