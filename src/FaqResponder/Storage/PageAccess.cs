using System.Security.Cryptography;
using System.Text;

using Dapper;

namespace FaqResponder.Storage;

/// <summary>Who may open the review page: links that open it once, and the stamp by which all browsers are signed out at a stroke.</summary>
internal sealed class PageAccess(Database database, TimeProvider clock)
{
    /// <summary>How long a link opens the page.</summary>
    public static readonly TimeSpan LinkLasts = TimeSpan.FromHours(1);

    private const string StampSwitch = "page-stamp";
    private const int SecretLength = 24;

    /// <summary>A new link's secret. The ledger keeps its digest only.</summary>
    public string NewLink()
    {
        var secret = Secret();
        using var connection = database.Open();
        connection.Execute("DELETE FROM page_links WHERE expires_at <= @now", new { now = Now.Stored() });
        connection.Execute("INSERT INTO page_links (digest, expires_at) VALUES (@digest, @at)", new { digest = Digest(secret), at = (Now + LinkLasts).Stored() });
        return secret;
    }

    /// <summary>Takes a link's secret, once.</summary>
    /// <returns>Whether it was good.</returns>
    public bool Redeem(string secret)
    {
        using var connection = database.Open();
        return connection.Execute("DELETE FROM page_links WHERE digest = @digest AND expires_at > @now", new { digest = Digest(secret), now = Now.Stored() }) > 0;
    }

    /// <summary>What a signed-in browser must show; made at the first call.</summary>
    public string Stamp()
    {
        using var connection = database.Open();
        if (connection.ExecuteScalar<string>("SELECT value FROM switches WHERE name = @StampSwitch", new { StampSwitch }) is { } known) return known;
        connection.Execute("INSERT INTO switches (name, value, at) VALUES (@StampSwitch, @value, @at) ON CONFLICT (name) DO NOTHING", new { StampSwitch, value = Secret(), at = Now.Stored() });
        return connection.ExecuteScalar<string>("SELECT value FROM switches WHERE name = @StampSwitch", new { StampSwitch })!;
    }

    /// <summary>Signs all browsers out.</summary>
    public void SignAllOut()
    {
        using var connection = database.Open();
        connection.Execute("DELETE FROM switches WHERE name = @StampSwitch", new { StampSwitch });
        connection.Execute("DELETE FROM page_links");
    }

    private DateTimeOffset Now => clock.GetUtcNow();

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretLength));

    private static string Digest(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
