using System.Buffers;
using Classifier.Features;
using Classifier.LogTemplates;

namespace Classifier.Training.Preparation;

/// <summary>Counts the features of one row.</summary>
internal struct RowCounter : IFeatureSink
{
    private ulong[] _hashes;
    private int _count;
    private bool _takesPieces;

    /// <summary>The row's features by rising hash, with how often each occurs.</summary>
    /// <param name="text">The row.</param>
    /// <param name="templates">What log lines are matched against; null for none.</param>
    /// <param name="takesPieces">Whether pieces of words are counted.</param>
    public static (ulong Hash, ushort Count)[] Count(IncidentText text, LogTemplateSet? templates, bool takesPieces = true)
    {
        var counter = new RowCounter { _hashes = ArrayPool<ulong>.Shared.Rent(4096), _takesPieces = takesPieces };
        FeatureReader.Read(text, ref counter, templates);
        var counted = counter.Distinct();
        ArrayPool<ulong>.Shared.Return(counter._hashes);
        return counted;
    }

    public void Add(ulong feature, FeatureOrigin origin)
    {
        if (!_takesPieces && FeatureHash.BlockOf(feature) is FeatureBlock.AllCharacters or FeatureBlock.TitleCharacters)
            return;
        if (_count == _hashes.Length)
            Grow();
        _hashes[_count++] = feature;
    }

    private void Grow()
    {
        var larger = ArrayPool<ulong>.Shared.Rent(_hashes.Length * 2);
        _hashes.CopyTo(larger, 0);
        ArrayPool<ulong>.Shared.Return(_hashes);
        _hashes = larger;
    }

    private readonly (ulong, ushort)[] Distinct()
    {
        var sorted = _hashes.AsSpan(0, _count);
        sorted.Sort();
        var counted = new List<(ulong, ushort)>(_count);
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end] == sorted[start]; end++)
            {
            }
            counted.Add((sorted[start], (ushort)Math.Min(end - start, ushort.MaxValue)));
        }
        return [.. counted];
    }
}
