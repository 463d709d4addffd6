using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Classifier.Training.Learners;

/// <summary>
/// Products of a sparse row with numbers of which each feature has <see cref="ClassGroup.Lanes"/> side by side: the loops that
/// training spends its time in, so bounds are not checked. Every feature's place is below the length of the numbers.
/// </summary>
internal static class LaneProducts
{
    /// <summary>Per lane, Σ values[i] · numbers[columns[i]].</summary>
    public static Vector256<float> Dot(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, float[] numbers)
    {
        ref var number = ref MemoryMarshal.GetArrayDataReference(numbers);
        var (even, odd, i) = (Vector256<float>.Zero, Vector256<float>.Zero, 0);
        for (; i < columns.Length - 1; i += 2)      // two sums, since each step alone would wait for the one before
        {
            even = Vector256.FusedMultiplyAdd(At(ref number, columns[i]), Vector256.Create(values[i]), even);
            odd = Vector256.FusedMultiplyAdd(At(ref number, columns[i + 1]), Vector256.Create(values[i + 1]), odd);
        }
        return i < columns.Length ? Vector256.FusedMultiplyAdd(At(ref number, columns[i]), Vector256.Create(values[i]), even) + odd : even + odd;
    }

    /// <summary>Per lane, Σ values[i]² · squares[columns[i]].</summary>
    public static Vector256<float> SquaredLengths(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, float[] squares)
    {
        ref var square = ref MemoryMarshal.GetArrayDataReference(squares);
        var sum = Vector256<float>.Zero;
        for (var i = 0; i < columns.Length; i++)
            sum = Vector256.FusedMultiplyAdd(At(ref square, columns[i]), Vector256.Create(values[i] * values[i]), sum);
        return sum;
    }

    /// <summary>Adds values[i] · factors, times squares[columns[i]] where there are any, to numbers[columns[i]].</summary>
    public static void Add(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, Vector256<float> factors, float[]? squares, float[] numbers)
    {
        ref var number = ref MemoryMarshal.GetArrayDataReference(numbers);
        if (squares is null)
        {
            for (var i = 0; i < columns.Length; i++)
                Vector256.FusedMultiplyAdd(factors, Vector256.Create(values[i]), At(ref number, columns[i])).StoreUnsafe(ref number, Place(columns[i]));
            return;
        }
        ref var square = ref MemoryMarshal.GetArrayDataReference(squares);
        for (var i = 0; i < columns.Length; i++)
        {
            var step = factors * Vector256.Create(values[i]);
            Vector256.FusedMultiplyAdd(step, At(ref square, columns[i]), At(ref number, columns[i])).StoreUnsafe(ref number, Place(columns[i]));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> At(ref float numbers, int column) => Vector256.LoadUnsafe(ref numbers, Place(column));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Place(int column) => (nuint)column * ClassGroup.Lanes;
}
