using Classifier.Storage;

namespace Classifier.Api.Tests.Support;

/// <summary>A database that several services can share.</summary>
public interface ISharedDatabase : IAsyncDisposable
{
    /// <summary>Makes an empty one; skips the test where there is no server.</summary>
    Task<StorageSettings> NewAsync();
}

/// <summary>On the test's PostgreSQL, with which it goes.</summary>
public sealed class PostgresForService : ISharedDatabase
{
    public async Task<StorageSettings> NewAsync() => new(StorageSettings.Postgres, await PostgresServer.NewDatabaseAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>On a real SQL Server, where there is one.</summary>
public sealed class SqlServerForService : ISharedDatabase
{
    private SqlServerScratch? _made;

    public async Task<StorageSettings> NewAsync() => new(StorageSettings.SqlServer, (_made = await SqlServerScratch.CreateAsync()).ConnectionString);

    public async ValueTask DisposeAsync()
    {
        if (_made is not null)
            await _made.DisposeAsync();
    }
}
