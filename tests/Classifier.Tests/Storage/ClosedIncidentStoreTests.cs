using Classifier.History;
using Classifier.Incidents;
using Classifier.Storage;
using Classifier.Tests.Support;

namespace Classifier.Tests.Storage;

public sealed class SqliteClosedIncidentStoreTests : ClosedIncidentStoreTests<SqliteFile>;

public sealed class PostgresClosedIncidentStoreTests : ClosedIncidentStoreTests<PostgresTestDatabase>;

public sealed class SqlServerClosedIncidentStoreTests : ClosedIncidentStoreTests<SqlServerTestDatabase>;

public abstract class ClosedIncidentStoreTests<TStore> : StoreTests<TStore> where TStore : ITestStore, new()
{
    private IncidentStore _incidents = null!;
    private ClosedIncidentStore _closed = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (_incidents, _closed) = (new(Database), new(Database));
    }

    [Fact]
    public async Task Read_EndedByAPerson_IsATicketWithFixAndThoseWhoCame()
    {
        var incident = await OpenAsync(1001);
        await Database.WriteAsync(async t =>
        {
            await _incidents.SaveResponderAsync(t, new(1001, "ann", "owner", "on call", Some.Noon, JoinedAt: Some.Noon, null, null));
            await _incidents.SaveResponderAsync(t, new(1001, "bob", "owner", "on call", Some.Noon, JoinedAt: null, null, null));
            return true;
        }, Token);
        await ApplyAsync(incident, new IncidentResolved(Some.Noon.AddHours(1), "ann", "emptied the cache"));

        var ticket = Assert.Single((await ReadAsync()).Changed).Ticket!;

        Assert.Equal(("inc-1001", "Something broke", "edge", "emptied the cache", Some.Noon.AddHours(1)), (ticket.Id, ticket.Title, ticket.OwningTeam, ticket.Fix, ticket.ResolvedAt));
        Assert.Equal(["ann"], ticket.Responders);
    }

    [Fact]
    public async Task Read_EndedByItsAlerts_HasNoFix()
    {
        await ApplyAsync(await OpenAsync(1001), new AlertsCleared(Some.Noon, "icinga"));

        Assert.Null(Assert.Single((await ReadAsync()).Changed).Ticket!.Fix);
    }

    [Fact]
    public async Task Read_OpenPrivateOrNoIncident_IsNotToBeShown()
    {
        await OpenAsync(1001);
        await ApplyAsync(await OpenAsync(1002, isPrivate: true), new IncidentResolved(Some.Noon, "ann", "secret"));
        await ApplyAsync(await OpenAsync(1003), new CalledNoIncident(Some.Noon, "ann"));

        var page = await ReadAsync();

        Assert.Equal(["inc-1001", "inc-1002", "inc-1003"], page.Changed.Select(c => c.Id).Order(StringComparer.Ordinal));
        Assert.All(page.Changed, c => Assert.Null(c.Ticket));
    }

    [Fact]
    public async Task Read_PageByPage_GivesEveryChangeAndOnlyNewOnes()
    {
        for (var number = 1001; number <= 1005; number++)
            await ApplyAsync(await OpenAsync(number), new IncidentResolved(Some.Noon, "ann", ""));
        var (found, after) = (new List<ClosedIncident>(), 0L);
        ClosedIncidents page;
        do
        {
            page = await ReadAsync(after, limit: 3);
            found.AddRange(page.Changed);
            after = page.Position;
        }
        while (!page.IsLast);

        Assert.Equal(5, found.Where(c => c.Ticket is not null).Select(c => c.Id).Distinct().Count());
        Assert.Empty((await ReadAsync(after)).Changed);
        var incident = (await _incidents.FindAsync(1002, Token))!;
        await Database.WriteAsync(async t =>
        {
            await _incidents.UpdateAsync(t, incident with { OwningTeam = incident.OwningTeam with { Label = "shop", Source = AnswerSource.Person }, Version = incident.Version + 1 });
            await _incidents.AddEventsAsync(t, 1002, [IncidentMachine.Event(Some.Noon, "ann", TimelineWords.Reassigned, "shop")]);
            return true;
        }, Token);
        Assert.Equal("shop", Assert.Single((await ReadAsync(after)).Changed).Ticket!.OwningTeam);
    }

    private async Task<ClosedIncidents> ReadAsync(long after = 0, int limit = 100)
    {
        await Store.SettleAsync();
        return await _closed.ReadAsync(after, limit, Token);
    }

    private Task<Incident> OpenAsync(long number, bool isPrivate = false) => Database.WriteAsync(async t =>
    {
        var incident = Some.Incident(number, isPrivate: isPrivate) with { DedupKey = $"k{number}" };
        await _incidents.AddAsync(t, incident, new(Guid.NewGuid(), Some.Alert(), Some.Scores(), []));
        await _incidents.AddEventsAsync(t, number, [IncidentMachine.Event(Some.Noon, TimelineWords.Classifier, TimelineWords.Opened, "")]);
        return incident;
    }, Token);

    private Task<bool> ApplyAsync(Incident before, IncidentFact fact) => Database.WriteAsync(async t =>
    {
        var (after, events) = IncidentMachine.Apply(before, fact);
        await _incidents.UpdateAsync(t, after);
        await _incidents.AddEventsAsync(t, after.Number, events);
        return true;
    }, Token);
}
