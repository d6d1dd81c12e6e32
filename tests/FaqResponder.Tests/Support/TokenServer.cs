using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;

namespace FaqResponder.Support;

/// <summary>
/// A provider that signs people in (RFC 6749, 7636, 8628) and tells the mail servers whose token it is (RFC 7662). Each test has a client of its own
/// from <see cref="NewClient"/>, with its own mishaps.
/// </summary>
internal sealed class TokenServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, TokenClient> _clients = new();
    private readonly Task _serving;
    private int _count;

    public TokenServer()
    {
        Port = FreePorts.Take();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port { get; }

    public Uri At(string path) => new($"http://127.0.0.1:{Port}/{path}");

    /// <summary>An application that may sign in to an account.</summary>
    public TokenClient NewClient(MailAccount account)
    {
        var client = new TokenClient(this, $"client-{Interlocked.Increment(ref _count)}", account.Address);
        return _clients[client.Id] = client;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The tests are over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.InputStream);
            var form = HttpUtility.ParseQueryString(await reader.ReadToEndAsync());
            var query = HttpUtility.ParseQueryString(context.Request.Url!.Query);
            var path = context.Request.Url.AbsolutePath;
            if (path == "/authorize")
            {
                context.Response.Redirect(_clients[query["client_id"]!].Authorize(query));
                context.Response.Close();
                return;
            }

            var (status, body) = path == "/introspect" ? Introspect(form["token"] ?? "")
                : _clients.TryGetValue(form["client_id"] ?? "", out var client) ? await client.AnswerAsync(path, form)
                : (401, new Dictionary<string, object> { ["error"] = "invalid_client" });
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body));
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The caller left, or the server is away for it.
        }
    }

    private (int, Dictionary<string, object>) Introspect(string token)
    {
        var client = _clients.Values.FirstOrDefault(c => c.Knows(token));
        return (200, client is null ? new() { ["active"] = false } : client.Introspect(token));
    }

    /// <summary>Something nobody can guess.</summary>
    public static string Chance() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    /// <summary>The challenge of a verifier (RFC 7636, section 4.2).</summary>
    public static string ChallengeOf(string verifier) => System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
