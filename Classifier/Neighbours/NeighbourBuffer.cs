namespace Classifier.Neighbours;

/// <summary>Working memory of a search, used again and again by one thread.</summary>
/// <param name="incidents">Number of past incidents.</param>
public sealed class NeighbourBuffer(int incidents)
{
    private readonly List<(int Feature, float Value, int Postings)> _asked = [];

    internal float[] Similarities { get; } = new float[incidents];

    internal void Clear()
    {
        Array.Clear(Similarities);
        _asked.Clear();
    }

    internal void Ask(int feature, float value, int postings)
    {
        if (postings > 0)
            _asked.Add((feature, value, postings));
    }

    /// <summary>Features by rising number of postings: the rarest says most and costs least.</summary>
    internal List<(int Feature, float Value, int Postings)> Asked()
    {
        _asked.Sort((a, b) => a.Postings != b.Postings ? a.Postings.CompareTo(b.Postings) : a.Feature.CompareTo(b.Feature));
        return _asked;
    }

    /// <summary>The rows with the greatest similarities above 0, greatest first; of equals the newest (last) first.</summary>
    internal List<int> Best(int count)
    {
        var best = new PriorityQueue<int, (float, int)>(count + 1);
        for (var row = 0; row < Similarities.Length; row++)
        {
            if (Similarities[row] <= 0)
                continue;
            if (best.Count < count)
                best.Enqueue(row, (Similarities[row], row));
            else if (best.TryPeek(out _, out var least) && (Similarities[row], row).CompareTo(least) > 0)
                best.EnqueueDequeue(row, (Similarities[row], row));
        }
        var rows = new List<int>(best.Count);
        while (best.TryDequeue(out var row, out _))
            rows.Add(row);
        rows.Reverse();
        return rows;
    }
}
