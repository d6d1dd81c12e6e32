using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

using Dapper;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>
/// The one SQLite file: opens connections and brings the schema up to date. WAL lets the command line read while the service
/// writes; <c>synchronous = FULL</c> makes a recorded step survive a power cut, which is the whole point of recording it.
/// </summary>
internal sealed class Database
{
    private const string MigrationPrefix = "migrations/";
    private static readonly TimeSpan WaitForLock = TimeSpan.FromSeconds(5);
    private readonly string _pragmas;
    private readonly ConditionalWeakTable<SQLitePCL.sqlite3, object> _set = [];
    private readonly string _connectionString;

    /// <param name="dataFolder">Where the file lies.</param>
    /// <param name="survivesPowerCut">Whether each step waits for the disk; not needed for what can be made again.</param>
    public Database(string dataFolder, bool survivesPowerCut = true)
    {
        _pragmas = $"PRAGMA synchronous = {(survivesPowerCut ? "FULL" : "OFF")}; PRAGMA cache_size = -4096; PRAGMA busy_timeout = {(int)WaitForLock.TotalMilliseconds};";
        Path = System.IO.Path.Combine(dataFolder, "faqresponder.db");
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            ForeignKeys = true,
            DefaultTimeout = (int)WaitForLock.TotalSeconds,
        }.ToString();
    }

    public string Path { get; }

    public bool Exists => File.Exists(Path);

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        // Without busy_timeout the driver itself waits for a lock, in steps of 150 ms; SQLite's own steps begin with one.
        // The driver keeps closed connections and hands them out again, as they were set.
        if (_set.TryAdd(connection.Handle!, _pragmas)) connection.Execute(_pragmas);
        return connection;
    }

    /// <summary>Creates the file where it is missing and applies the migrations that it lacks, each in one transaction.</summary>
    public void Migrate()
    {
        PrivateFiles.Prepare(Path);
        using var connection = Open();
        connection.Execute("PRAGMA journal_mode = WAL;");
        connection.Execute("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL);");
        foreach (var (number, name, sql) in Migrations()) Apply(connection, number, name, sql);
    }

    // The transaction takes the write lock first and only then looks: two programs that start together don't apply twice.
    private static void Apply(SqliteConnection connection, int number, string name, string sql)
    {
        using var transaction = connection.BeginTransaction();
        if (connection.ExecuteScalar<int>("SELECT COUNT(*) FROM migrations WHERE number = @number", new { number }, transaction) > 0) return;
        connection.Execute(sql, transaction: transaction);
        connection.Execute("INSERT INTO migrations (number, name) VALUES (@number, @name)", new { number, name }, transaction);
        transaction.Commit();
    }

    private static IEnumerable<(int Number, string Name, string Sql)> Migrations()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(MigrationPrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var name = resource[MigrationPrefix.Length..];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
        }
    }
}
