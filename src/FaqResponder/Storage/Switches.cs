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

    private void Set(string name, string value)
    {
        using var connection = database.Open();
        connection.Execute(
            "INSERT INTO switches (name, value, at) VALUES (@name, @value, @at) ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at",
            new { name, value, at = clock.GetUtcNow().Stored() });
    }
}
