using System.Runtime.Versioning;

using FaqResponder.Support;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

[UnsupportedOSPlatform("windows")]
public sealed class PrivateFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void The_ledger_is_readable_by_its_owner_alone_with_all_its_files()
    {
        var database = new Database(_folder["data"]);

        database.Migrate();
        using var connection = database.Open();

        File.GetUnixFileMode(_folder["data"]).ToString().ShouldBe("UserExecute, UserWrite, UserRead");
        var files = Directory.GetFiles(_folder["data"]);
        files.Length.ShouldBeGreaterThanOrEqualTo(2, string.Join(", ", files));
        foreach (var file in files) File.GetUnixFileMode(file).ToString().ShouldBe("UserWrite, UserRead", file);
    }

    [Fact]
    public void One_that_stood_open_is_closed()
    {
        var database = new Database(_folder.Path);
        database.Migrate();
        SqliteConnection.ClearAllPools();
        File.SetUnixFileMode(database.Path, (UnixFileMode)0b110_100_100);

        database.Migrate();

        File.GetUnixFileMode(database.Path).ToString().ShouldBe("UserWrite, UserRead");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
