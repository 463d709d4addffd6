using System.Numerics;

namespace Classifier.Features;

/// <summary>
/// Finds a feature's index by its hash: open addressing with linear probing, at most half full. A slot keeps half of the hash
/// beside the index, so that one look at memory is enough: an alert asks for thousands of features. With the bits that say
/// where to look, two features would have to agree in some fifty bits to be taken for one another.
/// </summary>
internal sealed class FeatureTable
{
    // The upper half of the hash, and below it the index plus one; 0 where the slot is free.
    private readonly ulong[] _slots;
    private readonly int _mask;

    /// <param name="hashes">Different from each other; the index of each is its place.</param>
    public FeatureTable(ReadOnlySpan<ulong> hashes)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(hashes.Length * 2L, 16));
        (_slots, _mask) = (new ulong[size], size - 1);
        for (var i = 0; i < hashes.Length; i++)
        {
            var at = Place(hashes[i]);
            while (_slots[at] != 0)
                at = (at + 1) & _mask;
            _slots[at] = (hashes[i] & ~(ulong)uint.MaxValue) | (uint)(i + 1);
        }
    }

    /// <summary>The feature's index; -1 where it is not known.</summary>
    public int Find(ulong hash)
    {
        for (var at = Place(hash); _slots[at] is var slot and not 0; at = (at + 1) & _mask)
        {
            if ((slot ^ hash) >> 32 == 0)
                return (int)(uint)slot - 1;
        }
        return -1;
    }

    /// <summary>Tells the processor that a feature will be looked for soon; only a hint.</summary>
    public void Prefetch(ulong hash) => CacheHint.Prefetch(ref _slots[Place(hash)]);

    // The block's bits are mixed in, since the same word is looked up in several blocks.
    private int Place(ulong hash) => (int)((hash ^ (hash >> 41)) & (uint)_mask);
}
