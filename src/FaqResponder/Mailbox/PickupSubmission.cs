namespace FaqResponder.Mailbox;

/// <summary>Writes replies as <c>.eml</c> files into a folder instead of sending them: for the demo, and for another program that sends.</summary>
internal sealed class PickupSubmission(string folder, TimeProvider clock) : ISubmission
{
    private int _count;

    public async Task<Submitted> SendAsync(Submission mail, CancellationToken token)
    {
        // Watch mode needs no way out; a reply that is still recorded then stays where it is.
        if (folder.Length == 0) return new Submitted.NotSent(new IOException("Smtp:Host, Smtp:PickupFolder ?"));
        try
        {
            Directory.CreateDirectory(folder);
            var name = $"{clock.GetUtcNow():yyyyMMdd-HHmmss}-{Interlocked.Increment(ref _count):0000}-{Safe(mail.Recipient)}.eml";
            var written = Path.Combine(folder, $".{name}.tmp");
            await File.WriteAllBytesAsync(written, mail.Mime, CancellationToken.None);
            File.Move(written, Path.Combine(folder, name));
            return new Submitted.Accepted();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new Submitted.NotSent(fault);
        }
    }

    public Task ProveAsync(CancellationToken token)
    {
        if (folder.Length > 0) Directory.CreateDirectory(folder);
        return Task.CompletedTask;
    }

    public Task RestAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Safe(string address) => string.Concat(address.Select(c => char.IsAsciiLetterOrDigit(c) || c is '@' or '.' or '-' ? c : '_'));
}
