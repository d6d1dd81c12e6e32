namespace FaqResponder.Core.Screening;

/// <summary>What screening must know beside the mail: mostly what the author set.</summary>
public sealed record ScreeningPolicy
{
    /// <summary>All addresses of the author, aliases included.</summary>
    public required AddressList Own { get; init; }

    /// <summary>Mail that arrived before this moment is history and never answered by machine.</summary>
    public required DateTimeOffset FreshSince { get; init; }

    /// <summary>The size in bytes above which a mail waits for the author.</summary>
    public required long MaxSize { get; init; }

    /// <summary>Senders whom a machine never answers.</summary>
    public AddressList NeverAnswer { get; init; } = AddressList.Empty;

    /// <summary>Relays that stamp mail of people as automatic or sent in bulk: behind them, such stamps say nothing.</summary>
    public AddressList Relays { get; init; } = AddressList.Empty;

    /// <summary>
    /// The author's own server as it signs its <c>Authentication-Results</c> (the authserv-id, RFC 8601, section 2.2), a domain under which it does so
    /// (<c>*.example.org</c>), <c>-</c> for one that gives no name (Microsoft's), or empty when none is known.
    /// </summary>
    public string AuthenticationServer { get; init; } = "";

    /// <summary>Whether a mail of which that server says nothing may be answered all the same.</summary>
    public bool AnswerUnauthenticated { get; init; }
}
