using Classifier.History;
using Classifier.Storage;
using Classifier.Tests.Support;

namespace Classifier.Tests.Storage;

public sealed class SqliteHistoryStoreTests : HistoryStoreTests<SqliteFile>;

public sealed class PostgresHistoryStoreTests : HistoryStoreTests<PostgresTestDatabase>;

public sealed class SqlServerHistoryStoreTests : HistoryStoreTests<SqlServerTestDatabase>;

public abstract class HistoryStoreTests<TStore> : StoreTests<TStore> where TStore : ITestStore, new()
{
    [Fact]
    public async Task Add_Twice_AddsWhatIsNewAndKeepsTheOrder()
    {
        var store = new HistoryStore(Database);
        Ticket[] first = [Ticket("b"), Ticket("a")];

        Assert.Equal(2, await store.AddAsync(first, Token));
        Assert.Equal(1, await store.AddAsync([Ticket("a"), Ticket("A"), Ticket("b")], Token));

        Assert.Equal(["b", "a", "A"], (await store.ReadAsync(Token)).Select(t => t.Id));
    }

    private static Ticket Ticket(string id) => new() { Id = id, OpenedAt = Some.Noon, Title = $"Disk of {id} is full" };
}
