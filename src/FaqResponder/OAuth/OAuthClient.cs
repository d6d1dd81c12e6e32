using Duende.IdentityModel.Client;

using FaqResponder.Settings;

namespace FaqResponder.OAuth;

/// <summary>Talks to the provider's endpoints (RFC 6749, RFC 8628).</summary>
internal sealed class OAuthClient : IDisposable
{
    // Shorter than the time that a stop leaves: an exchange that has begun is finished, since its answer may hold the only refresh token.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private const int MostBytes = 1_000_000;

    private readonly OAuthSettings _settings;
    private readonly HttpClient _http;

    public OAuthClient(OAuthSettings settings)
    {
        _settings = settings;
#pragma warning disable CA2000 // The client owns its handler and disposes it.
        // No redirects: they would carry the secrets elsewhere.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Longest,
            MaxResponseContentBufferSize = MostBytes,
        };
#pragma warning restore CA2000
    }

    /// <summary>Fetches a new access token (RFC 6749, section 6).</summary>
    public async Task<TokenResponse> RefreshAsync(string refreshToken) => Granted(await AskAsync(
        _settings.TokenEndpoint,
        async () => await _http.RequestRefreshTokenAsync(Filled(new RefreshTokenRequest { RefreshToken = refreshToken }), CancellationToken.None), CancellationToken.None));

    /// <summary>Turns the code that came back from the browser into tokens (RFC 6749, section 4.1.3; RFC 7636, section 4.5).</summary>
    public async Task<TokenResponse> RedeemAsync(string code, string verifier, string redirect, CancellationToken token) => Granted(await AskAsync(
        _settings.TokenEndpoint,
        async () => await _http.RequestAuthorizationCodeTokenAsync(
            Filled(new AuthorizationCodeTokenRequest { Code = code, CodeVerifier = verifier, RedirectUri = redirect }), token), token));

    /// <summary>Asks for a code that the author types elsewhere (RFC 8628, section 3.1).</summary>
    public async Task<DeviceAuthorizationResponse> BeginDeviceAsync(CancellationToken token)
    {
        using var request = Filled(new DeviceAuthorizationRequest { Scope = _settings.Scopes });
        request.Address = _settings.DeviceEndpoint!.AbsoluteUri;
        var answer = await AskAsync(_settings.DeviceEndpoint, async () => await _http.RequestDeviceAuthorizationAsync(request, token), token);
        return answer.IsError || string.IsNullOrEmpty(answer.DeviceCode) || string.IsNullOrEmpty(answer.VerificationUri) ? throw OAuthFaults.Of(answer, _settings.DeviceEndpoint) : answer;
    }

    /// <summary>Asks whether she has typed it (RFC 8628, section 3.4). The answer may be an error that only says "not yet".</summary>
    public Task<TokenResponse> PollDeviceAsync(string deviceCode, CancellationToken token) => AskAsync(
        _settings.TokenEndpoint, async () => await _http.RequestDeviceTokenAsync(Filled(new DeviceTokenRequest { DeviceCode = deviceCode }), token), token);

    /// <summary>The answer, if it holds a token.</summary>
    public TokenResponse Granted(TokenResponse answer) =>
        answer.IsError || string.IsNullOrEmpty(answer.AccessToken) ? throw OAuthFaults.Of(answer, _settings.TokenEndpoint) : answer;

    public void Dispose() => _http.Dispose();

    private T Filled<T>(T request)
        where T : ProtocolRequest
    {
        request.Address = _settings.TokenEndpoint.AbsoluteUri;
        request.ClientId = _settings.ClientId;
        request.ClientSecret = _settings.ClientSecret.Length > 0 ? _settings.ClientSecret : null;
        // In the body: Google and Microsoft both take it there, and a public client has nothing to put into a header.
        request.ClientCredentialStyle = ClientCredentialStyle.PostBody;
        return request;
    }

    private static async Task<T> AskAsync<T>(Uri endpoint, Func<Task<T>> ask, CancellationToken token)
    {
        try
        {
            return await ask();
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw OAuthFaults.Away(endpoint, $"> {Longest.TotalSeconds:0} s");
        }
    }
}
