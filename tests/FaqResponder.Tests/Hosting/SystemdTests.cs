using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

using FaqResponder.Support;

namespace FaqResponder.Hosting;

public sealed class SystemdTests(MailServer server)
{
    [Fact]
    public async Task It_tells_systemd_when_it_is_ready_that_it_lives_and_when_it_stops()
    {
        await using var service = new Service(server, server.NewAccount());
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var address = Path.Combine(service.DataFolder, "notify");
        socket.Bind(new UnixDomainSocketEndPoint(address));
        using var process = Start(service, address);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await HearAsync(socket, "READY=1");
            await HearAsync(socket, "WATCHDOG=1");
            await HearAsync(socket, "WATCHDOG=1");
            var clock = Stopwatch.StartNew();
            using (Process.Start("kill", ["-TERM", $"{process.Id}"])) await HearAsync(socket, "STOPPING=1");
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);

            process.ExitCode.ShouldBe(0, await output + await errors);
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    // The host takes whoever is called "systemd" and started it for systemd: here a shell under that name, which passes the signal on.
    private static Process Start(Service service, string socket)
    {
        var systemd = Path.Combine(service.DataFolder, "systemd");
        File.CreateSymbolicLink(systemd, "/bin/sh");
        var program = Path.Combine(AppContext.BaseDirectory, "faqresponder.dll");
        var start = new ProcessStartInfo(systemd, ["-c", $"trap 'kill -TERM $service' TERM; dotnet '{program}' run & service=$!; wait $service; wait $service; exit $?"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in Support.Program.EnvironmentOf(service)) start.Environment[name] = value;
        start.Environment["NOTIFY_SOCKET"] = socket;
        start.Environment["WATCHDOG_USEC"] = "400000";
        return Process.Start(start)!;
    }

    private static async Task HearAsync(Socket socket, string wanted)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        over.CancelAfter(TimeSpan.FromSeconds(30));
        var buffer = new byte[4096];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, over.Token);
            if (Encoding.UTF8.GetString(buffer, 0, length).Split('\n').Contains(wanted)) return;
        }
    }
}
