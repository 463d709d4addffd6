using System.Runtime.InteropServices;
using Classifier.Features;

namespace Classifier.Neighbours;

/// <summary>A feature of an incident that is compared.</summary>
/// <param name="Hash">See <see cref="FeatureHash"/>.</param>
/// <param name="Index">In the model's feature space; -1 where training never saw it.</param>
/// <param name="Count">How often the incident has it.</param>
/// <param name="Weight">See <see cref="NeighbourWeights"/>.</param>
internal readonly record struct ComparedFeature(ulong Hash, int Index, int Count, float Weight);

/// <summary>
/// An incident as it is compared: also with words that training never saw, since what ended after it has them too. Used again
/// and again by one thread.
/// </summary>
internal sealed class ComparedText
{
    // Beside new words there are typos and numbers among what was never seen: it counts half of what the rarest word does.
    private const float UnseenShare = 0.5f;

    private readonly List<ulong> _hashes = [];

    /// <summary>Where each feature stands, in the order of reading.</summary>
    public List<(ulong Hash, FeatureOrigin Origin)> Occurrences { get; } = [];

    /// <summary>Each feature once, strongest first.</summary>
    public List<ComparedFeature> Features { get; } = [];

    /// <summary>The blocks that the incident has, one bit each.</summary>
    public int Blocks { get; private set; }

    /// <summary>Reads an incident.</summary>
    /// <param name="text">The incident.</param>
    /// <param name="space">The model's features.</param>
    public void Read(IncidentText text, FeatureSpace space)
    {
        Occurrences.Clear();
        var sink = new Sink(space, Occurrences);
        space.Read(text, ref sink);
        Count(space);
        Weigh(space);
    }

    private void Count(FeatureSpace space)
    {
        _hashes.Clear();
        foreach (var (hash, _) in Occurrences)
            _hashes.Add(hash);
        _hashes.Sort();
        Features.Clear();
        for (int start = 0, end; start < _hashes.Count; start = end)
        {
            for (end = start + 1; end < _hashes.Count && _hashes[end] == _hashes[start]; end++)
            {
            }
            Features.Add(new(_hashes[start], space.Find(_hashes[start]), end - start, 0));
        }
    }

    private void Weigh(FeatureSpace space)
    {
        Span<float> lengths = stackalloc float[FeatureBlocks.Count];
        lengths.Clear();
        var features = CollectionsMarshal.AsSpan(Features);
        foreach (ref var feature in features)
        {
            var weight = (feature.Count == 1 ? 1f : 1f + MathF.Log(feature.Count)) * (feature.Index < 0 ? UnseenShare * space.UnseenIdf : space.Idf[feature.Index]);
            lengths[(int)FeatureHash.BlockOf(feature.Hash)] += weight * weight;
            feature = feature with { Weight = weight };
        }
        Blocks = 0;
        for (var b = 0; b < lengths.Length; b++)
        {
            Blocks |= lengths[b] > 0 ? 1 << b : 0;
            lengths[b] = lengths[b] > 0 ? ((FeatureBlock)b).Weight() / MathF.Sqrt(lengths[b]) : 0;
        }
        foreach (ref var feature in features)
            feature = feature with { Weight = feature.Weight * lengths[(int)FeatureHash.BlockOf(feature.Hash)] };
        Features.Sort(static (a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Hash.CompareTo(b.Hash));
    }

    private readonly struct Sink(FeatureSpace space, List<(ulong Hash, FeatureOrigin Origin)> found) : IFeatureSink
    {
        public void Add(ulong feature, FeatureOrigin origin)
        {
            var block = FeatureHash.BlockOf(feature);
            // A template that training did not keep stands for all lines without one.
            if (NeighbourWeights.Takes(block) && (block != FeatureBlock.LogTemplates || space.Find(feature) >= 0))
                found.Add((feature, origin));
        }
    }
}
