using System.Net;

using FaqResponder.Core;
using FaqResponder.Settings;

namespace FaqResponder.Feeds;

/// <summary>
/// Reads the author's posts from her RSS or Atom feed. Where the feed holds summaries only, the summary is the text of the post:
/// the page itself is not fetched, since taking an article out of a page is guesswork, and what a post says must be certain.
/// </summary>
internal sealed class FeedReader(HttpClient http, PostsSettings settings, Language authorsLanguage)
{
    private readonly FeedDownload _download = new(http, settings);
    private readonly WebRequests _web = new(http);

    /// <summary>Reads the feed, knowing no posts; throws for nothing but cancellation.</summary>
    public Task<FeedResult> ReadAsync(FeedState? known, CancellationToken token) =>
        ReadAsync(known, new Dictionary<string, string>(), token);

    /// <summary>Reads the feed; throws for nothing but cancellation.</summary>
    /// <param name="known">The state of the last reading; <see langword="null"/> to read everything.</param>
    /// <param name="knownIds">The ids of the posts that are known, by address: those keep theirs, and no new post is given one of them.</param>
    /// <param name="token">Ends the reading.</param>
    public async Task<FeedResult> ReadAsync(FeedState? known, IReadOnlyDictionary<string, string> knownIds, CancellationToken token)
    {
        var feed = settings.Feed ?? throw new InvalidOperationException("No feed is set.");
        var harvest = new FeedHarvest(feed, authorsLanguage);
        var state = known ?? FeedState.Nothing;
        Uri? next = feed;
        for (var page = 1; page <= settings.FeedPages && next is not null; page++)
        {
            var downloaded = await _download.GetAsync(next, page == 1 ? known : null, token);
            if (downloaded is Downloaded.NotChanged) return new FeedResult(new PostBatch([], [], Complete: false), state, Unchanged: true);

            // Past its last page, WordPress says that there is no such page.
            if (page > 1 && downloaded is Downloaded.Failed { NoSuchPage: true }) break;

            var before = harvest.Problems.Count;
            next = harvest.Take(downloaded, page + 1);

            // A later page that failed must be tried again next time, even if the first has not changed by then.
            if (harvest.Problems.Count > before) state = page == 1 ? state : FeedState.Nothing;
            else if (page == 1 && downloaded is Downloaded.Page { State: var fresh }) state = fresh;
        }

        return new FeedResult(harvest.Batch(knownIds), state, Unchanged: false);
    }

    /// <summary>
    /// Whether a post is no longer at its own address: <see langword="true"/> when the server says so (404, 410), <see langword="false"/>
    /// when it is there, <see langword="null"/> when that can't be told now.
    /// </summary>
    public async Task<bool?> IsGoneAsync(string url, CancellationToken token)
    {
        if (WebAddress.Parse(url) is not { } address) return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(settings.FeedTimeout);
        try
        {
            var status = await StatusAsync(HttpMethod.Head, address, limit.Token);
            if (status is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
            {
                status = await StatusAsync(HttpMethod.Get, address, limit.Token);
            }

            return status switch
            {
                HttpStatusCode.NotFound or HttpStatusCode.Gone => true,
                >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => false,
                _ => null,
            };
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null;
        }
    }

    // Where redirects are not followed to their end, this is the status of a redirect, which tells nothing either way.
    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, Uri address, CancellationToken token)
    {
        using var answer = await _web.SendAsync(method, address, _ => { }, token);
        return answer.Response.StatusCode;
    }
}
