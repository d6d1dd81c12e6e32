using System.Net;

namespace FaqResponder.Settings;

/// <summary>Where the author's review page is found, and by whom.</summary>
internal sealed record ReviewPageSettings
{
    public const string DefaultListen = "localhost:8425";

    /// <summary>Where it listens; <see langword="null"/> for no page.</summary>
    public ListenAddress? Listen { get; init; }

    /// <summary>The address under which people reach it, where that isn't the one it listens on: behind a proxy, or by a name; else <see langword="null"/>.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>The proxies whose <c>X-Forwarded-*</c> fields count.</summary>
    public IReadOnlyList<IPAddress> TrustedProxies { get; init; } = [];

    /// <summary>The file with the hash of the page's password, a full path; it need not be there where the page listens on this machine only.</summary>
    public string PasswordFile { get; init; } = "";

    /// <summary>How long a browser stays signed in after its last visit.</summary>
    public TimeSpan StaySignedIn { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a gesture can be undone before its reply goes out.</summary>
    public TimeSpan UndoTime { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>Where a server listens.</summary>
/// <param name="Address">The address; <see langword="null"/> for <c>localhost</c>, both its addresses.</param>
/// <param name="Port">TCP port; 0 for any that is free.</param>
internal sealed record ListenAddress(IPAddress? Address, int Port)
{
    /// <summary>Whether nobody on another machine can reach it.</summary>
    public bool IsThisMachineOnly => Address is null || IPAddress.IsLoopback(Address);

    public override string ToString() => Address is null ? $"localhost:{Port}" : new IPEndPoint(Address, Port).ToString();
}
