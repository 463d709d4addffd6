using System.Numerics;

namespace Classifier.Neighbours;

/// <summary>Finds the greatest of many numbers in one pass that looks at most of them a vector at a time.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class TopRows(int most)
{
    // A heap: the least of those that are kept comes first; of equals the older (lower) row.
    private readonly (float Value, int Row)[] _heap = new (float, int)[most];
    private int _count;

    /// <summary>The rows that were kept, in no order.</summary>
    public ReadOnlySpan<(float Value, int Row)> Rows => _heap.AsSpan(0, _count);

    /// <summary>Keeps the greatest values above 0; of equals the newest (last).</summary>
    public void Select(ReadOnlySpan<float> values)
    {
        _count = 0;
        var least = float.Epsilon;
        var row = 0;
        for (; row <= values.Length - Vector<float>.Count; row += Vector<float>.Count)
        {
            if (Vector.GreaterThanOrEqualAny(new Vector<float>(values[row..]), new Vector<float>(least)))
                least = Keep(values.Slice(row, Vector<float>.Count), row, least);
        }
        Keep(values[row..], row, least);
    }

    /// <returns>What a value needs to be kept from here on.</returns>
    private float Keep(ReadOnlySpan<float> values, int firstRow, float least)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] < least)
                continue;
            Put((values[i], firstRow + i));
            if (_count == _heap.Length)
                least = _heap[0].Value;
        }
        return least;
    }

    private void Put((float Value, int Row) item)
    {
        if (_count == _heap.Length)
        {
            Sink(item);
            return;
        }
        var at = _count++;
        for (; at > 0 && item.CompareTo(_heap[(at - 1) / 2]) < 0; at = (at - 1) / 2)
            _heap[at] = _heap[(at - 1) / 2];
        _heap[at] = item;
    }

    /// <summary>Puts an item in the place of the least.</summary>
    private void Sink((float Value, int Row) item)
    {
        var at = 0;
        for (var child = 1; child < _count; child = 2 * at + 1)
        {
            if (child + 1 < _count && _heap[child + 1].CompareTo(_heap[child]) < 0)
                child++;
            if (item.CompareTo(_heap[child]) <= 0)
                break;
            _heap[at] = _heap[child];
            at = child;
        }
        _heap[at] = item;
    }
}
