using Dapper;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>Remembers what the author was told of by mail. It is asked in times of trouble, when the ledger itself may be what fails: then it knows nothing.</summary>
internal sealed class AlertStore(Database database, TimeProvider clock)
{
    /// <summary>Since when the trouble lasts that she was told of, and when she was told; <see langword="null"/> when she wasn't.</summary>
    public (DateTimeOffset Since, DateTimeOffset ToldAt)? Told(string kind) => Try<(DateTimeOffset, DateTimeOffset)?>(connection =>
        connection.QuerySingleOrDefault<(long Since, long At)?>("SELECT since, told_at FROM alerts WHERE kind = @kind", new { kind }) is { } told
            ? (Times.Read(told.Since), Times.Read(told.At))
            : null);

    public void Tells(string kind, DateTimeOffset since) => Try(connection => connection.Execute(
        "INSERT INTO alerts (kind, since, told_at) VALUES (@kind, @since, @now) ON CONFLICT (kind) DO UPDATE SET since = excluded.since, told_at = excluded.told_at",
        new { kind, since = since.Stored(), now = clock.GetUtcNow().Stored() }));

    public void Forget(string kind) => Try(connection => connection.Execute("DELETE FROM alerts WHERE kind = @kind", new { kind }));

    private T? Try<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            using var connection = database.Open();
            return work(connection);
        }
        catch (SqliteException)
        {
            return default;
        }
    }
}
