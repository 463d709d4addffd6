using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Classifier.Training.Learners;

/// <summary>
/// Products of a sparse row with dense numbers: the loops that training spends its time in. They go on in four sums or
/// places at once, since each step alone would wait for the one before, and leave out the checks of bounds.
/// </summary>
internal static class SparseProducts
{
    /// <summary>Σ values[i] · dense[columns[i]].</summary>
    /// <param name="columns">Each below the length of <paramref name="dense"/>.</param>
    /// <param name="values">As many.</param>
    /// <param name="dense">The dense numbers.</param>
    public static float Dot(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, float[] dense)
    {
        ref var column = ref MemoryMarshal.GetReference(columns);
        ref var value = ref MemoryMarshal.GetReference(values);
        ref var from = ref MemoryMarshal.GetArrayDataReference(dense);
        var (a, b, c, d, i) = (0f, 0f, 0f, 0f, 0);
        for (; i <= columns.Length - 4; i += 4)
        {
            a += Unsafe.Add(ref value, i) * Unsafe.Add(ref from, Unsafe.Add(ref column, i));
            b += Unsafe.Add(ref value, i + 1) * Unsafe.Add(ref from, Unsafe.Add(ref column, i + 1));
            c += Unsafe.Add(ref value, i + 2) * Unsafe.Add(ref from, Unsafe.Add(ref column, i + 2));
            d += Unsafe.Add(ref value, i + 3) * Unsafe.Add(ref from, Unsafe.Add(ref column, i + 3));
        }
        for (; i < columns.Length; i++)
            a += Unsafe.Add(ref value, i) * Unsafe.Add(ref from, Unsafe.Add(ref column, i));
        return a + b + (c + d);
    }

    /// <summary>Adds factor · values[i] to dense[columns[i]].</summary>
    /// <inheritdoc cref="Dot"/>
    public static void Add(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, float factor, float[] dense)
    {
        ref var column = ref MemoryMarshal.GetReference(columns);
        ref var value = ref MemoryMarshal.GetReference(values);
        ref var to = ref MemoryMarshal.GetArrayDataReference(dense);
        for (var i = 0; i < columns.Length; i++)
            Unsafe.Add(ref to, Unsafe.Add(ref column, i)) += factor * Unsafe.Add(ref value, i);
    }

    /// <summary>Adds factor · values[i] · weights[columns[i]] to dense[columns[i]].</summary>
    /// <inheritdoc cref="Dot"/>
    public static void Add(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, float factor, float[] weights, float[] dense)
    {
        ref var column = ref MemoryMarshal.GetReference(columns);
        ref var value = ref MemoryMarshal.GetReference(values);
        ref var weight = ref MemoryMarshal.GetArrayDataReference(weights);
        ref var to = ref MemoryMarshal.GetArrayDataReference(dense);
        for (var i = 0; i < columns.Length; i++)
        {
            var at = Unsafe.Add(ref column, i);
            Unsafe.Add(ref to, at) += factor * Unsafe.Add(ref value, i) * Unsafe.Add(ref weight, at);
        }
    }
}
