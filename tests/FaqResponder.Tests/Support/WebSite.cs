using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FaqResponder.Support;

/// <summary>What a <see cref="WebSite"/> answers to one request.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body, as it goes over the wire.</param>
/// <param name="Headers">More headers.</param>
internal sealed record SiteAnswer(int Status, byte[] Body, params (string Name, string Value)[] Headers)
{
    /// <summary>Sends only so many bytes of the body, and then…</summary>
    public int? StopAfter { get; init; }

    /// <summary>…says nothing more, keeping the connection open; else closes it.</summary>
    public bool ThenWait { get; init; }

    /// <summary>Answers nothing at all, not even headers.</summary>
    public bool Silent { get; init; }

    public static SiteAnswer Ok(string body, string type = "application/rss+xml; charset=UTF-8", params (string, string)[] headers) =>
        new(200, Encoding.UTF8.GetBytes(body), [("Content-Type", type), .. headers]);

    public static SiteAnswer Redirect(string to, int status = 301) => new(status, [], ("Location", to));

    public static SiteAnswer Plain(int status) => new(status, Encoding.UTF8.GetBytes($"<html><body>{status}</body></html>"), ("Content-Type", "text/html"));

    public SiteAnswer Gzipped()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(Body);
        return this with { Body = packed.ToArray(), Headers = [.. Headers, ("Content-Encoding", "gzip")] };
    }
}

/// <summary>A request that a <see cref="WebSite"/> received.</summary>
internal sealed record SiteRequest(string Method, string Target, Dictionary<string, string> Headers)
{
    public override string ToString() => $"{Method} {Target}";
}

/// <summary>
/// A web site on the loopback that answers from a script and remembers who asked what. It speaks over a bare socket, so that it can
/// also break off, fall silent and lie.
/// </summary>
internal sealed class WebSite : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<string, Func<SiteRequest, SiteAnswer>> _script = new();
    private readonly ConcurrentQueue<SiteRequest> _requests = new();
    private readonly ConcurrentBag<Task> _conversations = [];
    private readonly Task _accepting;

    public WebSite()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Root => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public IReadOnlyList<SiteRequest> Requests => [.. _requests];

    public Uri At(string target) => new(Root + target);

    /// <summary>Answers a target (path and query) the same way each time. What is not scripted is not found.</summary>
    public WebSite On(string target, SiteAnswer answer) => On(target, _ => answer);

    public WebSite On(string target, Func<SiteRequest, SiteAnswer> answer)
    {
        _script[target] = answer;
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_conversations);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _conversations.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The site is closed.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                if (await ReadAsync(stream) is not { } request) return;
                _requests.Enqueue(request);
                var answer = _script.TryGetValue(request.Target, out var script) ? script(request) : SiteAnswer.Plain(404);
                await WriteAsync(stream, request, answer);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The caller left, or the site closes.
        }
    }

    private async Task<SiteRequest?> ReadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (head.Length > 20_000 || await stream.ReadAsync(one, _end.Token) == 0) return null;
            head.Append((char)one[0]);
            if (!char.IsAsciiLetterUpper(head[0]))
            {
                // Somebody tries TLS here.
                await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"u8.ToArray(), _end.Token);
                return null;
            }
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = lines[0].Split(' ');
        if (first.Length != 3) return null;
        var headers = lines[1..].Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[^1], StringComparer.OrdinalIgnoreCase);
        return new SiteRequest(first[0], first[1], headers);
    }

    private async Task WriteAsync(NetworkStream stream, SiteRequest request, SiteAnswer answer)
    {
        if (!answer.Silent)
        {
            var head = new StringBuilder($"HTTP/1.1 {answer.Status} Scripted\r\nContent-Length: {answer.Body.Length}\r\nConnection: close\r\n");
            foreach (var (name, value) in answer.Headers) head.Append($"{name}: {value}\r\n");
            await stream.WriteAsync(Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), _end.Token);
            if (request.Method != "HEAD") await stream.WriteAsync(answer.Body.AsMemory(0, answer.StopAfter ?? answer.Body.Length), _end.Token);
        }

        // Until the caller hangs up, or the site closes.
        if (answer.Silent || answer.ThenWait) await stream.ReadExactlyAsync(new byte[1], _end.Token);
    }
}
