using System.Collections.Specialized;
using System.Text;

using FaqResponder.OAuth;
using FaqResponder.Settings;

namespace FaqResponder.Support;

/// <summary>
/// An application at the <see cref="TokenServer"/>, for one account. Its refresh tokens change with each use, and one that is used twice has all of
/// them withdrawn, as the strictest providers do.
/// </summary>
internal sealed class TokenClient(TokenServer server, string id, string account)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _access = [];
    private readonly HashSet<string> _seen = [];
    private readonly HashSet<string> _given = [];
    private readonly Queue<string> _deviceAnswers = [];
    private string _refresh = "";
    private (string Code, string Challenge, string Redirect) _asked;

    public string Id => id;

    /// <summary>How long an access token is good.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Answers 503 to whoever wants a token.</summary>
    public bool IsAway { get; set; }

    /// <summary>How many times a refresh token was exchanged.</summary>
    public int Refreshes { get; private set; }

    /// <summary>How many times a refresh token was shown, taken or not.</summary>
    public int Attempts { get; private set; }

    /// <summary>How many times a mail server asked about a token that was no longer good.</summary>
    public int Refused { get; private set; }

    /// <summary>Called when a mail server asks about a token, before it is answered.</summary>
    public Action? Asked { get; set; }

    /// <summary>Who confirmed the sign-in, if it wasn't the account's owner.</summary>
    public string? SignedInAs { get; set; }

    public string UserCode { get; } = "WDJB-MJHT";

    /// <summary>The settings of the service for this client.</summary>
    public OAuthSettings Settings(string folder) => new(
        OAuthProvider.Own, id, "", server.At("token"), server.At("device"), server.At("authorize"), "mail offline_access", Path.Combine(folder, "oauth-tokens.json"));

    /// <summary>What a sign-in would have left in the token file, with an access token that is good for a while.</summary>
    public StoredTokens SignIn()
    {
        lock (_gate)
        {
            var now = TimeProvider.System.GetUtcNow();
            _refresh = Fresh();
            var access = Access();
            return new(id, account, _refresh, access, now, now + Lifetime);
        }
    }

    /// <summary>The author withdraws her permission: nothing that was given is good any more.</summary>
    public void Revoke()
    {
        lock (_gate)
        {
            _refresh = "";
            _access.Clear();
        }
    }

    /// <summary>Ends all access tokens before their time.</summary>
    public void ForgetAccess()
    {
        lock (_gate) _access.Clear();
    }

    /// <summary>The answers to the next questions after the device code: errors of RFC 8628, or "approved".</summary>
    public void DeviceAnswers(params string[] answers)
    {
        lock (_gate)
        {
            foreach (var answer in answers) _deviceAnswers.Enqueue(answer);
        }
    }

    public bool Knows(string token)
    {
        lock (_gate) return _seen.Contains(token);
    }

    public bool IsGood(string token)
    {
        lock (_gate) return _access.TryGetValue(token, out var until) && until > TimeProvider.System.GetUtcNow();
    }

    /// <summary>Everything secret that was ever given out.</summary>
    public IReadOnlyList<string> Secrets
    {
        get
        {
            lock (_gate) return [.. _seen, .. _given];
        }
    }

    public Dictionary<string, object> Introspect(string token)
    {
        Asked?.Invoke();
        if (IsGood(token)) return new() { ["active"] = true, ["username"] = account };
        Refused++;
        return new() { ["active"] = false };
    }

    public string Authorize(NameValueCollection query)
    {
        lock (_gate)
        {
            _asked = (TokenServer.Chance(), query["code_challenge"]!, query["redirect_uri"]!);
            return $"{_asked.Redirect}/?code={_asked.Code}&state={Uri.EscapeDataString(query["state"]!)}";
        }
    }

    public async Task<(int Status, Dictionary<string, object> Body)> AnswerAsync(string path, NameValueCollection form)
    {
        // So that those who ask at the same time meet.
        await Task.Yield();
        lock (_gate)
        {
            if (IsAway) return (503, []);
            if (path == "/device") return (200, new() { ["device_code"] = "device-" + id, ["user_code"] = UserCode, ["verification_uri"] = "https://login.example.test/device", ["expires_in"] = 600, ["interval"] = 1 });
            return form["grant_type"] switch
            {
                "refresh_token" => Refresh(form["refresh_token"] ?? ""),
                "authorization_code" => Redeem(form),
                "urn:ietf:params:oauth:grant-type:device_code" => Device(),
                _ => Error("unsupported_grant_type"),
            };
        }
    }

    private (int, Dictionary<string, object>) Refresh(string shown)
    {
        Attempts++;
        if (shown == _refresh && shown.Length > 0)
        {
            Refreshes++;
            return Grant();
        }

        if (_given.Contains(shown))
        {
            _refresh = "";
            _access.Clear();
        }

        return Error("invalid_grant");
    }

    private (int, Dictionary<string, object>) Redeem(NameValueCollection form) =>
        form["code"] == _asked.Code && form["redirect_uri"] == _asked.Redirect && TokenServer.ChallengeOf(form["code_verifier"] ?? "") == _asked.Challenge ? Grant() : Error("invalid_grant");

    private (int, Dictionary<string, object>) Device() =>
        !_deviceAnswers.TryDequeue(out var answer) ? Error("authorization_pending") : answer == "approved" ? Grant() : Error(answer);

    private (int, Dictionary<string, object>) Grant()
    {
        _refresh = Fresh();
        var body = new Dictionary<string, object> { ["access_token"] = Access(), ["refresh_token"] = _refresh, ["token_type"] = "Bearer", ["expires_in"] = (int)Lifetime.TotalSeconds };
        body["id_token"] = "e30." + System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"email":"{{SignedInAs ?? account}}"}""")) + ".";
        return (200, body);
    }

    private string Fresh()
    {
        var token = "refresh-" + TokenServer.Chance();
        _given.Add(token);
        return token;
    }

    private string Access()
    {
        var token = "access-" + TokenServer.Chance();
        _seen.Add(token);
        _access[token] = TimeProvider.System.GetUtcNow() + Lifetime;
        return token;
    }

    private static (int, Dictionary<string, object>) Error(string code) => (400, new() { ["error"] = code });
}
