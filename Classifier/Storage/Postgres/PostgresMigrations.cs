using Dapper;
using Npgsql;

namespace Classifier.Storage.Postgres;

/// <summary>Brings the schema to this program's version: all that is missing in one transaction, one node at a time.</summary>
internal static class PostgresMigrations
{
    private const long Lock = 0x1C1A_551F;      // any number that is ours

    public static async Task ApplyAsync(NpgsqlConnection connection, Func<int, Task>? backUp, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        Task<int> ExecuteAsync(string sql, object? parameters = null) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, commandTimeout: 0, cancellationToken: cancellationToken));

        // As long as another node backs up and migrates, which may take minutes; we are idle here while we do.
        await ExecuteAsync("SET LOCAL idle_in_transaction_session_timeout = 0");
        await ExecuteAsync("SELECT pg_advisory_xact_lock(@Lock)", new { Lock });
        await ExecuteAsync("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL DEFAULT now())");
        var version = await connection.ExecuteScalarAsync<int>("SELECT COALESCE(MAX(version), 0) FROM schema_version", transaction: transaction);
        var migrations = SqlText.Migrations("Postgres");
        if (version > migrations[^1].Number)
            throw new NewerSchemaException(version, migrations[^1].Number);
        if (backUp is not null && version > 0 && version < migrations[^1].Number)
            await backUp(version);
        foreach (var (number, sql) in migrations.Where(m => m.Number > version))
        {
            await ExecuteAsync(sql);
            await ExecuteAsync("INSERT INTO schema_version (version) VALUES (@Number)", new { Number = number });
        }
        // What a restored copy brought of another server's transaction numbers would count as not committed yet.
        await ExecuteAsync("UPDATE timeline SET tx = 1 WHERE tx > pg_current_xact_id()::text::bigint");
        await transaction.CommitAsync(cancellationToken);
    }
}
