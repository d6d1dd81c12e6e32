using System.Globalization;

using Duende.IdentityModel.Client;

namespace FaqResponder.OAuth;

/// <summary>What the author does in a browser, on whatever machine.</summary>
/// <param name="Address">Where she goes.</param>
/// <param name="Code">What she types there.</param>
/// <param name="Until">How long it is good.</param>
internal sealed record DevicePrompt(string Address, string Code, DateTimeOffset Until);

/// <summary>Sign-in with a code to type in a browser somewhere else (RFC 8628): for a machine without a screen.</summary>
internal sealed class DeviceSignIn(OAuthClient client, TimeProvider clock)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowDown = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    private DeviceAuthorizationResponse? _begun;
    private DateTimeOffset _until;

    public async Task<DevicePrompt> BeginAsync(CancellationToken token)
    {
        _begun = await client.BeginDeviceAsync(token);
        _until = clock.GetUtcNow() + TimeSpan.FromSeconds(_begun.ExpiresIn is { } seconds and > 0 ? seconds : 600);
        return new(_begun.VerificationUri!, _begun.UserCode ?? "", _until);
    }

    /// <summary>Asks until she has typed the code, has refused, or the time is over.</summary>
    public async Task<TokenResponse> WaitAsync(CancellationToken token)
    {
        // A provider that doesn't tell means five seconds (RFC 8628, section 3.2).
        var pause = int.TryParse(_begun!.TryGet("interval"), CultureInfo.InvariantCulture, out var told) ? TimeSpan.FromSeconds(told) : Usual;
        if (pause < Least) pause = Least;
        while (clock.GetUtcNow() < _until)
        {
            await Task.Delay(pause, clock, token);
            try
            {
                var answer = await client.PollDeviceAsync(_begun.DeviceCode!, token);
                switch (OAuthFaults.Code(answer))
                {
                    case "authorization_pending":
                        break;
                    case "slow_down":
                        // For all that follow (RFC 8628, section 3.5).
                        pause += SlowDown;
                        break;
                    default:
                        return client.Granted(answer);
                }
            }
            catch (OAuthException passing) when (!passing.NeedsAPerson)
            {
                // No answer: ask less often (RFC 8628, section 3.5).
                pause = pause * 2 < Most ? pause * 2 : Most;
            }
        }

        throw OAuthFaults.TooLate();
    }
}
