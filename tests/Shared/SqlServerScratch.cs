using Microsoft.Data.SqlClient;

namespace Classifier.Tests.Shared;

/// <summary>A database of one test's own, on the SQL Server that <c>CLASSIFIER_TEST_SQLSERVER</c> names; dropped after it.</summary>
/// <remarks>SQL Server is not to be had everywhere, so that its tests are skipped even where everything else is required.</remarks>
internal sealed class SqlServerScratch : IAsyncDisposable
{
    private const string Variable = "CLASSIFIER_TEST_SQLSERVER";
    private readonly string _server;
    private readonly string _name = $"classifier_test_{Guid.NewGuid():N}";

    private SqlServerScratch(string server) => _server = server;

    public string ConnectionString => new SqlConnectionStringBuilder(_server) { InitialCatalog = _name }.ConnectionString;

    /// <summary>Makes it, empty; skips the test where no server is named.</summary>
    public static async Task<SqlServerScratch> CreateAsync()
    {
        var server = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"{Variable} names no SQL Server: it wants a connection string whose account may create databases");
        var made = new SqlServerScratch(server!);
        await made.ExecuteAsync($"CREATE DATABASE [{made._name}] COLLATE Latin1_General_100_CI_AS; ALTER DATABASE [{made._name}] SET READ_COMMITTED_SNAPSHOT ON;");
        return made;
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"ALTER DATABASE [{_name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{_name}];");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
