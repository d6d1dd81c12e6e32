using System.Collections.Concurrent;
using System.Diagnostics;

using Dapper;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>
/// The claim of one worker on a mailbox, kept in the database and renewed while it works: two processes never work on the same mailbox.
/// A lease left by a process of this machine that no longer lives is taken over at once, so a restart after a crash need not wait.
/// </summary>
internal sealed class Leases(Database database, TimeProvider clock)
{
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(3);

    // Owners of this very process: a restarted container gets its old process number again, which would look alive.
    private static readonly ConcurrentDictionary<string, bool> Here = new();

    private readonly string _machine = Environment.MachineName;

    /// <summary>This process's own name as an owner; a restarted process has another one.</summary>
    public string Owner { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Takes or renews the lease; when somebody else holds it, tells who and until when.</summary>
    /// <param name="name">The mailbox.</param>
    /// <param name="dead">
    /// A lease that ends at this moment is nobody's: it was not renewed for as long as a lease lasts, though the clock, set back since, says that it is good.
    /// </param>
    public (bool Taken, string Holder, DateTimeOffset Until) TryTake(string name, DateTimeOffset? dead = null)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var now = clock.GetUtcNow();
        var held = connection.QuerySingleOrDefault<(string Owner, string Machine, int Process, long Expires)?>(
            "SELECT owner, machine, process, expires_at FROM leases WHERE name = @name", new { name }, transaction);
        if (held is { } other && other.Owner != Owner && Times.Read(other.Expires) > now && Times.Read(other.Expires) != dead && IsAlive(other.Owner, other.Machine, other.Process))
        {
            return (false, $"{other.Machine}, {other.Process}", Times.Read(other.Expires));
        }

        var until = now + Duration;
        connection.Execute(
            """
            INSERT INTO leases (name, owner, machine, process, expires_at) VALUES (@name, @Owner, @machine, @process, @until)
            ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, machine = excluded.machine, process = excluded.process, expires_at = excluded.expires_at
            """,
            new { name, Owner, machine = _machine, process = Environment.ProcessId, until = until.Stored() }, transaction);
        transaction.Commit();
        Here[Owner] = true;
        return (true, Owner, until);
    }

    /// <summary>Gives the lease back, if it is ours.</summary>
    public void Release(string name)
    {
        using var connection = database.Open();
        Here.TryRemove(Owner, out _);
        connection.Execute("DELETE FROM leases WHERE name = @name AND owner = @Owner", new { name, Owner });
    }

    /// <summary>Whether any worker holds a lease now: whether the service runs.</summary>
    public bool AnyHeld()
    {
        using var connection = database.Open();
        return connection.Query<(string Owner, string Machine, int Process)>("SELECT owner, machine, process FROM leases WHERE expires_at > @now", new { now = clock.GetUtcNow().Stored() })
            .Any(l => IsAlive(l.Owner, l.Machine, l.Process));
    }

    internal static bool IsHeld(SqliteConnection connection, SqliteTransaction transaction, string name, string owner, DateTimeOffset now) =>
        connection.ExecuteScalar<int>(
            "SELECT COUNT(*) FROM leases WHERE name = @name AND owner = @owner AND expires_at > @now", new { name, owner, now = now.Stored() }, transaction) > 0;

    private bool IsAlive(string owner, string machine, int process)
    {
        if (machine != _machine) return true;
        if (process == Environment.ProcessId) return Here.ContainsKey(owner);
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
