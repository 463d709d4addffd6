namespace Classifier.Features;

/// <summary>The features of one incident as numbers; a buffer that is used again and again by one thread.</summary>
/// <param name="space">Whose features it can hold.</param>
public sealed class FeatureVector(FeatureSpace space)
{
    // Place of a known feature in the lists below, plus one; 0 where this incident does not have it.
    private readonly int[] _places = new int[space.Count];
    private int[] _indices = new int[1024];
    private int[] _occurrences = new int[1024];
    private float[] _values = new float[1024];
    private readonly ulong[] _collected = new ulong[2048];
    private readonly int[] _found = new int[2048];
    private int _collectedCount;
    private double _known;
    private double _unknown;

    /// <summary>Number of known features that the incident has.</summary>
    public int Count { get; private set; }

    /// <summary>Indices of the known features, in the order they were read.</summary>
    public ReadOnlySpan<int> Indices => _indices.AsSpan(0, Count);

    /// <summary>Their values, in the same order.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, Count);

    /// <summary>How often each occurs, in the same order.</summary>
    public ReadOnlySpan<int> Occurrences => _occurrences.AsSpan(0, Count);

    /// <summary>
    /// Share of the words, word pairs and labels that history has seen, in [0, 1], each counted by how much it says
    /// (its idf; what was never seen says most). 0 where there is none.
    /// </summary>
    public double KnownShare => _known == 0 ? 0 : _known / (_known + _unknown);

    internal Span<float> WritableValues => _values.AsSpan(0, Count);

    /// <summary>Place of a feature's index in the lists; -1 where the incident does not have it.</summary>
    internal int PlaceOf(int index) => _places[index] - 1;

    internal void Clear()
    {
        foreach (var index in Indices)
            _places[index] = 0;
        (Count, _collectedCount, _known, _unknown) = (0, 0, 0, 0);
    }

    /// <summary>Keeps a feature that is still to be looked up; false when there is no more place.</summary>
    internal bool TryCollect(ulong feature)
    {
        if (_collectedCount == _collected.Length)
            return false;
        _collected[_collectedCount++] = feature;
        return true;
    }

    /// <summary>The features that are still to be looked up, in the order they were read.</summary>
    /// <param name="indices">As much room for what is found.</param>
    internal ReadOnlySpan<ulong> TakeCollected(out Span<int> indices)
    {
        var taken = _collected.AsSpan(0, _collectedCount);
        indices = _found.AsSpan(0, _collectedCount);
        _collectedCount = 0;
        return taken;
    }

    /// <summary>Tells the processor that a feature will be added soon; only a hint.</summary>
    internal void Prefetch(int index) => CacheHint.Prefetch(ref _places[index]);

    internal void Add(int index, bool isEvidence)
    {
        if (index < 0)
        {
            _unknown += isEvidence ? space.UnseenIdf : 0;
            return;
        }
        _known += isEvidence ? space.Idf[index] : 0;
        ref var place = ref _places[index];
        if (place == 0)
        {
            Grow();
            (_indices[Count], _occurrences[Count]) = (index, 0);
            place = ++Count;
        }
        _occurrences[place - 1]++;
    }

    private void Grow()
    {
        if (Count < _indices.Length)
            return;
        Array.Resize(ref _indices, Count * 2);
        Array.Resize(ref _occurrences, Count * 2);
        Array.Resize(ref _values, Count * 2);
    }
}
