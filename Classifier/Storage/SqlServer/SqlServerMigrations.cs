using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.SqlClient;

namespace Classifier.Storage.SqlServer;

/// <summary>Brings the schema to this program's version: all that is missing in one transaction, one node at a time.</summary>
internal static partial class SqlServerMigrations
{
    private const int WithoutLimit = -1;        // as long as another node backs up and migrates, which may take minutes

    /// <summary>The parts of a migration between lines <c>GO</c>: a view, for one, wants to be alone.</summary>
    public static IReadOnlyList<string> Batches(string migration) => [.. Separator().Split(migration).Where(batch => !string.IsNullOrWhiteSpace(batch))];

    public static async Task ApplyAsync(SqlConnection connection, SqlText sql, Func<int, Task>? backUp, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        Task<int> ExecuteAsync(string statement, object? parameters = null) => connection.ExecuteAsync(new CommandDefinition(statement, parameters, transaction, commandTimeout: 0, cancellationToken: cancellationToken));
        Task<int> ScalarAsync(string statement, object? parameters = null) => connection.ExecuteScalarAsync<int>(new CommandDefinition(statement, parameters, transaction, commandTimeout: 0, cancellationToken: cancellationToken));

        if (await ScalarAsync(sql["LockSchema"], new { TimeoutMs = WithoutLimit }) < 0)
            throw new TimeoutException("the schema could not be held against another node");
        await ExecuteAsync(sql["MakeVersions"]);
        var version = await ScalarAsync(sql["Version"]);
        var migrations = SqlText.Migrations("SqlServer");
        if (version > migrations[^1].Number)
            throw new NewerSchemaException(version, migrations[^1].Number);
        if (backUp is not null && version > 0 && version < migrations[^1].Number)
            await backUp(version);
        foreach (var (number, migration) in migrations.Where(m => m.Number > version))
        {
            foreach (var batch in Batches(migration))
                await ExecuteAsync(batch);
            await ExecuteAsync(sql["AddVersion"], new { Number = number });
        }
        await ExecuteAsync(sql["DeleteMarkers"]);
        await transaction.CommitAsync(cancellationToken);
    }

    [GeneratedRegex(@"^GO\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Separator();
}
