using FaqResponder.Core;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FaqResponder.ReviewPage;

/// <summary>
/// Runs the author's page beside the worker, in the same process and with the same parts, but as a web application of its own: a page that can't be opened
/// (a port that is taken) keeps no mail from being read.
/// </summary>
internal sealed class ReviewPageServer(IServiceProvider parts, FaqSettings settings, Database database, PageAccess access, Journal journal, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<Uri> _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The address on which the page listens, as soon as it does.</summary>
    public Task<Uri> Opened => _open.Task;

    /// <summary>A link that opens the page once.</summary>
    /// <param name="address">Where the page is.</param>
    public Uri NewLink(Uri address) => new(address, $"open/{access.NewLink()}");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.ReviewPage.Listen is not { } listen) return;
        var told = false;
        while (!stoppingToken.IsCancellationRequested)
        {
#pragma warning disable CA1031 // Around the page: whatever keeps it from opening, mail goes on being read and answered.
            try
            {
                await RunAsync(listen, stoppingToken);
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                if (!told) journal.Error(Words(listen, fault));
                told = true;
            }
#pragma warning restore CA1031
            await Task.Delay(TryAgainAfter, clock, stoppingToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task RunAsync(ListenAddress listen, CancellationToken token)
    {
        database.Migrate();
        await using var page = PageApplication.Build(parts, settings, listen);
        await page.StartAsync(token);
        var address = settings.ReviewPage.PublicAddress ?? new(page.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var link = NewLink(address);
        journal.Info(new(
            $"page de relecture : {link} (ce lien ouvre la page une fois, dans l'heure ; « faqresponder page » en donne un autre)",
            $"review page: {link} (this link opens the page once, within an hour; “faqresponder page” gives another)"));
        _open.TrySetResult(address);
        await page.WaitForShutdownAsync(token);
    }

    private static Phrase Words(ListenAddress listen, Exception fault) => new(
        $"la page de relecture ne peut pas s'ouvrir sur {listen} : {fault.GetBaseException().Message} → Choisissez un autre port dans ReviewPage:Listen, ou arrêtez le programme qui l'occupe ; nouvel essai toutes les {TryAgainAfter.TotalSeconds:0} s. Le courrier continue d'être lu",
        $"the review page can't open on {listen}: {fault.GetBaseException().Message} → Choose another port in ReviewPage:Listen, or stop the program that has it; tried again every {TryAgainAfter.TotalSeconds:0} s. Mail goes on being read");
}
