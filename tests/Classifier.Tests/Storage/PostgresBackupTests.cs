using System.Diagnostics;
using Classifier.Storage;
using Classifier.Storage.Postgres;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Classifier.Tests.Storage;

/// <summary>What an older program made is backed up before it is changed.</summary>
public sealed class PostgresBackupTests : IAsyncLifetime
{
    private static readonly int Newest = SqlText.Migrations("Postgres")[^1].Number;
    private static readonly int Before = SqlText.Migrations("Postgres")[^2].Number;
    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-test-").FullName;
    private string _connection = "";

    private string Dump => Path.Combine(_folder, $"classifier.v{Before}.dump");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Require.Program("pg_dump", "postgresql-client");
        _connection = await PostgresServer.NewDatabaseAsync();
        await using var connection = new NpgsqlConnection(_connection);
        await connection.ExecuteAsync("CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL DEFAULT now())");
        foreach (var (number, sql) in SqlText.Migrations("Postgres").Where(m => m.Number < Newest))
            await connection.ExecuteAsync($"{sql}; INSERT INTO schema_version (version) VALUES ({number})");
        await connection.ExecuteAsync("INSERT INTO ticket (id, ticket) VALUES ('old', '{}')");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Open_OlderSchema_IsDumpedFirst_AndTheDumpRestores()
    {
        await using (await OpenAsync(_folder))
            Assert.Equal(Newest, await VersionAsync(_connection));

        var restored = await PostgresServer.NewDatabaseAsync();
        var to = new NpgsqlConnectionStringBuilder(restored);
        using var restore = Process.Start(new ProcessStartInfo(Require.Program("pg_restore", "postgresql-client"), ["--no-owner", $"--host={to.Host}", $"--port={to.Port}", $"--username={to.Username}", $"--dbname={to.Database}", Dump])
        {
            Environment = { ["PGPASSWORD"] = to.Password },
        })!;
        await restore.WaitForExitAsync(Token);
        Assert.Equal((0, Before), (restore.ExitCode, await VersionAsync(restored)));
        await using var connection = new NpgsqlConnection(restored);
        Assert.Equal("old", await connection.ExecuteScalarAsync<string>("SELECT id FROM ticket"));
        Assert.Equal([Dump], Directory.GetFiles(_folder));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Dump));
    }

    [Fact]
    public async Task Open_TheDumpFails_NothingIsChanged_AndOneSaysWhatToDo()
    {
        File.CreateSymbolicLink($"{Dump}.part", "/dev/full");

        var error = await Assert.ThrowsAsync<StorageSettingsException>(() => OpenAsync(_folder));

        Assert.Contains("Storage:BackupBeforeMigration", error.Message, StringComparison.Ordinal);
        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
        Assert.Equal(Before, await VersionAsync(_connection));
        Assert.Empty(Directory.GetFiles(_folder));
        await using (await OpenAsync(backups: null))
            Assert.Equal(Newest, await VersionAsync(_connection));
    }

    [Fact]
    public async Task Open_SchemaIsCurrent_NothingIsDumped()
    {
        await using (await OpenAsync(backups: null))
        await using (await OpenAsync(_folder))
            Assert.Empty(Directory.GetFiles(_folder));
    }

    private Task<PostgresDatabase> OpenAsync(string? backups) => PostgresDatabase.OpenAsync(_connection, NullLogger.Instance, Token, backups);

    private static async Task<int> VersionAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        return await connection.ExecuteScalarAsync<int>("SELECT MAX(version) FROM schema_version");
    }
}
