using System.Globalization;

using FaqResponder.Worker;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace FaqResponder.Hosting;

/// <summary>
/// Tells systemd that the service is alive (<c>WatchdogSec=</c>, sd_watchdog_enabled(3)), as long as the loop really turns: a loop that hangs
/// is silent, and systemd restarts the service.
/// </summary>
internal sealed class SystemdWatchdog(IServiceProvider services, WorkProgress progress, TimeProvider clock) : BackgroundService
{
    // The longest step of the loop is a mail server that lets us wait for its timeout, some times over.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(10);

    private long _aliveAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var notifier = services.GetService<ISystemdNotifier>();
        if (notifier is not { IsEnabled: true } || Interval() is not { } every) return;
        _aliveAt = clock.GetTimestamp();
        progress.Alive += () => Volatile.Write(ref _aliveAt, clock.GetTimestamp());
        using var timer = new PeriodicTimer(every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (clock.GetElapsedTime(Volatile.Read(ref _aliveAt)) < LongestSilence) notifier.Notify(new ServiceState("WATCHDOG=1"));
        }
    }

    private static TimeSpan? Interval() =>
        long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds / 2.0)
            : null;
}
