namespace Classifier.Neighbours;

/// <summary>A past incident that was found.</summary>
/// <param name="Part">Which part of history it stands in.</param>
/// <param name="Row">Its row there.</param>
/// <param name="Similarity">In [0, 1].</param>
internal readonly record struct Neighbour(int Part, int Row, float Similarity);

/// <summary>Working memory of a search, used again and again by one thread.</summary>
/// <param name="incidents">Number of past incidents; grows when there are more.</param>
public sealed class NeighbourBuffer(int incidents)
{
    private float[] _similarities = new float[incidents];

    /// <summary>What is asked for.</summary>
    internal ComparedText Text { get; } = new();

    /// <summary>Its features with the number of their postings in a part, rarest first.</summary>
    internal List<(int Postings, NeighbourFeature Feature)> Asked { get; } = [];

    /// <summary>The best of one part.</summary>
    internal TopRows Top { get; } = new(NeighbourSearch.Candidates);

    /// <summary>What was found, most alike first.</summary>
    internal List<Neighbour> Found { get; } = [];

    /// <summary>Says why something was found.</summary>
    internal SharedEvidence Shared { get; } = new();

    /// <summary>One similarity for each of so many incidents, all 0.</summary>
    internal Span<float> Similarities(int count)
    {
        if (_similarities.Length < count)
            _similarities = new float[count + count / 4];
        var similarities = _similarities.AsSpan(0, count);
        similarities.Clear();
        return similarities;
    }
}
