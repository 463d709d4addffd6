using Classifier.Features;

namespace Classifier.Neighbours;

/// <summary>An incident that ended since training, with the strongest of its features.</summary>
internal sealed record ClosedRow(NeighbourRecord Record, ComparedFeature[] Features, int Blocks);

/// <summary>The incidents that ended since training, as they are searched. Never changed.</summary>
internal sealed class ClosedPart : IHistoryPart
{
    private readonly Dictionary<ulong, int> _unseen = [];
    private readonly NeighbourRecord[] _records;
    private readonly HashSet<string> _ids;

    /// <param name="space">The model's features; those that training never saw get places after them.</param>
    /// <param name="rows">From old to new.</param>
    public ClosedPart(FeatureSpace space, IReadOnlyList<ClosedRow> rows)
    {
        var features = rows.Select(r => Array.ConvertAll(r.Features, f => new NeighbourFeature(f.Index >= 0 ? f.Index : Place(f.Hash, space.Count), f.Weight))).ToList();
        Postings = NeighbourPostings.Of(space.Count + _unseen.Count, features, [.. rows.Select(r => (ushort)r.Blocks)]);
        _records = [.. rows.Select(r => r.Record)];
        _ids = rows.Select(r => r.Record.Id).ToHashSet(StringComparer.Ordinal);
    }

    public NeighbourPostings Postings { get; }

    public int Find(ComparedFeature feature) => feature.Index >= 0 ? feature.Index : _unseen.GetValueOrDefault(feature.Hash, -1);

    public NeighbourRecord Record(int row) => _records[row];

    /// <summary>Whether an incident stands here.</summary>
    public bool Has(string id) => _ids.Contains(id);

    private int Place(ulong hash, int first)
    {
        if (!_unseen.TryGetValue(hash, out var place))
            _unseen.Add(hash, place = first + _unseen.Count);
        return place;
    }
}
