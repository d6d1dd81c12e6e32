using Dapper;

using FaqResponder.Storage;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Support;

/// <summary>Keeps the ledger from being written for as long as it lives.</summary>
internal sealed class LedgerFault : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly string _end;

    private LedgerFault(Database database, string begin, string end)
    {
        _connection = database.Open();
        _connection.Execute(begin);
        _end = end;
    }

    /// <summary>Another program, such as a backup, holds it locked.</summary>
    public static LedgerFault Locked(Database database) => new(database, "BEGIN IMMEDIATE", "ROLLBACK");

    /// <summary>Changes of some rows of the outbox fail at once, as on a full disk; everything else is written.</summary>
    /// <param name="rows">Which, as a condition on <c>NEW</c>, the row as it would be.</param>
    public static LedgerFault InOutbox(Database database, string rows) => new(
        database, $"CREATE TRIGGER staged_fault BEFORE UPDATE ON outbox WHEN {rows} BEGIN SELECT RAISE(ABORT, 'staged'); END", "DROP TRIGGER staged_fault");

    public void Dispose()
    {
        _connection.Execute(_end);
        _connection.Dispose();
    }
}
