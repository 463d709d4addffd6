using Classifier.Alerts;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Scoring;
using Classifier.Storage;
using Classifier.Storage.Sqlite;
using Classifier.Training.Verbs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Training.Tests.Labelling;

/// <summary>What <c>report VERSION --to-label</c> asks about.</summary>
public sealed class LabelQueueCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task ToLabel_OfAFile_AsksWhatHasNoOwnerAndNoCopyFirstAsync()
    {
        var version = await TrainAsync();
        var data = _home.File(
            "open.jsonl", """{"id":"odd","title":"conveyor packet session odd"}""", """{"id":"copy","title":"conveyor packet session odd"}""",
            """{"id":"plain","title":"disk full volume"}""", """{"id":"answered","title":"conveyor belt","owning_team":"storage"}""");

        var (code, output, _) = await RunAsync("report", version, "--to-label", "9", "--data", data);

        Assert.Equal((0, "odd", 3), (code, Ids(output)[0], Ids(output).Count));
        Assert.NotEqual("copy", Ids(output)[1]);
        Assert.Equal(["odd"], Ids((await RunAsync("report", version, "--to-label", "1", "--data", data)).Output));
        var answered = await RunAsync("report", version, "--to-label", "9", "--data", _home.File("answered.jsonl", """{"id":"a","title":"disk","owning_team":"storage"}"""));
        Assert.Equal(2, answered.Code);
        Assert.Contains("there is nothing to ask", answered.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ToLabel_OfTheDatabase_AsksUndecidedPublicIncidentsAsync()
    {
        var version = await TrainAsync();
        await OpenAsync(Incident(1, DecisionKind.Triage), Incident(2, DecisionKind.Act), Incident(3, DecisionKind.Triage) with { IsPrivate = true }, Incident(4, DecisionKind.Suggest) with { OwningTeam = new("network", 1, AnswerSource.Person) });
        Assert.Equal(["inc-1"], Ids((await RunAsync("report", version, "--to-label", "9")).Output));
    }

    private static Incident Incident(long number, DecisionKind decision) => new()
    {
        Number = number,
        Title = "odd",
        Severity = Severity.Medium,
        IssueType = new(null, 0, AnswerSource.Model),
        OwningTeam = new("storage", 0.4, AnswerSource.Model),
        Decision = decision,
        Trust = 0.4,
        Novelty = Novelty.Known,
        Location = Location.Unknown,
        IsPrivate = false,
        Source = "test",
        DedupKey = $"k{number}",
        Episode = 1,
        OpenedAt = Some.Start,
    };

    private static IncidentEvidence Evidence(Incident incident) => new(
        Guid.CreateVersion7(incident.OpenedAt), new() { Title = "disk packet", OccurredAt = incident.OpenedAt, DedupKey = incident.DedupKey },
        new() { IssueType = Ranking.Empty, OwningTeam = Ranking.Empty, Novelty = Novelty.Known, Severity = Severity.Medium, Location = Location.Unknown, IsSecurity = false }, []);

    private static List<string> Ids(string output) => [.. output.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(2).Select(l => l.Split('|')[1].Trim())];

    private async Task OpenAsync(params Incident[] incidents)
    {
        await using var database = await SqliteDatabase.OpenAsync(new Home(_home.Path).DatabaseFile, NullLogger.Instance, TestContext.Current.CancellationToken);
        var store = new IncidentStore(database);
        foreach (var incident in incidents)
        {
            await database.WriteAsync(async t =>
            {
                await store.AddAsync(t, incident, Evidence(incident));
                return true;
            }, TestContext.Current.CancellationToken);
        }
    }

    private async Task<string> TrainAsync()
    {
        var data = _home.File("history.jsonl", [.. Some.Rows(300).Select(r => Some.Jsonl(r.Ticket))]);
        Assert.Equal(0, (await RunAsync("train", "--data", data, "--budget", "small")).Code);
        return Path.GetFileName(Directory.EnumerateDirectories(Path.Combine(_home.Path, "models")).Single());
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync([.. args, "--home", _home.Path], TimeProvider.System, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
