using Classifier.History;
using Classifier.Storage;
using Classifier.Tests.Support;

namespace Classifier.Tests.Storage;

public sealed class SqliteLabelStoreTests : LabelStoreTests<SqliteFile>;

public sealed class PostgresLabelStoreTests : LabelStoreTests<PostgresTestDatabase>;

public sealed class SqlServerLabelStoreTests : LabelStoreTests<SqlServerTestDatabase>;

public abstract class LabelStoreTests<TStore> : StoreTests<TStore> where TStore : ITestStore, new()
{
    private LabelStore _labels = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _labels = new(Database);
    }

    [Fact]
    public async Task List_RoundTrip_OldestFirst()
    {
        await OpenAsync(1001);
        Label[] given = [Label(1001, "owning_team", "edge") with { Because = "it's \"theirs\"", ModelAnswer = "shop", Probability = 0.5 }, Label(1001, "severity", "high")];

        await WriteAsync(t => _labels.AddAsync(t, given));

        Assert.Equal(given, await _labels.ListAsync(1001, Token));
        Assert.Empty(await _labels.ListAsync(1002, Token));
    }

    [Fact]
    public async Task ReadLabelled_IsTheLastWordOnEachTarget_WithoutWhatIsNoIncident()
    {
        await OpenAsync(1001);
        await OpenAsync(1002, isPrivate: true);
        await OpenAsync(1003, isNoIncident: true);
        await WriteAsync(t => _labels.AddAsync(t,
        [
            Label(1001, "owning_team", "edge"), Label(1001, "owning_team", "shop") with { Kind = LabelKind.Correction }, Label(1001, "issue_type", "disk-full"),
            Label(1002, "owning_team", "edge"), Label(1003, "owning_team", "edge"), Label(1001, "severity", "high"),
        ]));

        var labelled = await _labels.ReadLabelledAsync(Token);

        Assert.Equal([("inc-1001", "shop", "disk-full", LabelKind.Correction, false), ("inc-1002", "edge", null, LabelKind.Confirmation, true)],
            labelled.Select(l => (l.Ticket.Id, l.Ticket.OwningTeam, l.Ticket.IssueType, l.Kind, l.IsPrivate)));
    }

    private static Label Label(long incident, string target, string value) =>
        new(Guid.CreateVersion7(), incident, LabelKind.Confirmation, target, value, "ann", "", Some.Noon, "v", null, null);

    private Task<bool> OpenAsync(long number, bool isPrivate = false, bool isNoIncident = false) => WriteAsync(t => new IncidentStore(Database).AddAsync(
        t, Some.Incident(number, isPrivate: isPrivate) with { DedupKey = $"k{number}", IsNoIncident = isNoIncident }, new(Guid.NewGuid(), Some.Alert(), Some.Scores(), [])));
}
