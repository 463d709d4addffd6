using Classifier.Features;

namespace Classifier.Neighbours;

/// <summary>A past incident that was found.</summary>
/// <param name="Part">Which postings it stands in.</param>
/// <param name="Row">Its row there.</param>
/// <param name="Similarity">In [0, 1].</param>
internal readonly record struct Neighbour(int Part, int Row, float Similarity);

/// <summary>Working memory of a search, used again and again by one thread.</summary>
/// <param name="incidents">Number of past incidents; grows when there are more.</param>
public sealed class NeighbourBuffer(int incidents)
{
    private float[] _similarities = new float[incidents];

    /// <summary>The features that are asked for, strongest first.</summary>
    internal List<NeighbourFeature> Asked { get; } = [];

    /// <summary>The blocks of <see cref="Asked"/>, one bit each.</summary>
    internal int Blocks { get; private set; }

    /// <summary>The same features with the number of their postings in a part, rarest first.</summary>
    internal List<(int Postings, NeighbourFeature Feature)> Ordered { get; } = [];

    /// <summary>The best of one part.</summary>
    internal TopRows Top { get; } = new(NeighbourSearch.Candidates);

    /// <summary>What was found, most alike first.</summary>
    internal List<Neighbour> Found { get; } = [];

    internal SharedEvidence Shared { get; } = new();

    /// <summary>Reads what is asked for.</summary>
    internal void Ask(FeatureSpace space, FeatureVector vector)
    {
        NeighbourWeights.Weigh(space, vector.Indices, vector.Values, Asked);
        Blocks = 0;
        foreach (var (index, _) in Asked)
            Blocks |= 1 << (int)space.BlockOf(index);
    }

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
