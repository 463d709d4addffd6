using System.Numerics.Tensors;
using Classifier.Features;

namespace Classifier.Scoring;

/// <summary>
/// Names what carried an answer. A feature's contribution is what the top class would lose against its rivals, each rival
/// counted by its probability, if the feature were not there; it falls on the characters it was read from, so that pieces
/// and pairs of words add up.
/// </summary>
internal static class Explainer
{
    private const int MostReasons = 6;
    private const int MostRivals = 4;
    private const double LeastShare = 0.01;

    /// <summary>
    /// The strongest reasons: what speaks for the top class, strongest first, then what speaks against it; empty where there is
    /// no second class. The strongest log template that speaks for it is always among them.
    /// </summary>
    public static IReadOnlyList<Evidence> Explain(IncidentText text, LogReasons logs, FeatureSpace space, FeatureVector vector, TargetModel target, ReadOnlySpan<float> probabilities, ReadOnlySpan<float> scratch)
    {
        if (probabilities.Length < 2 || vector.Count == 0)
            return [];
        var weights = new EvidenceWeights();
        weights.Begin(text);
        var sink = new Sink(space, vector, Contributions(vector, space, target.Layer, probabilities, scratch), weights);
        space.Read(text, ref sink);
        var total = weights.Total();
        return total == 0 ? [] : Strongest(weights.Reasons(total, logs));
    }

    private static IReadOnlyList<Evidence> Strongest(IEnumerable<Evidence> reasons)
    {
        var ordered = reasons.Where(r => Math.Abs(r.Weight) >= LeastShare).OrderByDescending(r => r.Weight > 0).ThenByDescending(r => Math.Abs(r.Weight)).ToList();
        var template = ordered.FindIndex(r => r is { Kind: EvidenceKind.Template, Weight: > 0 });
        return template < MostReasons ? [.. ordered.Take(MostReasons)] : [.. ordered.Take(MostReasons - 1), ordered[template]];
    }

    private static float[] Contributions(FeatureVector vector, FeatureSpace space, BlendedLayer layer, ReadOnlySpan<float> probabilities, ReadOnlySpan<float> scratch)
    {
        Span<int> leaders = stackalloc int[Math.Min(1 + MostRivals, probabilities.Length)];
        FindLeaders(probabilities, leaders);
        var rest = 0f;
        foreach (var rival in leaders[1..])
            rest += probabilities[rival];
        var (contributions, against) = (new float[vector.Count], new float[vector.Count]);
        foreach (var rival in leaders[1..])
        {
            layer.Contribute(vector, scratch, leaders[0], rival, against);
            // Where the top class is certain, no rival has a share left: then the runner-up alone counts.
            var share = rest > 0 ? probabilities[rival] / rest : rival == leaders[1] ? 1 : 0;
            TensorPrimitives.MultiplyAdd(against, share, contributions, contributions);
        }
        TakeRoom(vector, space, contributions);
        for (var i = 0; i < contributions.Length; i++)
            contributions[i] /= vector.Occurrences[i];
        return contributions;
    }

    /// <summary>
    /// A block has the same length whatever is in it, so a feature also takes room from its neighbours: without it, they
    /// would count more, by half its share of the block's squared length (first order).
    /// </summary>
    private static void TakeRoom(FeatureVector vector, FeatureSpace space, float[] contributions)
    {
        Span<float> sums = stackalloc float[FeatureBlocks.Count];
        Span<float> squares = stackalloc float[FeatureBlocks.Count];
        sums.Clear();
        squares.Clear();
        for (var i = 0; i < contributions.Length; i++)
        {
            var block = (int)space.BlockOf(vector.Indices[i]);
            sums[block] += contributions[i];
            squares[block] += vector.Values[i] * vector.Values[i];
        }
        for (var i = 0; i < contributions.Length; i++)
        {
            var block = (int)space.BlockOf(vector.Indices[i]);
            if (squares[block] > 0)
                contributions[i] -= (sums[block] - contributions[i]) * vector.Values[i] * vector.Values[i] / (2 * squares[block]);
        }
    }

    /// <summary>The most probable classes, most probable first.</summary>
    private static void FindLeaders(ReadOnlySpan<float> probabilities, Span<int> leaders)
    {
        var count = 0;
        for (var k = 0; k < probabilities.Length; k++)
        {
            if (count == leaders.Length && probabilities[k] <= probabilities[leaders[^1]])
                continue;
            var at = count < leaders.Length ? count++ : count - 1;
            for (; at > 0 && probabilities[leaders[at - 1]] < probabilities[k]; at--)
                leaders[at] = leaders[at - 1];
            leaders[at] = k;
        }
    }

    private readonly struct Sink(FeatureSpace space, FeatureVector vector, float[] contributions, EvidenceWeights weights) : IFeatureSink
    {
        public void Add(ulong feature, FeatureOrigin origin)
        {
            if (space.Find(feature) is var index and >= 0)
                weights.Lay(contributions[vector.PlaceOf(index)], origin);
        }
    }
}
