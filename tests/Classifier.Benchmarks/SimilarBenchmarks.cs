using BenchmarkDotNet.Attributes;
using Classifier.Features;
using Classifier.Models;
using Classifier.Neighbours;
using Classifier.Scoring;
using Classifier.Training.Samples;

namespace Classifier.Benchmarks;

/// <summary>Similar incidents in a history made at size, in the features of the champion that ships.</summary>
[MemoryDiagnoser]
public class SimilarBenchmarks
{
    private const int Asked = 100;
    private const int Shown = 5;
    private IncidentText[] _texts = [];
    private PastIncidents _past = null!;
    private NeighbourBuffer _buffer = null!;
    private Ranking[] _owners = [];
    private int _next;

    /// <summary>Size of the history.</summary>
    [Params(1_000, 100_000)]
    public int Incidents { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var model = Model.Load(Sample.ChampionFolder);
        var (space, scorer) = (model.Space, new ModelScorer(model, places: null));
        _texts = Sample.Texts(Asked);
        _owners = [.. Sample.Alerts(Asked).Select(a => scorer.Score(a, ScoreParts.None).OwningTeam)];
        var builder = new NeighbourIndexBuilder(space);
        var vector = new FeatureVector(space);
        foreach (var ticket in SampleHistory.Tickets(Sample.HistorySeed, Incidents))
        {
            space.Read(IncidentText.From(ticket), vector);
            builder.Add(NeighbourRecord.Of(ticket), vector.Indices, vector.Values);
        }
        _past = new(space, builder.Build());
        _buffer = new(Incidents);
    }

    [Benchmark]
    public IReadOnlyList<SimilarIncident> Find()
    {
        _next = (_next + 1) % Asked;
        return _past.Find(_texts[_next], _buffer, Shown, _ => true, _owners[_next]);
    }
}
