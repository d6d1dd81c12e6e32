using Duende.IdentityModel.Client;

using FaqResponder.Settings;

namespace FaqResponder.OAuth;

/// <summary>
/// Hands out access tokens that are good for a while, and fetches new ones in time. What it fetched is on the disk before anybody uses it, so that
/// a process that dies leaves no refresh token behind that only it knew.
/// </summary>
internal sealed class AccessTokens(OAuthSettings? settings, TimeProvider clock) : IDisposable
{
    // Where a provider doesn't tell (RFC 6749, section 5.1).
    private static readonly TimeSpan UsualLifetime = TimeSpan.FromHours(1);

    // IMAP and SMTP ask at the same time: one fetches, the other finds what it brought.
    private readonly SemaphoreSlim _one = new(1);
    private readonly TokenStore? _store = settings is null ? null : new(settings.TokenFile, clock);
    private OAuthClient? _client;
    private StoredTokens? _unsaved;

    /// <summary>Changes when somebody has signed in, or fetched a new token.</summary>
    public DateTime ChangedAt => _store?.WrittenAt ?? default;

    /// <summary>Tokens of which the access token is good for a while.</summary>
    public Task<StoredTokens> GetAsync(CancellationToken token) => GetAsync("", token);

    /// <summary>New tokens in place of some that a server refused, unless somebody has fetched them meanwhile.</summary>
    public Task<StoredTokens> RenewAsync(StoredTokens refused, CancellationToken token) => GetAsync(refused.AccessToken, token);

    /// <summary>Keeps what a sign-in brought.</summary>
    public async Task<StoredTokens> SignInAsync(TokenResponse answer, CancellationToken token)
    {
        var signedIn = With(new(settings!.ClientId, IdToken.Account(answer.IdentityToken), "", "", default, default), answer);
        if (signedIn.RefreshToken.Length == 0) throw OAuthFaults.NothingLasting();
        Directory.CreateDirectory(Path.GetDirectoryName(_store!.Path)!);
        using var alone = await _store.LockAsync(token);
        _store.Write(signedIn);
        return signedIn;
    }

    public void Dispose()
    {
        _one.Dispose();
        _client?.Dispose();
    }

    private async Task<StoredTokens> GetAsync(string refused, CancellationToken token)
    {
        await _one.WaitAsync(token);
        try
        {
            Save();
            var kept = Kept();
            if (IsGood(kept, refused)) return kept;
            using var alone = await _store!.LockAsync(token);
            kept = Kept();
            if (IsGood(kept, refused)) return kept;

            // Not to be broken off: the provider may have changed the refresh token already.
            _unsaved = With(kept, await (_client ??= new(settings!)).RefreshAsync(kept.RefreshToken));
            var renewed = _unsaved;
            Save();
            return renewed;
        }
        finally
        {
            _one.Release();
        }
    }

    // A full disk must not cost the only refresh token that still works: it is kept in memory and written the next time.
    private void Save()
    {
        if (_unsaved is null) return;
        _store!.Write(_unsaved);
        _unsaved = null;
    }

    private StoredTokens Kept()
    {
        var kept = _store!.Read() ?? throw OAuthFaults.NotSignedIn();
        return kept.ClientId == settings!.ClientId ? kept : throw OAuthFaults.OtherClient();
    }

    private bool IsGood(StoredTokens kept, string refused) => kept.AccessToken != refused && clock.GetUtcNow() < kept.RenewAt;

    private StoredTokens With(StoredTokens before, TokenResponse answer)
    {
        var now = clock.GetUtcNow();
        return before with
        {
            AccessToken = answer.AccessToken!,
            // Without a new one the old one stays good (RFC 6749, section 6).
            RefreshToken = string.IsNullOrEmpty(answer.RefreshToken) ? before.RefreshToken : answer.RefreshToken,
            IssuedAt = now,
            ExpiresAt = now + (answer.ExpiresIn > 0 ? TimeSpan.FromSeconds(answer.ExpiresIn) : UsualLifetime),
        };
    }
}
