namespace FaqResponder.Mailbox;

/// <summary>A server refuses for now: too many connections or commands, or it is being looked after. The password is not to blame.</summary>
/// <param name="words">What it says.</param>
/// <param name="refusal">The exception that the refusal came as.</param>
internal sealed class ServerBusyException(string words, Exception refusal) : Exception(words, refusal)
{
    // RFC 5530 and RFC 9051, section 7.1; THROTTLED is Yahoo's and Microsoft's. The words are those of Dovecot, Gmail, Outlook and Yahoo where no code comes with them.
    private static readonly string[] Signs =
    [
        "[LIMIT]", "[UNAVAILABLE]", "[INUSE]", "[SERVERBUG]", "[THROTTLED]", "maximum number of connections", "too many simultaneous", "too many connections",
        "throttled", "rate limit", "bandwidth limit", "temporary authentication failure", "try again later",
    ];

    /// <summary>Whether a server's words ask for patience.</summary>
    public static bool IsSaidBy(string words) => Array.Exists(Signs, s => words.Contains(s, StringComparison.OrdinalIgnoreCase));
}
