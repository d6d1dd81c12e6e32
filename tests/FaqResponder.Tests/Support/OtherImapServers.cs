using FaqResponder.Settings;
using FaqResponder.Support;

[assembly: AssemblyFixture(typeof(OtherImapServers))]

namespace FaqResponder.Support;

/// <summary>A Cyrus and a Courier beside the Dovecot of <see cref="MailServer"/>, each started by the first test that asks for it.</summary>
public sealed class OtherImapServers : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, OtherImapServer> _running = [];
    private readonly Dictionary<string, string> _unavailable = [];

    /// <summary>A fresh mailbox on a server; skips the test where this machine can't have that server.</summary>
    /// <param name="kind"><c>cyrus</c> or <c>courier</c>.</param>
    internal async Task<ServerSettings> NewAccountAsync(string kind)
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!_running.TryGetValue(kind, out var server) && !_unavailable.ContainsKey(kind))
            {
                (server, var reason) = await OtherImapServer.StartAsync(kind);
                if (server is not null) _running[kind] = server;
                else _unavailable[kind] = reason;
            }

            if (server is null) Assert.Skip($"No {kind} here: {_unavailable[kind]}");
            return server.NewAccount();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _running.Values) await server.DisposeAsync();
        _gate.Dispose();
    }
}
