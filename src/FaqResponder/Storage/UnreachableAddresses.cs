using Dapper;

using FaqResponder.Core.Mails;

namespace FaqResponder.Storage;

/// <summary>The addresses that no machine writes to any more, since mail came back from there or was complained of.</summary>
internal sealed class UnreachableAddresses(Database database)
{
    public IReadOnlyList<(string Address, ReportKind Why, DateTimeOffset At)> All()
    {
        using var connection = database.Open();
        return [.. connection.Query<(string Address, string Reason, long At)>("SELECT address, reason, at FROM unreachable ORDER BY at DESC")
            .Select(r => (r.Address, Enum.Parse<ReportKind>(r.Reason), Times.Read(r.At)))];
    }

    /// <summary>Allows automatic answers to an address again.</summary>
    /// <returns>Whether it was among them.</returns>
    public bool Lift(string address)
    {
        using var connection = database.Open();
        return connection.Execute("DELETE FROM unreachable WHERE address = @address", new { address = address.Trim().ToLowerInvariant() }) > 0;
    }
}
