using Dapper;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>What the author switches while the service runs, and what the service tells of itself.</summary>
internal sealed class Switches(Database database, TimeProvider clock)
{
    private const string ByCap = "cap";

    public bool Paused
    {
        get
        {
            using var connection = database.Open();
            return IsPaused(connection, null);
        }

        set => Set("paused", value ? "yes" : "no");
    }

    /// <summary>When a cap paused the automatic answers; <see langword="null"/> when none did, or she has taken them up again.</summary>
    public DateTimeOffset? PausedByCapAt
    {
        get
        {
            using var connection = database.Open();
            return Times.Read(connection.ExecuteScalar<long?>("SELECT at FROM switches WHERE name = 'paused' AND value = @ByCap", new { ByCap }));
        }
    }

    public static bool IsPaused(SqliteConnection connection, SqliteTransaction? transaction) =>
        connection.ExecuteScalar<string>("SELECT value FROM switches WHERE name = 'paused'", transaction: transaction) is "yes" or ByCap;

    /// <summary>Pauses the automatic answers because a cap was reached; what she switched herself stays as it is.</summary>
    public static void PauseByCap(SqliteConnection connection, SqliteTransaction transaction, DateTimeOffset now)
    {
        if (!IsPaused(connection, transaction)) Set(connection, transaction, "paused", ByCap, now);
    }

    /// <summary>When the automatic answers were last taken up again; answers from before don't count for the caps any more.</summary>
    public static DateTimeOffset? ResumedAt(SqliteConnection connection, SqliteTransaction transaction) =>
        Times.Read(connection.ExecuteScalar<long?>("SELECT at FROM switches WHERE name = 'paused' AND value = 'no'", transaction: transaction));

    /// <summary>When something was last done.</summary>
    public DateTimeOffset? LastTime(string what)
    {
        using var connection = database.Open();
        return Times.Read(connection.ExecuteScalar<long?>("SELECT at FROM switches WHERE name = @what", new { what }));
    }

    /// <summary>Records that it was done now.</summary>
    public void Done(string what) => Set(what, "done");

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
        Set(connection, null, name, value, clock.GetUtcNow());
    }

    private static void Set(SqliteConnection connection, SqliteTransaction? transaction, string name, string value, DateTimeOffset now) =>
        connection.Execute(
            "INSERT INTO switches (name, value, at) VALUES (@name, @value, @at) ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at",
            new { name, value, at = now.Stored() }, transaction);
}
