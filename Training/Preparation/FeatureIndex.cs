namespace Classifier.Training.Preparation;

/// <summary>Finds a hash among rising ones: the first bits say where to look.</summary>
internal sealed class FeatureIndex
{
    private const int Bits = 20;

    private readonly ulong[] _hashes;
    private readonly int[] _starts = new int[(1 << Bits) + 1];

    /// <param name="hashes">Rising.</param>
    public FeatureIndex(ulong[] hashes)
    {
        _hashes = hashes;
        foreach (var hash in hashes)
            _starts[Bucket(hash) + 1]++;
        for (var i = 0; i < _starts.Length - 1; i++)
            _starts[i + 1] += _starts[i];
    }

    /// <summary>Place of the hash; negative where it is not there.</summary>
    public int Find(ulong hash)
    {
        var bucket = Bucket(hash);
        return Array.BinarySearch(_hashes, _starts[bucket], _starts[bucket + 1] - _starts[bucket], hash);
    }

    private static int Bucket(ulong hash) => (int)(hash >> (64 - Bits));
}
