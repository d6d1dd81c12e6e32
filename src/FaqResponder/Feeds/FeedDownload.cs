using System.Net;

using FaqResponder.Settings;

namespace FaqResponder.Feeds;

/// <summary>What came of asking for one page of the feed.</summary>
internal abstract record Downloaded
{
    private Downloaded()
    {
    }

    /// <summary>The page.</summary>
    /// <param name="Bytes">Its bytes, unpacked.</param>
    /// <param name="Address">Where it came from in the end.</param>
    /// <param name="Charset">The charset that the server named, if any.</param>
    /// <param name="State">By what to ask next time whether it changed.</param>
    internal sealed record Page(byte[] Bytes, Uri Address, string? Charset, FeedState State) : Downloaded;

    /// <summary>It is the same as last time.</summary>
    internal sealed record NotChanged : Downloaded;

    /// <summary>It did not come.</summary>
    /// <param name="Problem">Why not.</param>
    /// <param name="NoSuchPage">Whether the server says that there is no such page.</param>
    internal sealed record Failed(PostProblem Problem, bool NoSuchPage = false) : Downloaded;
}

/// <summary>Fetches pages of the feed, within bounds of time and size; whatever goes wrong is put into words.</summary>
internal sealed class FeedDownload(HttpClient http, PostsSettings settings)
{
    private const string Accepted = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1";

    private readonly WebRequests _web = new(http);

    /// <summary>Fetches one page; the timeout of the settings spans all of it, redirects, headers and body.</summary>
    public async Task<Downloaded> GetAsync(Uri address, FeedState? known, CancellationToken token)
    {
        var problems = new FeedProblems(address);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(settings.FeedTimeout);
        try
        {
            return await FetchAsync(address, known, problems, limit.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new Downloaded.Failed(problems.TooSlow(settings.FeedTimeout));
        }
        catch (HttpRequestException e)
        {
            return new Downloaded.Failed(problems.NoConnection(e));
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return new Downloaded.Failed(problems.BrokenOff(e.Message));
        }
    }

    private async Task<Downloaded> FetchAsync(Uri address, FeedState? known, FeedProblems problems, CancellationToken token)
    {
        using var answer = await _web.SendAsync(HttpMethod.Get, address, request => AddHeaders(request, known), token);
        if (answer.Refusal != RedirectRefusal.None) return new Downloaded.Failed(problems.BadRedirect(answer));

        var response = answer.Response;
        if (response.StatusCode == HttpStatusCode.NotModified && known is { HasAny: true }) return new Downloaded.NotChanged();
        if (response.StatusCode != HttpStatusCode.OK)
        {
            var missing = response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone;
            return new Downloaded.Failed(problems.Refused(response.StatusCode), missing);
        }

        return await ReadAsync(response, token) is { } bytes
            ? new Downloaded.Page(bytes, new Uri(answer.Address), response.Content.Headers.ContentType?.CharSet, StateOf(response))
            : new Downloaded.Failed(problems.TooLarge(settings.FeedMaxBytes));
    }

    // The validators are sent back letter by letter: some servers write them in ways that a strict parser refuses.
    private static void AddHeaders(HttpRequestMessage request, FeedState? known)
    {
        request.Headers.TryAddWithoutValidation("Accept", Accepted);
        if (known?.ETag is { } tag) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (known?.LastModified is { } time) request.Headers.TryAddWithoutValidation("If-Modified-Since", time);
    }

    private static FeedState StateOf(HttpResponseMessage response) => new(
        response.Headers.NonValidated.TryGetValues("ETag", out var tag) ? Sendable(tag.ToString()) : null,
        response.Content.Headers.NonValidated.TryGetValues("Last-Modified", out var time) ? Sendable(time.ToString()) : null);

    // What no header may hold would make every later request fail.
    private static string? Sendable(string value) =>
        value.Length is > 0 and < 1_000 && value.All(c => c is >= ' ' and <= '~') ? value : null;

    // Counted after unpacking: a few kilobytes can unpack into gigabytes. null when it is too much.
    private async Task<byte[]?> ReadAsync(HttpResponseMessage response, CancellationToken token)
    {
        await using var body = await response.Content.ReadAsStreamAsync(token);
        using var all = new MemoryStream();
        var part = new byte[32_768];
        while (await body.ReadAsync(part, token) is var read and > 0)
        {
            if (all.Length + read > settings.FeedMaxBytes) return null;
            await all.WriteAsync(part.AsMemory(0, read), token);
        }

        return all.ToArray();
    }
}
