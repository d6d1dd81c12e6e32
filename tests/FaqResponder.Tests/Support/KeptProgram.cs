using System.Diagnostics;

using FaqResponder.Worker;

namespace FaqResponder.Support;

/// <summary>The real program with the settings of a service, in a process that is killed where a test says and started again.</summary>
internal sealed class KeptProgram(Service service) : IAsyncDisposable
{
    private const int LinesKept = 40;

    private readonly TempFolder _folder = new();
    private readonly Queue<string> _said = new();
    private Process? _process;
    private int _orders;

    private string Order => _folder["order"];

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Whether its last process ended by SIGKILL, and not by itself.</summary>
    public bool WasKilled => _process is { HasExited: true, ExitCode: 128 + StartupHook.SigKill };

    /// <summary>The last lines that its processes printed.</summary>
    public string Said
    {
        get
        {
            lock (_said) return string.Join("\n", _said);
        }
    }

    /// <summary>Starts it with the service's settings as they are now: the service, unless another command is named.</summary>
    public void Start(params string[] command)
    {
        var environment = Program.EnvironmentOf(service);
        environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        environment[StartupHook.OrderVariable] = Order;
        _process?.Dispose();
        _process = Program.Start(environment, command.Length > 0 ? command : ["run"]);
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Has it killed as soon as it passes a checkpoint for the n-th time from now on; if it isn't running, once it runs.</summary>
    public void KillAt(Checkpoint checkpoint, int times = 1)
    {
        // Written aside and renamed: never half read. A number makes each order another one.
        var written = _folder["order.new"];
        File.WriteAllText(written, $"{checkpoint} {times} {++_orders}");
        File.Move(written, Order, overwrite: true);
    }

    /// <summary>Takes back an order that was not carried out.</summary>
    public void Spare() => File.Delete(Order);

    /// <summary>Waits for the process to end; tells whether it did.</summary>
    public async Task<bool> EndsAsync(TimeSpan within)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        over.CancelAfter(within);
        try
        {
            await _process!.WaitForExitAsync(over.Token);
            return true;
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>SIGKILL, wherever it is.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        // One that has ended already is left as it is.
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        _folder.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        lock (_said)
        {
            if (e.Data is not null) _said.Enqueue(e.Data);
            while (_said.Count > LinesKept) _said.Dequeue();
        }
    }
}
