using Classifier.Logs;
using Classifier.Storage;
using Classifier.Tests.Support;

namespace Classifier.Tests.Storage;

public sealed class SqliteLogStoreTests : LogStoreTests<SqliteFile>;

public sealed class PostgresLogStoreTests : LogStoreTests<PostgresTestDatabase>;

public sealed class SqlServerLogStoreTests : LogStoreTests<SqlServerTestDatabase>;

public abstract class LogStoreTests<TStore> : StoreTests<TStore> where TStore : ITestStore, new()
{
    private LogStore _logs = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _logs = new(Database);
    }

    [Fact]
    public async Task Last_GivesTheNewestOfTheServiceInOrder()
    {
        await _logs.AddAsync([Line("c", minute: 3), Line("a", minute: 1), Line("b", minute: 1), Line("other", minute: 2, service: "shop"), Line("late", minute: 9)], Some.Noon, Token);

        Assert.Equal(["a", "b", "c"], await TextsAsync(["edge"], limit: 10));
        Assert.Equal(["b", "c"], await TextsAsync(["edge"], limit: 2));
        Assert.Equal(["a", "b", "other", "c"], await TextsAsync(["edge", "shop"], limit: 10));
        Assert.Empty(await TextsAsync(["Edge"], limit: 10));
        Assert.Empty(await TextsAsync([], limit: 10));
    }

    [Fact]
    public async Task Add_KeepsAllOfALine()
    {
        var line = Line("text \0", minute: 1) with { TraceId = "5b8efff798038103d269b633813fc60c" };
        await _logs.AddAsync([line, Line("x", minute: 2)], Some.Noon, Token);

        Assert.Equal(line with { Text = "text \uFFFD" }, (await _logs.LastAsync(Query(["edge"], 10), Token))[0]);
    }

    [Fact]
    public async Task DeleteOldest_ByAge_GoesByWhenTheyCame()
    {
        await _logs.AddAsync([Line("a", minute: 4), Line("b", minute: 4)], Some.Noon, Token);
        await _logs.AddAsync([Line("c", minute: 1)], Some.Noon.AddHours(1), Token);

        Assert.Equal(1, await _logs.DeleteOldestAsync(Some.Noon.AddMinutes(1), keep: 10, atMost: 1, Token));
        Assert.Equal(1, await _logs.DeleteOldestAsync(Some.Noon.AddMinutes(1), keep: 10, atMost: 10, Token));
        Assert.Equal(0, await _logs.DeleteOldestAsync(Some.Noon.AddMinutes(1), keep: 10, atMost: 10, Token));
        Assert.Equal(["c"], await TextsAsync(["edge"], limit: 10));
    }

    [Fact]
    public async Task DeleteOldest_ByNumber_KeepsTheLast()
    {
        Assert.Equal(0, await _logs.DeleteOldestAsync(Some.Noon, keep: 2, atMost: 10, Token));
        await _logs.AddAsync([.. "abcde".Select(c => Line($"{c}", minute: 1))], Some.Noon, Token);

        Assert.Equal(3, await _logs.DeleteOldestAsync(Some.Noon, keep: 2, atMost: 10, Token));
        Assert.Equal(["d", "e"], await TextsAsync(["edge"], limit: 10));
    }

    private async Task<IEnumerable<string>> TextsAsync(string[] services, int limit) => (await _logs.LastAsync(Query(services, limit), Token)).Select(l => l.Text);

    private static LogQuery Query(string[] services, int limit) => new(services, Some.Noon, Some.Noon.AddMinutes(5), limit);

    private static LogLine Line(string text, int minute, string service = "edge") => new(Some.Noon.AddMinutes(minute), LogSeverity.Warn, service, "web-01", null, text);
}
