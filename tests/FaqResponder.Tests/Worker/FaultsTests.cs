using Dapper;

using FaqResponder.Storage;
using FaqResponder.Support;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Worker;

public sealed class FaultsTests
{
    [Fact]
    public void A_full_disk_is_said_with_its_remedy()
    {
        using var folder = new TempFolder();
        var database = new Database(folder.Path);
        database.Migrate();
        using var connection = database.Open();
        connection.Execute("PRAGMA max_page_count = 200; CREATE TABLE filler (x BLOB)");

        var full = Should.Throw<SqliteException>(() => connection.Execute("INSERT INTO filler VALUES (zeroblob(1000000))"));
        SqliteConnection.ClearAllPools();

        Faults.Describe(full, null).Wrong.French.ShouldContain("le disque est plein");
        Faults.Describe(full, null).NeedsAPerson.ShouldBeTrue();
    }

    [Fact]
    public void A_locked_ledger_is_said_with_its_remedy()
    {
        using var folder = new TempFolder();
        var database = new Database(folder.Path);
        database.Migrate();
        using var other = database.Open();
        other.Execute("BEGIN EXCLUSIVE");
        using var connection = database.Open();

        var locked = Should.Throw<SqliteException>(() => connection.Execute("DELETE FROM switches", commandTimeout: 1));
        other.Execute("ROLLBACK");
        SqliteConnection.ClearAllPools();

        Faults.Describe(locked, null).Wrong.English.ShouldBe("the ledger is locked by another program");
    }

    [Fact]
    public void A_file_that_is_no_ledger_is_said_with_its_remedy()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["faqresponder.db"], string.Concat(Enumerable.Repeat("this is no database ", 500)));

        var damaged = Should.Throw<SqliteException>(() => new Database(folder.Path).Migrate());
        SqliteConnection.ClearAllPools();

        Faults.Describe(damaged, null).Remedy.French.ShouldContain("sauvegarde");
    }
}
