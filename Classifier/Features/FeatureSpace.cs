using Classifier.LogTemplates;

namespace Classifier.Features;

/// <summary>
/// The features that a model knows, and what their counts are worth: (1 + ln count) × idf, each block brought to
/// length 1 and multiplied by its weight, everything by one scale.
/// </summary>
public sealed class FeatureSpace
{
    private const int Ahead = 12;

    private readonly FeatureTable _table;
    private readonly float[] _idf;
    private readonly byte[] _blocks;

    /// <param name="hashes">In rising order, so that blocks stand together.</param>
    /// <param name="idf">One per feature.</param>
    /// <param name="scale">Makes the mean squared length of the training rows 2, so that a learner's cost means the same for every data set.</param>
    /// <param name="templates">What log lines are matched against; null where history has no logs.</param>
    /// <param name="leftOut">Keys of labels that are not looked at; null for none.</param>
    public FeatureSpace(ulong[] hashes, float[] idf, float scale, LogTemplateSet? templates = null, IReadOnlySet<string>? leftOut = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(idf.Length, hashes.Length);
        (Hashes, _idf, Scale, Templates, LeftOut) = (hashes, idf, scale, templates, leftOut);
        _table = new(hashes);
        UnseenIdf = idf.Length == 0 ? 1 : idf.Max();
        _blocks = Array.ConvertAll(hashes, hash => (byte)FeatureHash.BlockOf(hash));
    }

    /// <summary>Number of features.</summary>
    public int Count => Hashes.Length;

    /// <summary>The features in order of their index.</summary>
    public ulong[] Hashes { get; }

    /// <summary>Inverse document frequency of each feature.</summary>
    public ReadOnlySpan<float> Idf => _idf;

    /// <summary>What all values are multiplied by at the end.</summary>
    public float Scale { get; }

    /// <summary>What log lines are matched against; null where history has no logs.</summary>
    public LogTemplateSet? Templates { get; }

    /// <summary>Keys of labels that are not looked at, since nobody knows them when an alert comes in; null for none.</summary>
    public IReadOnlySet<string>? LeftOut { get; }

    /// <summary>What a feature counts that was never seen: as much as the rarest.</summary>
    public float UnseenIdf { get; }

    /// <summary>The block of a feature.</summary>
    public FeatureBlock BlockOf(int index) => (FeatureBlock)_blocks[index];

    /// <summary>Reads an incident's features into <paramref name="vector"/>, which is emptied first.</summary>
    public void Read(IncidentText text, FeatureVector vector)
    {
        vector.Clear();
        var sink = new Lookup(this, vector);
        Read(text, ref sink);
        sink.Finish();
        Weigh(vector.Indices, vector.Occurrences, vector.WritableValues);
    }

    /// <summary>Hands every feature of an incident to <paramref name="sink"/>, known or not, as this space looks at it.</summary>
    public void Read<TSink>(IncidentText text, ref TSink sink)
        where TSink : struct, IFeatureSink => FeatureReader.Read(text, ref sink, Templates, LeftOut);

    /// <summary>Turns counts into values.</summary>
    /// <param name="indices">Known features, each once.</param>
    /// <param name="counts">How often each occurs, at least 1.</param>
    /// <param name="values">Receives their values, in the same order.</param>
    public void Weigh(ReadOnlySpan<int> indices, ReadOnlySpan<int> counts, Span<float> values)
    {
        Span<float> norms = stackalloc float[FeatureBlocks.Count];
        norms.Clear();
        for (var i = 0; i < indices.Length; i++)
        {
            var value = (counts[i] == 1 ? 1f : 1f + MathF.Log(counts[i])) * _idf[indices[i]];
            values[i] = value;
            norms[_blocks[indices[i]]] += value * value;
        }
        for (var b = 0; b < norms.Length; b++)
            norms[b] = norms[b] > 0 ? ((FeatureBlock)b).Weight() * Scale / MathF.Sqrt(norms[b]) : 0;
        for (var i = 0; i < indices.Length; i++)
            values[i] *= norms[_blocks[indices[i]]];
    }

    /// <summary>Index of a feature; -1 where it is not known.</summary>
    internal int Find(ulong feature) => _table.Find(feature);

    /// <summary>Looks features up some at a time: the table is larger than the caches, and each look by itself would be waited for.</summary>
    private readonly struct Lookup(FeatureSpace space, FeatureVector vector) : IFeatureSink
    {
        public void Add(ulong feature, FeatureOrigin origin)
        {
            if (!vector.TryCollect(feature))
            {
                Finish();
                vector.TryCollect(feature);
            }
        }

        public void Finish()
        {
            var read = vector.TakeCollected(out var indices);
            for (var i = 0; i < read.Length; i++)
            {
                if (i + Ahead < read.Length)
                    space._table.Prefetch(read[i + Ahead]);
                indices[i] = space._table.Find(read[i]);
            }
            for (var i = 0; i < read.Length; i++)
            {
                if (i + Ahead < read.Length && indices[i + Ahead] is var ahead and >= 0)
                {
                    vector.Prefetch(ahead);
                    CacheHint.Prefetch(ref space._idf[ahead]);
                    CacheHint.Prefetch(ref space._blocks[ahead]);
                }
                vector.Add(indices[i], FeatureHash.BlockOf(read[i]).IsEvidence());
            }
        }
    }
}
