namespace Classifier.Training.Learners;

/// <summary>Random numbers from a seed, the same on every machine and version.</summary>
/// <remarks>Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.</remarks>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number in [0, <paramref name="below"/>).</summary>
    public int Next(int below)
    {
        var z = _state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return (int)(((z ^ (z >> 31)) >> 32) * (ulong)below >> 32);
    }

    /// <summary>Puts the items into random order.</summary>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
