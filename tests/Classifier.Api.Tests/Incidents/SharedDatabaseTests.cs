using System.Diagnostics;
using Classifier.Api.Models;
using Classifier.Api.Tests.Support;
using Classifier.Incidents;
using Classifier.Storage;

namespace Classifier.Api.Tests.Incidents;

public sealed class PostgresTests : SharedDatabaseTests<PostgresForService>;

public sealed class SqlServerTests : SharedDatabaseTests<SqlServerForService>;

/// <summary>The whole service on a real database server, as one node and as two.</summary>
public abstract class SharedDatabaseTests<TDatabase> : IAsyncDisposable where TDatabase : ISharedDatabase, new()
{
    private readonly TDatabase _database = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Alert_OpensRoomAndIsResolvedByAPerson()
    {
        await using var service = await RunningService.StartAsync(storage: await _database.NewAsync());

        var incident = await service.OpenAsync(new { title = "edge 95 TLS certificate expired", labels = new { site = "osl1", service = "shop-web" }, severity = "high" });

        Assert.Equal(("inc-1001", "act"), (incident.Text("id"), incident.Text("decision")));
        Assert.Equal("inc-1001-edge-95-tls-certificate", Assert.Single(incident.GetProperty("rooms").EnumerateArray()).Text("name"));
        Assert.Equal(["dnsperson", "ola", "rafael"], incident.People());
        Assert.Contains(await service.MessagesAsync(incident), m => m.Contains("Certificate expiry, Edge delivery", StringComparison.Ordinal));

        await service.PostAsync("/v1/incidents/inc-1001/reassign", new { team = "shop", because = "checkout" });
        var (_, resolved) = await service.PostAsync("/v1/incidents/inc-1001/resolve", new { text = "renewed by hand" });

        Assert.Equal("resolved", resolved.Text("state"));
        await service.SettledAsync("inc-1001");
        Assert.Equal("ready", (await service.GetAsync("/health/ready")).Text("status"));
        Assert.Equal("shop", Assert.Single(await new LabelStore(service.Get<IDatabase>()).ReadLabelledAsync(Token)).Ticket.OwningTeam);
    }

    [Fact]
    public async Task TwoNodes_OneDatabase_OneIncidentAKeyAndOneRoomAnIncident()
    {
        const int Keys = 12, OfEach = 3;
        var storage = await _database.NewAsync();
        // So much alike at one place, the keys would be one incident, and more than ten rooms a storm.
        var apart = new Dictionary<string, string> { ["Incidents:GroupWithin"] = "0", ["Responses:RoomsPerMinute"] = "1000" };
        await using var first = await RunningService.StartAsync(storage: storage, settings: apart);
        await using var second = await RunningService.StartAsync(storage: storage, settings: apart);
        RunningService[] nodes = [first, second];

        var sent = await Task.WhenAll(Enumerable.Range(0, Keys * OfEach).Select(i => nodes[i % 2].PostAsync("/v1/alerts", new { title = $"edge 95 number {i % Keys}", dedup_key = $"k{i % Keys}", severity = "high", labels = new { site = "osl1" } })));
        foreach (var (_, body) in sent)
            await Eventually.GetAsync(() => second.GetAsync($"/v1/alerts/{body.Text("alert_id")}"), a => a.Text("state") == "decided");
        var incidents = await first.GetAsync("/v1/incidents?limit=100");
        foreach (var incident in incidents.GetProperty("items").EnumerateArray())
            await first.SettledAsync(incident.Text("id"));
        incidents = await second.GetAsync("/v1/incidents?limit=100");

        var found = incidents.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(Keys, found.Count);
        Assert.All(found, i => Assert.Equal(OfEach, i.GetProperty("alert_count").GetInt32()));
        Assert.All(found, i => Assert.Single(i.GetProperty("rooms").EnumerateArray(), r => r.Text("state") == "open"));
        foreach (var incident in found)
            Assert.Single(await second.MessagesAsync(incident), m => m.Contains("!reassign TEAM", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WhatAnotherNodeHolds_StaysHeld()
    {
        var storage = await _database.NewAsync();
        await using var database = await storage.OpenAsync(new("/"), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Token);
        var inbox = new Inbox(database);
        var entry = new InboxEntry(Guid.CreateVersion7(Some.Monday), new() { Title = "edge 95 x", OccurredAt = Some.Monday, DedupKey = "k" }, Some.Monday, InboxState.Queued);
        await database.WriteAsync(async t => { await inbox.AppendAsync(t, [entry]); return true; }, Token);
        var held = Assert.Single(await inbox.ClaimAsync(1, TimeSpan.FromMinutes(1), Some.Monday, Token));

        await using var service = await RunningService.StartAsync(storage: storage);
        await service.OpenAsync(new { title = "edge 95 y" });

        await database.WriteAsync(async t => { await inbox.MarkDecidedAsync(t, held, null, null, Some.Monday); return true; }, Token);
    }

    [Fact]
    public async Task TrainingProgram_StartedByTheService_SeesTheSameDatabase()
    {
        using var home = new TestHome();
        var storage = await _database.NewAsync();
        var file = Path.Combine(home.Root, "history.jsonl");
        await File.WriteAllTextAsync(file, """{"id":"T1","opened_at":"2026-01-02T03:04:05Z","title":"Disk full","owning_team":"edge"}""", Token);

        var start = TrainingProgram.StartInfo(TrainingProgram.Find()!, new(home.Root), storage, ["import", file]);
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(Token) + await process.StandardError.ReadToEndAsync(Token);

        Assert.Contains("1 added", said, StringComparison.Ordinal);
        Assert.DoesNotContain(start.ArgumentList, a => a.Contains(storage.ConnectionString!, StringComparison.Ordinal));
        await using var database = await storage.OpenAsync(new(home.Root), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Token);
        Assert.Equal("T1", Assert.Single(await new HistoryStore(database).ReadAsync(Token)).Id);
    }
}
