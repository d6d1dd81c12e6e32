using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Web;

using Duende.IdentityModel.Client;

using FaqResponder.Core;
using FaqResponder.Settings;

namespace FaqResponder.OAuth;

/// <summary>
/// Sign-in in a browser that comes back to this machine (RFC 8252, section 7.3) with a code that only we can redeem (RFC 7636). Where the browser is
/// on another machine, it ends on a page that can't be shown, whose address the author copies to us.
/// </summary>
internal sealed class BrowserSignIn : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly Phrase Done = new(
        "C'est reçu : vous pouvez fermer cette page. Le terminal dit si la connexion a réussi.", "Received: you may close this page. The terminal tells whether the sign-in worked.");

    private readonly OAuthClient _client;
    private readonly OAuthSettings _settings;
    private readonly Language _language;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _state = Chance();
    private readonly string _verifier = Chance();
    private readonly TaskCompletionSource<string> _code = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BrowserSignIn(OAuthClient client, OAuthSettings settings, Language language)
    {
        (_client, _settings, _language) = (client, settings, language);
        _listener.Start();
    }

    // Microsoft takes any port for "localhost", and for no address; the others follow the RFC, which prefers the address.
    private string Redirect => $"http://{(_settings.Provider is OAuthProvider.Microsoft ? "localhost" : "127.0.0.1")}:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The address to open in the browser.</summary>
    /// <param name="account">The account that is meant, so that the provider offers no other.</param>
    public string Address(string account)
    {
        var challenge = System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier)));
        List<(string Name, string Value)> query =
        [
            ("response_type", "code"), ("client_id", _settings.ClientId), ("redirect_uri", Redirect), ("scope", _settings.Scopes), ("state", _state),
            ("code_challenge", challenge), ("code_challenge_method", "S256"), ("login_hint", account),
        ];
        // Without these Google gives a refresh token at the first sign-in only.
        if (_settings.Provider is OAuthProvider.Google) query.AddRange([("access_type", "offline"), ("prompt", "consent")]);
        var start = _settings.AuthorizationEndpoint!.AbsoluteUri;
        return start + (start.Contains('?', StringComparison.Ordinal) ? '&' : '?') + string.Join('&', query.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}"));
    }

    /// <summary>Waits for the browser, then fetches the tokens.</summary>
    /// <param name="token">Ends it.</param>
    public async Task<TokenResponse> WaitAsync(CancellationToken token)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(token);
        over.CancelAfter(Longest);
        _ = ListenAsync(over.Token);
        string code;
        try
        {
            code = await _code.Task.WaitAsync(over.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw OAuthFaults.TooLate();
        }

        return await _client.RedeemAsync(code, _verifier, Redirect, token);
    }

    /// <summary>Takes the address on which the browser ended. What lacks our state was made by somebody else and changes nothing.</summary>
    /// <returns>Whether it was ours.</returns>
    public bool Take(string address)
    {
        var query = HttpUtility.ParseQueryString(address.Trim().Split('?', 2)[^1]);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(query["state"] ?? ""), Encoding.UTF8.GetBytes(_state))) return false;
        if (query["code"] is { Length: > 0 } code) return _code.TrySetResult(code);
        return _code.TrySetException(OAuthFaults.Denied());
    }

    public void Dispose() => _listener.Dispose();

    private static string Chance() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private async Task ListenAsync(CancellationToken token)
    {
        try
        {
            // Each by itself: browsers open connections on which they say nothing.
            while (true) _ = AnswerAsync(await _listener.AcceptTcpClientAsync(token), token);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }

    private async Task AnswerAsync(TcpClient browser, CancellationToken token)
    {
        try
        {
            using (browser)
            using (var reader = new StreamReader(browser.GetStream(), Encoding.ASCII))
            {
                // "GET /?code=…&state=… HTTP/1.1"
                var target = (await reader.ReadLineAsync(token))?.Split(' ') is [_, var path, ..] ? path : "";
                while (await reader.ReadLineAsync(token) is { Length: > 0 })
                {
                    // An answer before the last header line would be cut off with it.
                }

                var page = target.Contains('?', StringComparison.Ordinal) && Take(target) ? Page("200 OK", Done.In(_language)) : Page("404 Not Found", "404");
                await browser.GetStream().WriteAsync(page, token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The browser left.
        }
    }

    private static byte[] Page(string status, string words)
    {
        var body = Encoding.UTF8.GetBytes($"<!doctype html><meta charset=utf-8><title>FaqResponder</title><p>{WebUtility.HtmlEncode(words)}</p>");
        return [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {body.Length}\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n"), .. body];
    }
}
