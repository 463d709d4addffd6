namespace Classifier.Features;

/// <summary>
/// Names of features as 64-bit numbers: the block in the upper four bits, so that sorted features stand block by block,
/// and 60 bits of hash. Part of the model format: a change needs another <c>format_version</c>.
/// </summary>
public static class FeatureHash
{
    /// <summary>Where a hash of characters starts (FNV-1a).</summary>
    internal const ulong Seed = 0xcbf29ce484222325;

    private const ulong Prime = 0x100000001b3;

    /// <summary>The block a feature belongs to.</summary>
    public static FeatureBlock BlockOf(ulong feature) => (FeatureBlock)(feature >> 60);

    /// <summary>The hash of one character more.</summary>
    internal static ulong Add(ulong hash, char c) => (hash ^ c) * Prime;

    /// <summary>The hash of a whole text.</summary>
    internal static ulong Of(ReadOnlySpan<char> text, ulong seed = Seed)
    {
        foreach (var c in text)
            seed = Add(seed, c);
        return seed;
    }

    /// <summary>The hash of two things in order.</summary>
    internal static ulong Pair(ulong first, ulong second) => (ulong.RotateLeft(first, 23) * 0x9e3779b97f4a7c15) ^ second;

    /// <summary>The feature of a block; every bit of the hash has its part in every bit (MurmurHash3's finalizer).</summary>
    internal static ulong In(FeatureBlock block, ulong hash)
    {
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccd;
        hash ^= hash >> 33;
        hash *= 0xc4ceb9fe1a85ec53;
        hash ^= hash >> 33;
        return ((ulong)block << 60) | (hash >> 4);
    }
}
