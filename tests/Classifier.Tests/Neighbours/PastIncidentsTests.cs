using Classifier.Alerts;
using Classifier.Features;
using Classifier.History;
using Classifier.Models;
using Classifier.Neighbours;
using Classifier.Scoring;
using Classifier.Tests.Models;
using CsCheck;

namespace Classifier.Tests.Neighbours;

public sealed class PastIncidentsTests : IDisposable
{
    private const int Shown = 5;

    private readonly TemporaryFolder _folder = new();
    private readonly Model _model;
    private readonly PastIncidents _past;

    public PastIncidentsTests()
    {
        _model = Model.Load(SmallModel.Write(_folder.Path));
        _past = new(_model.Space, _model.Neighbours);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_SameWords_ReadsLikeOneAndSaysWhy()
    {
        var twin = Find("disk full on db1")[0];

        Assert.Equal("t-1", twin.Id);
        Assert.Equal(1, twin.Similarity, 3);
        Assert.Equal((EvidenceKind.Text, "disk full on db1"), (twin.Shared[0].Kind, twin.Shared[0].Text));
        Assert.InRange(twin.Shared.Sum(s => s.Weight), 0.9, 1);      // what lies on blanks between words is nobody's
    }

    [Fact]
    public void Find_LabelsThatThePastOneNeverHad_AreNoDifference()
    {
        var similar = Find(new IncidentText("disk full on db1", "", [new("rack", "17"), new("tier", "gold")], []));

        Assert.Equal(1, similar[0].Similarity, 3);
    }

    [Fact]
    public void Find_PartlyShared_NamesOnlyWhatIsShared()
    {
        var similar = Find("the disk of storage-7.db1 is slow");

        Assert.Equal(["db1", "disk"], similar[0].Shared.Select(s => s.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Follow_IncidentEnded_IsFoundWithCauseFixAndPeople()
    {
        Follow(Ended("inc-1001", "login fails on db1"));

        var found = Find("login fails on db1")[0];

        Assert.Equal(("inc-1001", "storage", "what it was", "what helped"), (found.Id, found.OwningTeam, found.Cause, found.Fix));
        Assert.Equal(["ann"], found.Responders);
    }

    [Fact]
    public void Follow_ToldAgain_ShowsTheLatestLabels()
    {
        Follow(Ended("inc-1001", "login fails on db1"));
        Follow(Ended("inc-1001", "login fails on db1") with { Ticket = Ticket("inc-1001", "login fails on db1") with { OwningTeam = "identity" } });

        Assert.Equal("identity", Assert.Single(Find("login fails on db1"), s => s.Id == "inc-1001").OwningTeam);
    }

    [Fact]
    public void Follow_NoLongerToBeShown_IsGone_UntilItEndsAgain()
    {
        Follow(Ended("inc-1001", "login fails on db1"));
        Follow(new ClosedIncident("inc-1001", null));
        Assert.DoesNotContain(Find("login fails on db1"), s => s.Id == "inc-1001");

        Follow(Ended("inc-1001", "login fails on db1"));
        Assert.Contains(Find("login fails on db1"), s => s.Id == "inc-1001");
    }

    [Fact]
    public void Find_LearnedIncident_IsShownAsTheStoreTellsIt()
    {
        var past = new PastIncidents(_model.Space, Learned("inc-1001", "disk full on db1", fix: null));
        Assert.Empty(Find(past, "disk full on db1"));       // it may have become private since

        past.Follow(new([], 7, IsLast: true));
        Assert.Equal("inc-1001", Assert.Single(Find(past, "disk full on db1")).Id);

        past.Follow(new([Ended("inc-1001", "disk full on db1")], 8, IsLast: true));
        Assert.Equal("what helped", Assert.Single(Find(past, "disk full on db1")).Fix);

        past.Follow(new([new("inc-1001", null)], 9, IsLast: true));
        Assert.Empty(Find(past, "disk full on db1"));
        Assert.Equal(9, past.Followed);
    }

    [Fact]
    public void Find_TheFirstAreNotForTheAsker_GoesOnToTheNext()
    {
        Follow([.. Enumerable.Range(1, 20).Select(i => Ended($"inc-{i}", "disk full on db1"))]);

        var similar = Find(new IncidentText("disk full on db1", "", [], []), r => r.Id.StartsWith("t-", StringComparison.Ordinal));

        Assert.Equal("t-1", Assert.Single(similar).Id);
    }

    [Fact]
    public void Find_ManyAlike_TheMostAlikeAndThoseOfTheLikelyOwner()
    {
        ClosedIncident Of(string id, string team, string title) => new(id, Ticket(id, title) with { OwningTeam = team });
        Follow([
            Of("inc-1", "identity", "disk full on db1 again"),
            .. Enumerable.Range(2, 6).Select(i => Of($"inc-{i}", "identity", "disk full on db1 now")),
            .. Enumerable.Range(12, 4).Select(i => Of($"inc-{i}", "storage", "disk full on db1 two times")),
        ]);
        var text = new IncidentText("disk full on db1 again", "", [], []);

        string[] Ids(Ranking owners) => [.. Find(text, r => r.Id.StartsWith("inc-", StringComparison.Ordinal), owners: owners).Select(s => s.Id)];

        Assert.Equal(["inc-1", "inc-7", "inc-6", "inc-5", "inc-4"], Ids(Ranking.Empty));
        Assert.Equal(["inc-1", "inc-15", "inc-14", "inc-13", "inc-12"], Ids(new() { Classes = [new("storage", 1)] }));
    }

    [Fact]
    public void Follow_MoreThanAreKept_TheOldestMakeRoom()
    {
        var many = Enumerable.Range(0, PastIncidents.MostClosed + 1).Select(i =>
            new ClosedIncident($"inc-{i}", Ticket($"inc-{i}", "login") with { OpenedAt = DateTimeOffset.UnixEpoch.AddMinutes(i) })).ToList();
        Follow([.. many]);
        Assert.Equal([$"inc-{PastIncidents.MostClosed}"], Find("login").Take(1).Select(s => s.Id));

        Follow([.. many.Skip(2).Select(c => new ClosedIncident(c.Id, null))]);

        Assert.Equal("inc-1", Find("login")[0].Id);     // inc-0 was not kept
        Assert.DoesNotContain(Find("login"), s => s.Id == "inc-0");
    }

    [Fact]
    public void Follow_WordsThatTrainingNeverSaw_AreComparedToo()
    {
        Follow(Ended("inc-1001", "turnstile rejects badges"), Ended("inc-1002", "login of a printer"));

        var found = Find("badges: turnstile rejects them");

        Assert.Equal("inc-1001", found[0].Id);
        Assert.Equal(["badges", "turnstile rejects"], found[0].Shared.Select(s => s.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_AnyHistory_FindsWhatComparingWithEachOneFinds() =>
        Gen.Select(Gen.Int[0, 9].Array[1, 6].Array[1, 80], Gen.Int[0, 9].Array[1, 6]).Sample((history, words) =>
        {
            var part = new ClosedPart(_model.Space, [.. history.Select((h, i) => new ClosedRow(NeighbourRecord.Of(Ticket($"inc-{i}", Text(h))), Features(h), Blocks))]);
            var (text, buffer) = (new ComparedText(), new NeighbourBuffer(0));
            text.Read(new(Text(words), "", [], []), _model.Space);

            NeighbourSearch.Run(text, [part], buffer);

            var asked = Features(words).ToDictionary(f => f.Hash, f => f.Weight);
            var expected = history.Select(h => Features(h).Sum(f => f.Weight * asked.GetValueOrDefault(f.Hash)) / 2).Where(s => s > 0).OrderDescending().Take(Shown);
            Assert.All(expected.Zip(buffer.Found), pair => Assert.Equal(pair.First, pair.Second.Similarity, tolerance: 1e-4f));
        }, iter: 200);

    private IReadOnlyList<SimilarIncident> Find(string title) => Find(_past, title);

    private IReadOnlyList<SimilarIncident> Find(PastIncidents past, string title) => Find(new IncidentText(title, "", [], []), _ => true, past);

    private IReadOnlyList<SimilarIncident> Find(IncidentText text, Func<NeighbourRecord, bool>? isShown = null, PastIncidents? past = null, Ranking? owners = null) =>
        (past ?? _past).Find(text, new(0), Shown, isShown ?? (_ => true), owners ?? Ranking.Empty);

    private void Follow(params ClosedIncident[] changed) => _past.Follow(new(changed, _past.Followed + 1, IsLast: true));

    private NeighbourIndex Learned(string id, string title, string? fix)
    {
        var (builder, vector) = (new NeighbourIndexBuilder(_model.Space), new FeatureVector(_model.Space));
        _model.Space.Read(new(title, "", [], []), vector);
        builder.Add(NeighbourRecord.Of(Ticket(id, title) with { Fix = fix }), vector.Indices, vector.Values);
        return builder.Build();
    }

    private ComparedFeature[] Features(int[] words)
    {
        var text = new ComparedText();
        text.Read(new(Text(words), "", [], []), _model.Space);
        return [.. text.Features];
    }

    // A title alone has two blocks, each with a weight of 1.
    private static int Blocks => (1 << (int)FeatureBlock.TitleWords) | (1 << (int)FeatureBlock.TextWords);

    private static string Text(int[] words) => string.Join(' ', words.Select(w => "disk full on db1 login fails never users leak seen".Split(' ')[w]));

    private static ClosedIncident Ended(string id, string title) => new(id, Ticket(id, title));

    private static Ticket Ticket(string id, string title) => new()
    {
        Id = id,
        Title = title,
        OwningTeam = "storage",
        OpenedAt = DateTimeOffset.UnixEpoch,
        ResolvedAt = DateTimeOffset.UnixEpoch.AddHours(1),
        Cause = "what it was",
        Fix = "what helped",
        Responders = ["ann"],
        Severity = Severity.High,
    };
}
