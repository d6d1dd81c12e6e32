using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace FaqResponder.Benchmarks;

/// <summary>An answer of the page's server.</summary>
/// <param name="Processor">What the server's processor spent meanwhile, in milliseconds; told in steps of ten.</param>
internal sealed record PageAnswer(HttpStatusCode Status, string Text, string? Location, double Milliseconds, double Processor, long Bytes);

/// <summary>A browser that is signed in, as far as it matters here: one connection, cookies, and what a page needs to be posted from.</summary>
internal sealed partial class PageVisit
{
    private readonly HttpClient _client;
    private readonly Process _server;

    private PageVisit(HttpClient client, Process server) => (_client, _server) = (client, server);

    /// <summary>The address of the style sheet.</summary>
    public string Style { get; private set; } = "";

    /// <summary>What a first visit loads besides the page: style, script and icon, in bytes.</summary>
    public long Extras { get; private set; }

    public static async Task<PageVisit> BeginAsync(Uri link, Process server)
    {
        var visit = new PageVisit(new(new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = 1, CookieContainer = new() }) { BaseAddress = link }, server);
        await visit.GetAsync(link.PathAndQuery);
        // A page that says nothing of the ledger: what the first request of a process takes is not what is asked for.
        var keys = await visit.GetAsync("/keys");
        if (keys.Status is not HttpStatusCode.OK) throw new InvalidOperationException($"The page can't be opened: {(int)keys.Status}.");
        foreach (Match asset in Asset().Matches(keys.Text))
        {
            if (asset.Value.EndsWith(".css", StringComparison.Ordinal)) visit.Style = asset.Value;
            visit.Extras += (await visit.GetAsync(asset.Value)).Bytes;
        }

        return visit;
    }

    public Task<PageAnswer> GetAsync(string address) => SendAsync(() => new(HttpMethod.Get, address));

    /// <summary>Closes a mail by a gesture.</summary>
    /// <returns>The answer, and the number of the gesture.</returns>
    public async Task<(PageAnswer Answer, string Gesture)> CloseAsync(string mail)
    {
        var answer = await PostAsync($"/mail/{mail}?handler=Close", $"/mail/{mail}");
        return (answer, Did().Match(answer.Location ?? "").Groups[1].Value);
    }

    public Task<PageAnswer> UndoAsync(string gesture) => PostAsync("/undo", "/keys", ("gesture", gesture));

    private async Task<PageAnswer> PostAsync(string address, string from, params (string Name, string Value)[] fields)
    {
        var token = WebUtility.HtmlDecode(Token().Match((await GetAsync(from)).Text).Groups[1].Value);
        var answer = await SendAsync(() => new(HttpMethod.Post, address) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]) });
        if (answer.Status is not HttpStatusCode.Redirect) throw new InvalidOperationException($"POST {address}: {(int)answer.Status}.");
        return answer;
    }

    private async Task<PageAnswer> SendAsync(Func<HttpRequestMessage> make)
    {
        using var request = make();
        _server.Refresh();
        var before = _server.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        using var response = await _client.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var milliseconds = watch.Elapsed.TotalMilliseconds;
        _server.Refresh();
        return new(response.StatusCode, Encoding.UTF8.GetString(bytes), response.Headers.Location?.OriginalString, milliseconds, (_server.TotalProcessorTime - before).TotalMilliseconds, bytes.Length);
    }

    [GeneratedRegex(@"/assets/\w+/[\w.]+")]
    private static partial Regex Asset();

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="([^"]+)""")]
    private static partial Regex Token();

    [GeneratedRegex(@"did=(\d+)")]
    private static partial Regex Did();
}
