using System.CommandLine;

using FaqResponder.Hosting;
using FaqResponder.Settings;
using FaqResponder.Worker;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FaqResponder.Cli;

/// <summary><c>run</c>: the service, as systemd and Windows start it.</summary>
internal static class RunCommand
{
    public static Command Create(Shell shell)
    {
        var command = new Command("run", shell.Say("Le service : lit la boîte et répond, jusqu'à ce qu'on l'arrête", "The service: reads the mailbox and answers until it is stopped"));
        command.SetAction(async (_, token) =>
        {
            var settings = shell.Settings.Require();
            foreach (var line in SettingsReport.Lines(shell.Settings.Warnings, shell.Language)) await shell.Errors.WriteLineAsync(line);
            using var host = ServiceHost.Build(settings);
            return await RunAsync(host, shell, token);
        });
        return command;
    }

    /// <summary>Runs a host to its end. A worker that failed makes the exit code tell, so that the supervisor starts the service again.</summary>
    public static async Task<int> RunAsync(IHost host, Shell shell, CancellationToken token)
    {
        var worker = host.Services.GetRequiredService<ResponderWorker>();
        await host.RunAsync(token);
        if (worker.ExecuteTask is not { IsFaulted: true } failed) return ExitCode.Done;
        var trouble = Faults.Describe(failed.Exception!.InnerException ?? failed.Exception, null);
        shell.Problem(trouble.Wrong);
        await shell.Errors.WriteLineAsync("→ " + trouble.Remedy.In(shell.Language));
        return ExitCode.Failed;
    }
}
