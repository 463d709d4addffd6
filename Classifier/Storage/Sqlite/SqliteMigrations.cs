using Dapper;
using Microsoft.Data.Sqlite;

namespace Classifier.Storage.Sqlite;

/// <summary>Brings the schema to this program's version, one numbered file after the other, each in a transaction.</summary>
internal static class SqliteMigrations
{
    /// <summary>This program's version of the schema.</summary>
    public static int Newest => SqlText.Migrations("Sqlite")[^1].Number;

    public static async Task ApplyAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        // FULL: a commit is on the disk before anybody is told. WAL: readers do not wait for the writer. Checkpoints: see Checkpointer.
        await connection.ExecuteAsync("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 0;");
        var version = await connection.ExecuteScalarAsync<int>("PRAGMA user_version");
        var migrations = SqlText.Migrations("Sqlite");
        if (version > migrations[^1].Number)
            throw new NewerSchemaException(version, migrations[^1].Number);
        if (version > 0 && version < migrations[^1].Number)
            BackUp(connection, version);
        foreach (var (number, sql) in migrations.Where(m => m.Number > version))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(sql, transaction: transaction, cancellationToken: cancellationToken));
            await connection.ExecuteAsync($"PRAGMA user_version = {number}", transaction: transaction);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private static void BackUp(SqliteConnection connection, int version)
    {
        using var copy = new SqliteConnection($"Data Source={connection.DataSource}.v{version}.bak");
        connection.BackupDatabase(copy);
    }
}
