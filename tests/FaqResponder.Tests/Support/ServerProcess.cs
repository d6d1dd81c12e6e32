using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FaqResponder.Support;

/// <summary>
/// Dovecot and Postfix at work, under the eye of <c>keep.sh</c>, which ends them when our end of its input closes.
/// The system closes it for us if we are killed.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(30);
    // A benchmark leaves tens of thousands of mails to be removed.
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(20);

    private readonly ServerFolder folder;
    private readonly Process keeper;
    private readonly ConcurrentQueue<string> complaints = [];

    private ServerProcess(ServerFolder folder)
    {
        this.folder = folder;
        string[] root = Environment.IsPrivilegedProcess ? [] : ["sudo", "-n"];
        // A session of its own: Ctrl+C ends the tests, and that ends the servers.
        keeper = new Process
        {
            StartInfo = new ProcessStartInfo("setsid", [.. root, "bash", ServerFolder.Shipped("keep.sh"), folder.Path])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        keeper.OutputDataReceived += Complain;
        keeper.ErrorDataReceived += Complain;
    }

    public static async Task<ServerProcess> StartAsync(ServerFolder folder, IReadOnlyCollection<int> ports)
    {
        var servers = new ServerProcess(folder);
        servers.keeper.Start();
        servers.keeper.BeginOutputReadLine();
        servers.keeper.BeginErrorReadLine();
        try
        {
            await servers.WaitUntilReadyAsync(ports);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        keeper.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopWithin);
        await keeper.WaitForExitAsync(patience.Token);
        keeper.Dispose();
        // Still there only if keep.sh never ran.
        if (Directory.Exists(folder.Path))
            Directory.Delete(folder.Path, recursive: true);
    }

    private async Task WaitUntilReadyAsync(IReadOnlyCollection<int> ports)
    {
        var watch = Stopwatch.StartNew();
        foreach (var port in ports)
        {
            while (!await AcceptsAsync(port))
            {
                if (!complaints.IsEmpty || keeper.HasExited || watch.Elapsed > StartWithin)
                    throw new InvalidOperationException(Trouble(port));

                await Task.Delay(RetryAfter);
            }
        }
    }

    private string Trouble(int port)
    {
        string[] advice = Environment.IsPrivilegedProcess
            ? []
            : ["Postfix starts only as root: run the tests as root, or let sudo work without a password."];
        var trouble = $"The mail servers of the tests did not start (nobody answers on port {port}).";
        return string.Join('\n', [trouble, .. advice, .. complaints, folder.Log(20)]);
    }

    private void Complain(object sender, DataReceivedEventArgs e)
    {
        if (!string.IsNullOrWhiteSpace(e.Data))
            complaints.Enqueue(e.Data);
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
