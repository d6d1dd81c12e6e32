namespace FaqResponder.Mailbox;

/// <summary>Where replies go out.</summary>
internal interface ISubmission : IAsyncDisposable
{
    /// <summary>Hands one reply over and tells how that ended. Asked to stop, it begins nothing more, and ends soon what it has begun.</summary>
    Task<Submitted> SendAsync(Submission mail, CancellationToken token);

    /// <summary>Proves that mail could be sent, for <c>check</c>; throws what is wrong.</summary>
    Task ProveAsync(CancellationToken token);

    /// <summary>Says goodbye to the server until there is something to send again.</summary>
    Task RestAsync();
}

/// <summary>A mail with its envelope.</summary>
/// <param name="Mime">The bytes that go out.</param>
/// <param name="Recipient">The one recipient.</param>
/// <param name="NullSender">Whether the return path is to be null, as an automatic reply's should (RFC 3834, section 3.3).</param>
internal sealed record Submission(byte[] Mime, string Recipient, bool NullSender);

/// <summary>How it ended.</summary>
internal abstract record Submitted
{
    private Submitted()
    {
    }

    /// <summary>The server has it.</summary>
    internal sealed record Accepted : Submitted;

    /// <summary>The server refused this mail, for good (5yz).</summary>
    internal sealed record Refused(string ServerWords) : Submitted;

    /// <summary>Certainly not sent: no connection, no login, or a temporary refusal (4yz).</summary>
    /// <param name="Fault">Why.</param>
    /// <param name="OnlyThisMail">Whether the server goes on taking others: it put off this recipient or this mail.</param>
    internal sealed record NotSent(Exception Fault, bool OnlyThisMail = false) : Submitted;

    /// <summary>The connection broke after the server knew the recipient: it may or may not have the mail.</summary>
    internal sealed record Unknown(Exception Fault) : Submitted;
}
