using System.Numerics;

namespace Classifier.Features;

/// <summary>Finds a feature's index by its hash: open addressing with linear probing, at most half full.</summary>
internal sealed class FeatureTable
{
    private readonly ulong[] _hashes;
    private readonly int[] _indices;
    private readonly int _mask;

    /// <param name="hashes">Different from each other; the index of each is its place.</param>
    public FeatureTable(ReadOnlySpan<ulong> hashes)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(hashes.Length * 2L, 16));
        (_hashes, _indices, _mask) = (new ulong[size], new int[size], size - 1);
        Array.Fill(_indices, -1);
        for (var i = 0; i < hashes.Length; i++)
        {
            var slot = Slot(hashes[i]);
            while (_indices[slot] >= 0)
                slot = (slot + 1) & _mask;
            (_hashes[slot], _indices[slot]) = (hashes[i], i);
        }
    }

    /// <summary>The feature's index; -1 where it is not known.</summary>
    public int Find(ulong hash)
    {
        for (var slot = Slot(hash); _indices[slot] >= 0; slot = (slot + 1) & _mask)
        {
            if (_hashes[slot] == hash)
                return _indices[slot];
        }
        return -1;
    }

    // The block's bits are mixed in, since the same word is looked up in several blocks.
    private int Slot(ulong hash) => (int)((hash ^ (hash >> 41)) & (uint)_mask);
}
