using Classifier.Features;
using Classifier.Scoring;

namespace Classifier.Neighbours;

/// <summary>Says in an incident's own words what it has in common with past ones. Used again and again by one thread.</summary>
internal sealed class SharedEvidence
{
    private const int MostReasons = 4;
    private const double LeastShare = 0.08;

    private readonly Dictionary<ulong, float> _parts = [];
    private readonly EvidenceWeights _weights = new();

    /// <summary>Begins with an incident.</summary>
    public void Begin(IncidentText text) => _weights.Begin(text);

    /// <summary>The words, labels and log lines that make up most of a similarity, greatest share first.</summary>
    /// <param name="text">The incident as it was compared.</param>
    /// <param name="part">Where the past incident stands.</param>
    /// <param name="row">Its row there.</param>
    public IReadOnlyList<Evidence> With(ComparedText text, IHistoryPart part, int row)
    {
        _parts.Clear();
        foreach (var feature in text.Features)
        {
            if (part.Find(feature) is var index and >= 0 && part.Postings.WeightOf(index, row) is var past and > 0)
                _parts[feature.Hash] = feature.Weight * past / feature.Count;
        }
        _weights.Clear();
        foreach (var (hash, origin) in text.Occurrences)
        {
            if (_parts.TryGetValue(hash, out var weight))
                _weights.Lay(weight, origin);
        }
        return Strongest();
    }

    // What the text says more than once is said once.
    private IReadOnlyList<Evidence> Strongest() =>
    [
        .. _weights.Reasons(_weights.Total(), LogReasons.Plain).Where(r => r.Weight >= LeastShare)
            .GroupBy(r => r.Text, StringComparer.OrdinalIgnoreCase).Select(same => same.First() with { Weight = same.Sum(r => r.Weight) })
            .OrderByDescending(r => r.Weight).Take(MostReasons),
    ];
}
