using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

using FaqResponder.Settings;

namespace FaqResponder.Support;

/// <summary>A Cyrus or a Courier under the eye of <c>imap.sh</c>, which ends it when our end of its input closes.</summary>
internal sealed class OtherImapServer : IAsyncDisposable
{
    // The first start on a machine downloads some twenty megabytes.
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(20);

    private readonly string _kind;
    private readonly string _folder = "/tmp/faq-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));
    private readonly int _port = FreePorts.Take();
    private readonly Process _keeper;
    private readonly ConcurrentQueue<string> _complaints = [];
    private int _accounts;

    private OtherImapServer(string kind)
    {
        _kind = kind;
        string[] root = Environment.IsPrivilegedProcess ? [] : ["sudo", "-n"];
        _keeper = new Process
        {
            StartInfo = new ProcessStartInfo("setsid", [.. root, "bash", ServerFolder.Shipped("imap.sh"), kind, _folder, _port.ToString(CultureInfo.InvariantCulture)])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _keeper.OutputDataReceived += Complain;
        _keeper.ErrorDataReceived += Complain;
    }

    /// <summary>The server, or the reason why this machine can't have it. One that is there and doesn't start is a failure.</summary>
    public static async Task<(OtherImapServer? Server, string Unavailable)> StartAsync(string kind)
    {
        var server = new OtherImapServer(kind);
        Directory.CreateDirectory(server._folder);
        server._keeper.Start();
        server._keeper.BeginOutputReadLine();
        server._keeper.BeginErrorReadLine();
        var watch = Stopwatch.StartNew();
        while (!await server.GreetsAsync())
        {
            if (server._complaints.IsEmpty && !server._keeper.HasExited && watch.Elapsed < StartWithin)
            {
                await Task.Delay(RetryAfter);
                continue;
            }

            var last = server.LastWords();
            await server.DisposeAsync();
            var said = string.Join('\n', server._complaints);
            if (said.StartsWith("unavailable", StringComparison.Ordinal) || said.StartsWith("sudo", StringComparison.Ordinal)) return (null, said);
            throw new InvalidOperationException($"{kind} did not start: {said}\n{last}");
        }

        return (server, "");
    }

    public ServerSettings NewAccount()
    {
        var number = Interlocked.Increment(ref _accounts);
        if (number > 60) throw new InvalidOperationException($"imap.sh makes 60 accounts for {_kind}; the tests want more.");
        return new("localhost", _port, ConnectionSecurity.None, $"user-{number.ToString(CultureInfo.InvariantCulture)}", "secret", "");
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopWithin);
        await _keeper.WaitForExitAsync(patience.Token);
        _keeper.Dispose();
    }

    private string LastWords()
    {
        var log = Path.Combine(_folder, "log");
        return File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(20)) : "";
    }

    private void Complain(object sender, DataReceivedEventArgs e)
    {
        if (!string.IsNullOrWhiteSpace(e.Data)) _complaints.Enqueue(e.Data);
    }

    // Not only that something listens: that an IMAP server says so.
    private async Task<bool> GreetsAsync()
    {
        using var tcp = new TcpClient();
        try
        {
            await tcp.ConnectAsync(IPAddress.Loopback, _port);
            using var lines = new StreamReader(tcp.GetStream());
            using var patience = new CancellationTokenSource(StopWithin);
            return (await lines.ReadLineAsync(patience.Token))?.StartsWith("* OK", StringComparison.Ordinal) is true;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}
