using Classifier.Features;
using Classifier.Scoring;

namespace Classifier.Neighbours;

/// <summary>Says in an incident's own words what it has in common with past ones. Used again and again by one thread.</summary>
internal sealed class SharedEvidence
{
    private const int MostReasons = 4;
    private const double LeastShare = 0.08;

    private readonly List<(int Feature, FeatureOrigin Origin)> _occurrences = [];
    private readonly Dictionary<int, float> _parts = [];
    private readonly EvidenceWeights _weights = new();

    /// <summary>Reads where the compared features stand in an incident.</summary>
    public void Begin(IncidentText text, FeatureSpace space)
    {
        _weights.Begin(text);
        _occurrences.Clear();
        var sink = new Occurrences(space, _occurrences);
        FeatureReader.Read(text, ref sink);
    }

    /// <summary>The words, labels and log lines that make up most of a similarity, greatest share first.</summary>
    /// <param name="vector">The incident's features.</param>
    /// <param name="asked">Those of them that are compared.</param>
    /// <param name="postings">Where the past incident stands.</param>
    /// <param name="row">Its row there.</param>
    public IReadOnlyList<Evidence> With(FeatureVector vector, List<NeighbourFeature> asked, NeighbourPostings postings, int row)
    {
        _parts.Clear();
        foreach (var (index, weight) in asked)
        {
            if (postings.WeightOf(index, row) is var past and > 0)
                _parts[index] = weight * past / vector.Occurrences[vector.PlaceOf(index)];
        }
        _weights.Clear();
        foreach (var (feature, origin) in _occurrences)
        {
            if (_parts.TryGetValue(feature, out var part))
                _weights.Lay(part, origin);
        }
        return Strongest();
    }

    // What the text says more than once is said once.
    private IReadOnlyList<Evidence> Strongest() =>
    [
        .. _weights.Reasons(_weights.Total()).Where(r => r.Weight >= LeastShare)
            .GroupBy(r => r.Text, StringComparer.OrdinalIgnoreCase).Select(same => same.First() with { Weight = same.Sum(r => r.Weight) })
            .OrderByDescending(r => r.Weight).Take(MostReasons),
    ];

    private readonly struct Occurrences(FeatureSpace space, List<(int Feature, FeatureOrigin Origin)> found) : IFeatureSink
    {
        public void Add(ulong feature, FeatureOrigin origin)
        {
            if (NeighbourWeights.Takes(FeatureHash.BlockOf(feature)) && space.Find(feature) is var index and >= 0)
                found.Add((index, origin));
        }
    }
}
