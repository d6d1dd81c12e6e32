using FaqResponder.Support;

using Microsoft.Extensions.Time.Testing;

namespace FaqResponder.OAuth;

public sealed class AccessTokensTests : IAsyncDisposable
{
    private readonly TokenServer _server = new();
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly TokenClient _client;
    private readonly TokenStore _store;

    public AccessTokensTests()
    {
        _client = _server.NewClient(new("sylvie@example.test", ""));
        _store = new(_client.Settings(_folder.Path).TokenFile, _clock);
        _store.Write(_client.SignIn());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_used_until_five_minutes_before_its_end()
    {
        using var tokens = Tokens();
        var first = await tokens.GetAsync(Cancellation);
        _clock.Advance(TimeSpan.FromMinutes(54));
        (await tokens.GetAsync(Cancellation)).AccessToken.ShouldBe(first.AccessToken);

        _clock.Advance(TimeSpan.FromMinutes(2));

        var second = await tokens.GetAsync(Cancellation);
        second.AccessToken.ShouldNotBe(first.AccessToken);
        second.ExpiresAt.ShouldBe(_clock.GetUtcNow() + TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Those_who_need_a_token_at_the_same_time_share_one_exchange_in_two_processes_too()
    {
        _store.LetExpire();
        // They wait for each other, which takes time that passes.
        using var service = new AccessTokens(_client.Settings(_folder.Path), TimeProvider.System);
        using var check = new AccessTokens(_client.Settings(_folder.Path), TimeProvider.System);

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? service : check).GetAsync(Cancellation)));

        all.Select(t => t.AccessToken).Distinct().Count().ShouldBe(1);
        _client.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Two_servers_that_refuse_the_same_token_lead_to_one_exchange()
    {
        using var tokens = Tokens();
        var refused = await tokens.GetAsync(Cancellation);

        var renewed = await Task.WhenAll(tokens.RenewAsync(refused, Cancellation), tokens.RenewAsync(refused, Cancellation));

        renewed[0].AccessToken.ShouldBe(renewed[1].AccessToken);
        _client.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_changed_refresh_token_that_could_not_be_written_is_kept_and_written_later()
    {
        _store.LetExpire();
        using var tokens = Tokens();
        // Stands where the new file would be written first.
        var obstacle = Directory.CreateDirectory($"{_store.Path}.{Environment.ProcessId}.tmp");
        (await Should.ThrowAsync<OAuthException>(() => tokens.GetAsync(Cancellation))).Wrong.French.ShouldContain("ne peut être lu ou écrit");

        obstacle.Delete();

        _client.IsGood((await tokens.GetAsync(Cancellation)).AccessToken).ShouldBeTrue();
        _client.Attempts.ShouldBe(1);
        using var nextProcess = Tokens();
        _store.LetExpire();
        await nextProcess.GetAsync(Cancellation);
        _client.Refreshes.ShouldBe(2);
    }

    [Fact]
    public async Task A_withdrawn_permission_asks_for_a_new_sign_in()
    {
        _client.Revoke();
        _store.LetExpire();

        var fault = await FaultAsync();

        fault.NeedsAPerson.ShouldBeTrue();
        fault.Remedy.French.ShouldContain("faqresponder login");
        fault.Remedy.English.ShouldContain("faqresponder login");
        foreach (var secret in _client.Secrets) fault.ToString().ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_provider_that_is_away_is_a_passing_trouble()
    {
        _client.IsAway = true;
        _store.LetExpire();

        (await FaultAsync()).NeedsAPerson.ShouldBeFalse();
    }

    [Fact]
    public async Task A_provider_that_nobody_reaches_is_a_passing_trouble()
    {
        await _server.DisposeAsync();
        _store.LetExpire();

        (await FaultAsync()).NeedsAPerson.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1, 2")]
    public async Task A_damaged_file_asks_for_a_new_sign_in(string text)
    {
        await File.WriteAllTextAsync(_store.Path, text, Cancellation);

        var fault = await FaultAsync();

        fault.Wrong.English.ShouldContain(_store.Path);
        fault.Remedy.English.ShouldContain("faqresponder login");
    }

    [Fact]
    public async Task Before_the_first_sign_in_that_is_what_is_told()
    {
        File.Delete(_store.Path);

        (await FaultAsync()).Wrong.English.ShouldBe("nobody has signed in to this mailbox yet");
    }

    [Fact]
    public async Task Tokens_of_another_application_are_not_shown_to_this_one()
    {
        _store.Write(_store.Read()! with { ClientId = "another" });

        (await FaultAsync()).Wrong.English.ShouldContain("another application");
        _client.Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task The_file_is_for_the_service_alone()
    {
        _store.LetExpire();
        using var tokens = Tokens();
        await tokens.GetAsync(Cancellation);

        Directory.GetFiles(_folder.Path, "*.tmp").ShouldBeEmpty();
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in Directory.GetFiles(_folder.Path)) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private AccessTokens Tokens() => new(_client.Settings(_folder.Path), _clock);

    private async Task<OAuthException> FaultAsync()
    {
        using var tokens = Tokens();
        return await Should.ThrowAsync<OAuthException>(() => tokens.GetAsync(Cancellation));
    }
}
