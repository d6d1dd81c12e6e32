using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

using FaqResponder.Support;

namespace FaqResponder.Benchmarks;

/// <summary>The program as it is given to people: one file, compiled ahead.</summary>
internal sealed partial class Published
{
    private readonly string _program;
    private readonly string[] _before;

    private Published(string program, params string[] before) => (_program, _before) = (program, before);

    /// <summary>The program as it was built beside the benchmarks: there at once, but compiled as it runs, so that what it does first takes longer.</summary>
    public static Published Built { get; } = new("dotnet", System.IO.Path.Combine(AppContext.BaseDirectory, "faqresponder.dll"));

    public long Bytes => new FileInfo(_program).Length;

    public static async Task<Published> BuildAsync()
    {
        var folder = Path.Combine(Root.Path, "artifacts", "benchmarks", "linux-x64");
        Console.WriteLine("publishing…");
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", "src/FaqResponder", "-c", "Release", "-r", "linux-x64", "-o", folder, "-v", "quiet", "--nologo"]) { WorkingDirectory = Root.Path })!;
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0) throw new InvalidOperationException("dotnet publish failed.");
        return new(Path.Combine(folder, "faqresponder"));
    }

    /// <summary>Runs a command to its end.</summary>
    /// <returns>The wall time in seconds.</returns>
    public async Task<double> TimeAsync(params string[] arguments) => await Figures.TimeAsync(async () =>
    {
        using var process = Start(new Dictionary<string, string>(), arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) Console.WriteLine($"exit code {process.ExitCode}");
    });

    /// <summary>Runs a command to its end, and looks now and then at what it keeps in memory, in megabytes.</summary>
    public async Task<(string Output, IReadOnlyList<double> Resident)> WatchAsync(Dictionary<string, string> environment, TimeSpan every, params string[] arguments)
    {
        var start = new ProcessStartInfo(_program, [.. _before, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var resident = new List<double>();
        while (!process.HasExited)
        {
            resident.Add(Megabytes(process, "VmRSS"));
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(every));
        }

        return (await output, resident);
    }

    /// <summary>The service on a mailbox of the test server.</summary>
    public Process Serve(Service service)
    {
        var environment = Support.Program.EnvironmentOf(service);
        environment["FAQRESPONDER__POSTS__FOLDER"] = service.Settings.Posts.Folder;
        return Start(environment, "run");
    }

    /// <summary>The service with these settings, as soon as its page is open.</summary>
    /// <returns>The process, and the link that opens the page once.</returns>
    public async Task<(Process Process, Uri Link)> ServePageAsync(Dictionary<string, string> environment)
    {
        var told = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Start(environment, line => { if (PageLink().Match(line) is { Success: true } link) told.TrySetResult(new(link.Value)); }, "run");
        return (process, await told.Task.WaitAsync(TimeSpan.FromMinutes(5)));
    }

    /// <summary>A figure of /proc/PID/status in megabytes: VmRSS, VmHWM, RssAnon, RssFile.</summary>
    public static double Megabytes(Process process, string figure)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith(figure + ":", StringComparison.Ordinal));
        return Math.Round(long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024 / 1e6, 1);
    }

    /// <summary>Stops it as systemd does.</summary>
    public static async Task StopAsync(Process process)
    {
        using (Process.Start("kill", ["-TERM", $"{process.Id}"])) await process.WaitForExitAsync();
    }

    private Process Start(Dictionary<string, string> environment, params string[] arguments) => Start(environment, _ => { }, arguments);

    private Process Start(Dictionary<string, string> environment, Action<string> heard, params string[] arguments)
    {
        var start = new ProcessStartInfo(_program, [.. _before, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => heard(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => { if (line.Data is { Length: > 0 } words) Console.WriteLine("  " + words); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    [GeneratedRegex(@"http://\S+/open/\w+")]
    private static partial Regex PageLink();
}
