using Dapper;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>What the author switches while the service runs, and what the service tells of itself.</summary>
internal sealed class Switches(Database database, TimeProvider clock)
{
    public bool Paused
    {
        get
        {
            using var connection = database.Open();
            return IsPaused(connection, null);
        }

        set => Set("paused", value ? "yes" : "no");
    }

    public static bool IsPaused(SqliteConnection connection, SqliteTransaction? transaction) =>
        connection.ExecuteScalar<string>("SELECT value FROM switches WHERE name = 'paused'", transaction: transaction) == "yes";

    /// <summary>How often something has changed: what a running service compares with what it knows.</summary>
    public static long Count(SqliteConnection connection, string counter) =>
        connection.ExecuteScalar<long?>("SELECT CAST(value AS BIGINT) FROM switches WHERE name = @counter", new { counter }) ?? 0;

    public static void Advance(SqliteConnection connection, SqliteTransaction transaction, string counter, DateTimeOffset now) =>
        connection.Execute(
            """
            INSERT INTO switches (name, value, at) VALUES (@counter, '1', @at)
            ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(switches.value AS BIGINT) + 1 AS TEXT), at = excluded.at
            """,
            new { counter, at = now.Stored() }, transaction);

    private void Set(string name, string value)
    {
        using var connection = database.Open();
        connection.Execute(
            "INSERT INTO switches (name, value, at) VALUES (@name, @value, @at) ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at",
            new { name, value, at = clock.GetUtcNow().Stored() });
    }
}
