using FaqResponder.Review;
using FaqResponder.Storage;

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;

namespace FaqResponder.ReviewPage;

/// <summary>Reads the tray and reckons what is long past once, as the page opens: it stands still from then on, and the author waits for nothing.</summary>
internal sealed class WarmUp(Tray tray, PostRecord posts, Weeks weeks, Gaps gaps) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            _ = tray.Contents;
            posts.Counts();
            foreach (var period in FiguresPeriod.All)
            {
                if (stoppingToken.IsCancellationRequested) break;
                gaps.Since(weeks.Last(period)[0].Begins);
            }
        }
        catch (SqliteException)
        {
            // Nobody has asked yet. Who does is told what is wrong with the ledger.
        }

        return Task.CompletedTask;
    }
}
