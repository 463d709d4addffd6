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
    private FeatureVector[] _asked = [];
    private FeatureSpace _space = null!;
    private PastIncidents _past = null!;
    private NeighbourBuffer _buffer = null!;
    private int _next;

    /// <summary>Size of the history.</summary>
    [Params(1_000, 100_000)]
    public int Incidents { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _space = Model.Load(Sample.ChampionFolder).Space;
        _texts = Sample.Texts(Asked);
        _asked = Array.ConvertAll(_texts, Read);
        var builder = new NeighbourIndexBuilder(_space);
        var vector = new FeatureVector(_space);
        foreach (var ticket in SampleHistory.Tickets(Sample.HistorySeed, Incidents))
        {
            _space.Read(IncidentText.From(ticket), vector);
            builder.Add(NeighbourRecord.Of(ticket), vector.Indices, vector.Values);
        }
        _past = new(_space, builder.Build());
        _buffer = new(Incidents);
    }

    [Benchmark]
    public IReadOnlyList<SimilarIncident> Find() => _past.Find(_texts[_next = (_next + 1) % Asked], _asked[_next], _buffer, Shown, _ => true);

    private FeatureVector Read(IncidentText text)
    {
        var vector = new FeatureVector(_space);
        _space.Read(text, vector);
        return vector;
    }
}
