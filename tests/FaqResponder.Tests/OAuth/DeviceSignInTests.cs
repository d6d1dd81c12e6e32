using FaqResponder.Support;

namespace FaqResponder.OAuth;

public sealed class DeviceSignInTests : IAsyncDisposable
{
    private readonly TokenServer _server = new();
    private readonly HurriedClock _clock = new();
    private readonly TokenClient _client;

    public DeviceSignInTests() => _client = _server.NewClient(new("sylvie@example.test", ""));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_asks_at_the_pace_of_the_provider_and_slows_down_for_good_when_told_to()
    {
        _client.DeviceAnswers("authorization_pending", "slow_down", "authorization_pending", "approved");

        (await SignInAsync()).AccessToken.ShouldNotBeNullOrEmpty();

        _clock.Waits.Select(w => w.TotalSeconds).ShouldBe([1, 1, 6, 6]);
    }

    [Fact]
    public async Task It_asks_less_often_while_the_provider_does_not_answer()
    {
        using var http = new OAuthClient(_client.Settings("/tmp"));
        var device = new DeviceSignIn(http, _clock);
        await device.BeginAsync(Cancellation);
        _client.IsAway = true;

        await Should.ThrowAsync<OAuthException>(() => device.WaitAsync(Cancellation));

        _clock.Waits.Take(7).Select(w => w.TotalSeconds).ShouldBe([1, 2, 4, 8, 16, 32, 60]);
    }

    [Theory]
    [InlineData("access_denied", "la demande a été refusée dans le navigateur")]
    [InlineData("expired_token", "le temps pour confirmer est écoulé")]
    [InlineData("unauthorized_client", "127.0.0.1 ne reconnaît pas l'application (unauthorized_client)")]
    public async Task A_refusal_is_told_in_plain_words(string answer, string words)
    {
        _client.DeviceAnswers(answer);

        (await Should.ThrowAsync<OAuthException>(SignInAsync)).Wrong.French.ShouldBe(words);
    }

    [Fact]
    public async Task A_code_that_nobody_types_runs_out()
    {
        (await Should.ThrowAsync<OAuthException>(SignInAsync)).Wrong.English.ShouldBe("the time to confirm is over");

        _clock.Waits.Count.ShouldBe(600);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<Duende.IdentityModel.Client.TokenResponse> SignInAsync()
    {
        using var http = new OAuthClient(_client.Settings("/tmp"));
        var device = new DeviceSignIn(http, _clock);
        await device.BeginAsync(Cancellation);
        return await device.WaitAsync(Cancellation);
    }
}
