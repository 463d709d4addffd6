using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Storage;
using Classifier.Tests.Support;

namespace Classifier.Tests.Storage;

public sealed class SqlitePostStoreTests : PostStoreTests<SqliteFile>;

public sealed class PostgresPostStoreTests : PostStoreTests<PostgresTestDatabase>;

public sealed class SqlServerPostStoreTests : PostStoreTests<SqlServerTestDatabase>;

public abstract class PostStoreTests<TStore> : StoreTests<TStore> where TStore : ITestStore, new()
{
    [Fact]
    public async Task Save_TwiceAndOthers_IsFoundByItsPlaceAndByItsIncident()
    {
        var (incidents, posts) = (new IncidentStore(Database), new PostStore(Database));
        await WriteAsync(t => incidents.AddAsync(t, Some.Incident(1001), new(Guid.NewGuid(), Some.Alert(), Some.Scores(), [])));
        var brief = new IncidentPost(1001, PostKind.Brief, "slack", "C1", "17.1", Some.Noon);
        var told = new IncidentPost(1001, PostKind.Announcement, "slack", "C2", "17.1", Some.Noon.AddMinutes(1));

        await WriteAsync(t => posts.SaveAsync(t, brief));
        await WriteAsync(t => posts.SaveAsync(t, brief));
        await WriteAsync(t => posts.SaveAsync(t, told));

        Assert.Equal(brief, await posts.FindAsync("slack", "C1", "17.1", Token));
        Assert.Null(await posts.FindAsync("builtin", "C1", "17.1", Token));
        Assert.Equal([brief, told], await posts.OfIncidentAsync(1001, Token));
    }

    [Fact]
    public async Task Asked_IsFoundByThePersonUntilItIsNotOpenAnyMore()
    {
        var incidents = new IncidentStore(Database);
        var incident = Some.Incident(1001) with { Asked = "ann" };
        await WriteAsync(t => incidents.AddAsync(t, incident, new(Guid.NewGuid(), Some.Alert(), Some.Scores(), [])));

        Assert.Equal("ann", Assert.Single(await incidents.FindAskedAsync("ann", Token)).Asked);
        Assert.Empty(await incidents.FindAskedAsync("bob", Token));
        await WriteAsync(t => incidents.UpdateAsync(t, incident with { State = IncidentState.Resolved, Version = incident.Version + 1 }));
        Assert.Empty(await incidents.FindAskedAsync("ann", Token));
    }

    [Fact]
    public async Task ReplaceEvidence_IsReadInsteadOfTheFirst()
    {
        var incidents = new IncidentStore(Database);
        await WriteAsync(t => incidents.AddAsync(t, Some.Incident(1001), new(Guid.NewGuid(), Some.Alert(), Some.Scores(), [])));

        await WriteAsync(t => incidents.ReplaceEvidenceAsync(t, 1001, Some.Alert() with { Description = "more" }, new(DecisionKind.Act, 1, [new("?", "yes", true)], Some.Scores())));

        var evidence = await incidents.EvidenceAsync(1001, Token);
        Assert.Equal(("more", "yes"), (evidence.Alert.Description, evidence.Trace[0].Answer));
    }
}
