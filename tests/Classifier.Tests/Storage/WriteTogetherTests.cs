using Classifier.Storage;
using Dapper;

namespace Classifier.Tests.Storage;

public sealed class SqliteWriteTogetherTests : WriteTogetherTests<SqliteFile>;

public sealed class PostgresWriteTogetherTests : WriteTogetherTests<PostgresTestDatabase>;

public sealed class SqlServerWriteTogetherTests : WriteTogetherTests<SqlServerTestDatabase>;

public abstract class WriteTogetherTests<TStore> : StoreTests<TStore> where TStore : ITestStore, new()
{
    private const int Many = 300;

    [Fact]
    public async Task WriteTogether_OneOfManyThrows_AllOthersAreKeptOnce()
    {
        var all = Enumerable.Range(0, Many).Select(n => Database.WriteTogetherAsync(async t =>
        {
            await AddAsync(t, n);
            return n % 100 == 50 ? throw new InvalidDataException($"number {n}") : n;
        }, Token)).ToList();
        await Task.WhenAll(all).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal(["number 50", "number 150", "number 250"], all.Where(t => t.IsFaulted).Select(t => t.Exception!.InnerException!.Message));
        var kept = Enumerable.Range(0, Many).Where(n => n % 100 != 50).ToList();
        Assert.Equal(kept, all.Where(t => t.IsCompletedSuccessfully).Select(t => t.Result));
        Assert.Equal(kept.Select(n => $"{n:000}"), await Database.ReadAsync(c => c.QueryAsync<string>("SELECT id FROM ticket ORDER BY id"), Token));
    }

    private static Task<int> AddAsync(StoreTransaction transaction, int number) =>
        transaction.ExecuteAsync("INSERT INTO ticket (id, ticket) VALUES (@Id, @Ticket)", new { Id = $"{number:000}", Ticket = "{}" });
}
