using Classifier.Incidents;
using Classifier.Storage;
using Classifier.Tests.Support;
using Dapper;

namespace Classifier.Tests.Storage;

/// <summary>What databases do alike that are on a server, where others are at work at the same time.</summary>
public abstract class ServerDatabaseTests<TStore> : StoreTests<TStore> where TStore : IServerTestStore, new()
{
    [Fact]
    public async Task Open_ManyNodesAtOnceOnAnEmptyDatabase_OneMakesTheSchema()
    {
        await using var empty = new TStore();
        await empty.ConnectionAsync();

        foreach (var opened in await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => empty.OpenAsync())))
            await opened.DisposeAsync();
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefused()
    {
        await Store.ExecuteAsync("INSERT INTO schema_version (version) VALUES (9999)");

        var error = await Assert.ThrowsAsync<NewerSchemaException>(OpenAsync);

        Assert.Contains("9999 is newer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_Deadlock_RunsAgainAndBothAreKept()
    {
        var chat = new BuiltInChatStore(Database);
        foreach (var id in (string[])["a", "b"])
            await chat.TryOpenAsync(new(id, id, id, false, "", false), Some.Noon, Token);
        var (runs, each) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

        await Task.WhenAll(TouchAsync("a", "b"), TouchAsync("b", "a"));

        Assert.True(runs > 2, "there was no deadlock");
        Assert.Equal(["xx", "xx"], await Database.ReadAsync(async c => (await c.QueryAsync<string>("SELECT topic FROM chat_room")).AsList(), Token));

        Task<bool> TouchAsync(string first, string second) => WriteAsync(async t =>
        {
            await t.ExecuteAsync("UPDATE chat_room SET topic = CONCAT(topic, 'x') WHERE id = @Id", new { Id = first });
            if (Interlocked.Increment(ref runs) == 2)
                each.SetResult();
            await each.Task.WaitAsync(Token);       // until each has one row and wants the other's
            await t.ExecuteAsync("UPDATE chat_room SET topic = CONCAT(topic, 'x') WHERE id = @Id", new { Id = second });
        });
    }

    [Fact]
    public async Task Closed_AnOlderTransactionStillRuns_NothingBehindItIsReadSoNothingIsMissed()
    {
        var (incidents, closed) = (new IncidentStore(Database), new ClosedIncidentStore(Database));
        foreach (var number in (long[])[1001, 1002])
            await WriteAsync(t => incidents.AddAsync(t, Some.Incident(number) with { DedupKey = $"k{number}" }, new(Guid.NewGuid(), Some.Alert(), Some.Scores(), [])));
        var during = Array.Empty<string>();

        await WriteAsync(async slow =>
        {
            await incidents.AddEventsAsync(slow, 1001, [IncidentMachine.Event(Some.Noon, "ann", "said", "first")]);
            await WriteAsync(t => incidents.AddEventsAsync(t, 1002, [IncidentMachine.Event(Some.Noon, "ann", "said", "second")]));
            during = [.. (await closed.ReadAsync(0, 100, Token)).Changed.Select(c => c.Id)];
        });

        Assert.Empty(during);
        await Store.SettleAsync();
        Assert.Equal(["inc-1001", "inc-1002"], (await closed.ReadAsync(0, 100, Token)).Changed.Select(c => c.Id));
    }
}
