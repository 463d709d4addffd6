using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Classifier.Scoring;

/// <summary>
/// Rows of numbers in two bytes each: −32,767 to 32,767 times the row's scale. Answers are those of the full numbers, at half
/// the memory to keep and to read; in one byte each, one answer in a thousand differed.
/// </summary>
public sealed class ShortRows
{
    private const int Lanes = 8;
    private const int CacheLine = 64;
    private const float Greatest = short.MaxValue;

    private readonly short[] _numbers;
    private readonly float[] _scales;

    /// <summary>Takes over what was written.</summary>
    /// <param name="width">Numbers of a row, above 0.</param>
    /// <param name="numbers"><see cref="StrideOf"/> of them per row.</param>
    /// <param name="scales">One per row.</param>
    public ShortRows(int width, short[] numbers, float[] scales)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(numbers.LongLength, (long)scales.Length * StrideOf(width));
        (Width, Stride, _numbers, _scales) = (width, StrideOf(width), numbers, scales);
    }

    /// <summary>Rows of zeros.</summary>
    public ShortRows(int width, int rows)
        : this(width, new short[checked(rows * StrideOf(width))], new float[rows])
    {
    }

    /// <summary>Numbers of a row.</summary>
    public int Width { get; }

    /// <summary>Places that a row takes, of which the last few may be empty.</summary>
    public int Stride { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _scales.Length;

    /// <summary>All rows one after the other, each of <see cref="Stride"/> numbers.</summary>
    public ReadOnlySpan<short> Numbers => _numbers;

    /// <summary>What each row's numbers are multiplied by.</summary>
    public ReadOnlySpan<float> Scales => _scales;

    /// <summary>The least multiple of eight that holds a row.</summary>
    public static int StrideOf(int width) => (width + Lanes - 1) / Lanes * Lanes;

    /// <summary>One number.</summary>
    public float At(int row, int column) => _numbers[row * Stride + column] * _scales[row];

    /// <summary>Rounds a row.</summary>
    /// <param name="row">Which.</param>
    /// <param name="values">As many as <see cref="Width"/>, all finite.</param>
    public void Set(int row, ReadOnlySpan<float> values)
    {
        var greatest = MathF.Abs(TensorPrimitives.MaxMagnitude(values));
        _scales[row] = greatest / Greatest;
        for (var i = 0; i < values.Length; i++)
            _numbers[row * Stride + i] = greatest > 0 ? (short)MathF.Round(values[i] / greatest * Greatest) : (short)0;
    }

    /// <summary>Tells the processor that a row will be needed soon; only a hint.</summary>
    public unsafe void Prefetch(int row)
    {
        if (!Sse.IsSupported)
            return;
        // The array may move meanwhile: then the hint was for nothing.
        var from = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(_numbers.AsSpan(row * Stride, Stride)));
        for (var line = 0; line < Stride * sizeof(short); line += CacheLine)
            Sse.Prefetch0(from + line);
    }

    /// <summary>Adds a row times a factor to sums.</summary>
    /// <param name="row">Which.</param>
    /// <param name="factor">What it is multiplied by.</param>
    /// <param name="sums">As many as <see cref="Stride"/>.</param>
    public void AddTo(int row, float factor, Span<float> sums)
    {
        ref var from = ref MemoryMarshal.GetReference(_numbers.AsSpan(row * Stride, Stride));
        ref var to = ref MemoryMarshal.GetReference(sums[..Stride]);
        var factors = Vector256.Create(factor * _scales[row]);
        for (nuint i = 0; i < (nuint)Stride; i += Lanes)
        {
            var shorts = Vector128.LoadUnsafe(ref from, i);
            var ints = Vector256.Create(Vector128.WidenLower(shorts), Vector128.WidenUpper(shorts));
            (Vector256.LoadUnsafe(ref to, i) + Vector256.ConvertToSingle(ints) * factors).StoreUnsafe(ref to, i);
        }
    }
}
