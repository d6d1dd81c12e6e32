using FaqResponder.Review;

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;

namespace FaqResponder.ReviewPage;

/// <summary>Reckons the figures of the last year once, as the page opens: what is long past stands still from then on, and the author waits for nothing.</summary>
internal sealed class FiguresWarmUp(Weeks weeks, Gaps gaps) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
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
