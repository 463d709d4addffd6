using Classifier.Storage;

namespace Classifier.Tests.Storage;

/// <summary>What a store does on every database: written once, run on each.</summary>
public abstract class StoreTests<TStore> : IAsyncLifetime where TStore : ITestStore, new()
{
    private readonly List<IDatabase> _opened = [];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected TStore Store { get; } = new();

    protected IDatabase Database { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Database = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _opened)
            await database.DisposeAsync();
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Another process's view, or another node's.</summary>
    protected async Task<IDatabase> OpenAsync()
    {
        var database = await Store.OpenAsync();
        _opened.Add(database);
        return database;
    }

    protected Task<bool> WriteAsync(Func<StoreTransaction, Task> work) => Database.WriteAsync(async transaction =>
    {
        await work(transaction);
        return true;
    }, Token);
}
