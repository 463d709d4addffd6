using BenchmarkDotNet.Attributes;
using Classifier.Alerts;
using Classifier.Features;
using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Benchmarks;

/// <summary>One alert with the champion that ships.</summary>
[MemoryDiagnoser]
public class AlertBenchmarks
{
    private const int Rows = 1000;
    private Alert[] _alerts = [];
    private IncidentText[] _texts = [];
    private Model _model = null!;
    private ModelScorer _scorer = null!;
    private RankBuffer _buffer = null!;
    private FeatureVector _vector = null!;
    private string _folder = "";
    private int _next;

    [GlobalSetup]
    public void Prepare()
    {
        (_alerts, _texts) = (Sample.Alerts(Rows), Sample.Texts(Rows));
        _folder = Sample.ChampionFolder;
        _model = Load();
        (_scorer, _buffer, _vector) = (new(_model, places: null), new(_model), new(_model.Space));
    }

    /// <summary>The features of one alert.</summary>
    [Benchmark]
    public int ReadFeatures()
    {
        _model.Space.Read(_texts[Next()], _vector);
        return _vector.Count;
    }

    /// <summary>Features and probabilities of both targets.</summary>
    [Benchmark(Baseline = true)]
    public void Rank() => _model.Rank(_texts[Next()], _buffer);

    /// <summary>All that a decision rests on, with explanation and similar incidents.</summary>
    [Benchmark]
    public AlertScores ScoreWithEverything() => _scorer.Score(_alerts[Next()], ScoreParts.Explanation | ScoreParts.Similar);

    /// <summary>A batch on all cores; the figure is a row's share.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void RankMany() => Parallel.For(0, Rows, () => new RankBuffer(_model), (i, _, buffer) =>
    {
        _model.Rank(_texts[i], buffer);
        return buffer;
    }, _ => { });

    /// <summary>Loading and checking the model.</summary>
    [Benchmark]
    public Model Load() => Model.Load(_folder);

    private int Next() => _next = (_next + 1) % Rows;
}
