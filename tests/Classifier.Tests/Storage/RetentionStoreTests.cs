using Classifier.Chat;
using Classifier.History;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;
using Classifier.Tests.Support;

namespace Classifier.Tests.Storage;

public sealed class SqliteRetentionStoreTests : RetentionStoreTests<SqliteFile>;

public sealed class PostgresRetentionStoreTests : RetentionStoreTests<PostgresTestDatabase>;

public sealed class SqlServerRetentionStoreTests : RetentionStoreTests<SqlServerTestDatabase>;

public abstract class RetentionStoreTests<TStore> : StoreTests<TStore> where TStore : ITestStore, new()
{
    private RetentionStore _retention = null!;
    private IncidentStore _incidents = null!;
    private Inbox _inbox = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (_retention, _incidents, _inbox) = (new(Database), new(Database), new(Database));
    }

    [Fact]
    public async Task DeleteAlerts_OldOnesOfClosedIncidentsAlone()
    {
        await OpenAsync(1001, resolvedAt: Some.Noon);
        await OpenAsync(1002, resolvedAt: null);
        var (ofClosed, ofOpen, ofNone) = (await AlertAsync("a", 1001), await AlertAsync("b", 1002), await AlertAsync("c", null));

        Assert.Equal(0, await _retention.DeleteAlertsAsync(Some.Noon, 10, Token));
        Assert.Equal(2, await _retention.DeleteAlertsAsync(Some.Noon.AddDays(1), 10, Token));

        Assert.Null(await _inbox.FindAsync(ofClosed, Token));
        Assert.NotNull(await _inbox.FindAsync(ofOpen, Token));
        Assert.Null(await _inbox.FindAsync(ofNone, Token));
        Assert.NotNull((await _incidents.EvidenceAsync(1001, Token)).Alert);
    }

    [Fact]
    public async Task DeleteAlerts_HeldPayloadsStay_WhileADeadAlertNeedsThem()
    {
        var id = Guid.CreateVersion7();
        var entry = new InboxEntry(Guid.CreateVersion7(), Some.Alert(), Some.Noon, InboxState.Dead, Error: "x", Held: id);
        await WriteAsync(async t =>
        {
            await _inbox.HoldAsync(t, id, "{}");
            await _inbox.AppendAsync(t, [entry]);
        });

        Assert.Equal(0, await _retention.DeleteAlertsAsync(Some.Noon.AddYears(1), 10, Token));
        await WriteAsync(t => _inbox.ForgetAsync(t, entry.Id, Some.Noon));

        Assert.Equal(2, await _retention.DeleteAlertsAsync(Some.Noon.AddYears(1), 10, Token));       // the alert, and the payload with it
    }

    [Fact]
    public async Task DeleteIncidents_WithAllThatBelongsToThem_AndNothingElse()
    {
        await OpenAsync(1001, resolvedAt: Some.Noon);
        await OpenAsync(1002, resolvedAt: Some.Noon.AddDays(3));
        await OpenAsync(1003, resolvedAt: null);
        var chat = new BuiltInChatStore(Database);
        await FillAsync(1001, chat);
        await FillAsync(1002, chat);
        var alert = await AlertAsync("a", 1001);

        Assert.Equal(1, await _retention.DeleteIncidentsAsync(Some.Noon.AddDays(1), 10, Token));

        Assert.Null(await _incidents.FindAsync(1001, Token));
        Assert.Null(await _inbox.FindAsync(alert, Token));
        Assert.Null(await chat.FindAsync("room-1001", Token));
        Assert.Empty(await _incidents.TimelineAsync(1001, Token));
        Assert.Equal([1003, 1002], (await _incidents.ListAsync(new([], null, 10), Token)).Select(i => i.Number));
        Assert.NotEmpty(await chat.MessagesAsync("room-1002", 10, Token));
        Assert.NotEmpty(await new LabelStore(Database).ListAsync(1002, Token));
        Assert.Equal(0, await _retention.DeleteIncidentsAsync(Some.Noon.AddDays(1), 10, Token));
    }

    [Fact]
    public async Task DeleteIncidents_AMergedOneGoesWithTheOther()
    {
        await OpenAsync(1001, resolvedAt: null);
        await OpenAsync(1002, resolvedAt: null);
        var merged = (await _incidents.FindAsync(1001, Token))! with { State = IncidentState.Merged, MergedInto = 1002, Version = 1 };
        await WriteAsync(t => _incidents.UpdateAsync(t, merged));
        Assert.Equal(0, await _retention.DeleteIncidentsAsync(Some.Noon.AddYears(1), 10, Token));

        var (ended, _) = IncidentMachine.Apply((await _incidents.FindAsync(1002, Token))!, new IncidentResolved(Some.Noon, "ann", ""));
        await WriteAsync(t => _incidents.UpdateAsync(t, ended));

        Assert.Equal(2, await _retention.DeleteIncidentsAsync(Some.Noon.AddYears(1), 10, Token));
    }

    private async Task OpenAsync(long number, DateTimeOffset? resolvedAt)
    {
        var incident = Some.Incident(number) with { DedupKey = $"k{number}" };
        await WriteAsync(t => _incidents.AddAsync(t, incident, new(Guid.NewGuid(), Some.Alert(), Some.Scores(), [])));
        if (resolvedAt is { } at)
            await WriteAsync(t => _incidents.UpdateAsync(t, IncidentMachine.Apply(incident, new IncidentResolved(at, "ann", "")).Incident));
    }

    private async Task<Guid> AlertAsync(string key, long? incident)
    {
        var entry = new InboxEntry(Guid.CreateVersion7(), Some.Alert(key: key), Some.Noon, InboxState.Queued);
        await WriteAsync(t => _inbox.AppendAsync(t, [entry]));
        var claimed = Assert.Single(await _inbox.ClaimAsync(10, TimeSpan.FromSeconds(30), Some.Noon, Token));
        await WriteAsync(t => _inbox.MarkDecidedAsync(t, claimed, incident, incident is null ? null : "act", Some.Noon));
        return entry.Id;
    }

    /// <summary>Something in every table that belongs to an incident.</summary>
    private async Task FillAsync(long number, BuiltInChatStore chat)
    {
        await chat.TryOpenAsync(new BuiltInRoom($"room-{number}", $"room-{number}", $"m-{number}", false, "", false), Some.Noon, Token);
        await chat.TryJoinAsync($"room-{number}", "ann", Some.Noon, Token);
        await chat.PostAsync(new(Guid.CreateVersion7(), $"room-{number}", "ann", "hello", "[]", Some.Noon), null, Token);
        var key = new AlertKey([(byte)(number % 256)], null);
        await WriteAsync(async t =>
        {
            await _incidents.SaveRoomAsync(t, new(number, "builtin", $"room-{number}", 0, false, $"room-{number}", RoomState.Open, Some.Noon));
            await _incidents.SaveResponderAsync(t, new(number, "ann", "owner", "on call", Some.Noon, null, null, null));
            await _incidents.AddEventsAsync(t, number, [IncidentMachine.Event(Some.Noon, "ann", TimelineWords.Opened, "")]);
            await _incidents.SetFiringAsync(t, number, key);
            await _incidents.SavePairAsync(t, key.Hash, [0], new(true, number), "ann", Some.Noon);
            await new StepStore(Database).AddAsync(t, number, "builtin", [new PlannedStep(new SetTopic(), Some.Noon)]);
            await new LabelStore(Database).AddAsync(t, [new Label(Guid.CreateVersion7(), number, LabelKind.Correction, "owning_team", "edge", "ann", "", Some.Noon, null, null, null)]);
        });
    }
}
