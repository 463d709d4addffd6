using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Classifier.Features;

namespace Classifier.Scoring;

/// <summary>
/// Rows of numbers in two bytes each: −32,767 to 32,767 times the row's scale. Answers are those of the full numbers, at half
/// the memory to keep and to read; in one byte each, one answer in a thousand differed.
/// </summary>
/// <remarks>
/// An incident touches a thousand rows that lie anywhere, so what counts is how many cache lines that is: a row has its scale
/// in its own last places and begins where it takes the fewest lines.
/// </remarks>
public sealed class ShortRows
{
    private const int Lanes = 8;
    private const int ShortsOfLine = 64 / sizeof(short);
    private const int ShortsOfScale = sizeof(float) / sizeof(short);
    private const float Greatest = short.MaxValue;

    private readonly short[] _places;
    private readonly int _first;
    private readonly int _apart;

    /// <summary>Takes over what was written.</summary>
    /// <param name="width">Numbers of a row, above 0.</param>
    /// <param name="numbers"><see cref="StrideOf"/> of them per row.</param>
    /// <param name="scales">One per row.</param>
    public ShortRows(int width, ReadOnlySpan<short> numbers, ReadOnlySpan<float> scales)
        : this(width, scales.Length)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(numbers.Length, (long)scales.Length * Stride);
        for (var row = 0; row < Count; row++)
        {
            numbers.Slice(row * Stride, Width).CopyTo(Row(row));
            ScaleOf(row) = scales[row];
        }
    }

    /// <summary>Rows of zeros.</summary>
    public ShortRows(int width, int rows)
    {
        (Width, Stride, Count, _apart) = (width, StrideOf(width), rows, Apart(width + ShortsOfScale));
        _places = GC.AllocateArray<short>(checked((rows * _apart) + ShortsOfLine), pinned: true);
        _first = FirstOnALine(_places);
    }

    /// <summary>Numbers of a row.</summary>
    public int Width { get; }

    /// <summary>Numbers that <see cref="AddTo"/> writes, of which the last few are of no meaning; as many are written to a file.</summary>
    public int Stride { get; }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>The least multiple of eight that holds a row.</summary>
    public static int StrideOf(int width) => (width + Lanes - 1) / Lanes * Lanes;

    /// <summary>All rows one after the other, each of <see cref="Stride"/> numbers.</summary>
    public short[] Numbers()
    {
        var numbers = new short[checked(Count * Stride)];
        for (var row = 0; row < Count; row++)
            Row(row).CopyTo(numbers.AsSpan(row * Stride));
        return numbers;
    }

    /// <summary>What each row's numbers are multiplied by.</summary>
    public float[] Scales()
    {
        var scales = new float[Count];
        for (var row = 0; row < Count; row++)
            scales[row] = ScaleOf(row);
        return scales;
    }

    /// <summary>One number.</summary>
    public float At(int row, int column) => Row(row)[column] * ScaleOf(row);

    /// <summary>Rounds a row.</summary>
    /// <param name="row">Which.</param>
    /// <param name="values">As many as <see cref="Width"/>, all finite.</param>
    public void Set(int row, ReadOnlySpan<float> values)
    {
        var greatest = MathF.Abs(TensorPrimitives.MaxMagnitude(values));
        ScaleOf(row) = greatest / Greatest;
        var numbers = Row(row);
        for (var i = 0; i < values.Length; i++)
            numbers[i] = greatest > 0 ? (short)MathF.Round(values[i] / greatest * Greatest) : (short)0;
    }

    /// <summary>Tells the processor that a row will be needed soon; only a hint.</summary>
    public void Prefetch(int row)
    {
        ref var from = ref Start(row);
        for (var at = 0; at < _apart; at += ShortsOfLine)
            CacheHint.Prefetch(ref Unsafe.Add(ref from, at));
    }

    /// <summary>Adds a row times a factor to sums.</summary>
    /// <param name="row">Which.</param>
    /// <param name="factor">What it is multiplied by.</param>
    /// <param name="sums">As many as <see cref="Stride"/>; those beyond <see cref="Width"/> are of no meaning.</param>
    public void AddTo(int row, float factor, Span<float> sums)
    {
        ref var from = ref Start(row);
        ref var to = ref MemoryMarshal.GetReference(sums[..Stride]);
        var factors = Vector256.Create(factor * ScaleOf(row));
        for (nuint i = 0; i < (nuint)Stride; i += Lanes)
        {
            var shorts = Vector128.LoadUnsafe(ref from, i);
            var ints = Vector256.Create(Vector128.WidenLower(shorts), Vector128.WidenUpper(shorts));
            (Vector256.LoadUnsafe(ref to, i) + Vector256.ConvertToSingle(ints) * factors).StoreUnsafe(ref to, i);
        }
    }

    private Span<short> Row(int row) => _places.AsSpan(_first + row * _apart, Width);

    // All of the row with its scale is inside, as the slice proves; a vector reads no further than Stride, which is inside too.
    private ref short Start(int row) => ref MemoryMarshal.GetReference(_places.AsSpan(_first + row * _apart, _apart));

    private ref float ScaleOf(int row) => ref Unsafe.As<short, float>(ref Unsafe.Add(ref Start(row), _apart - ShortsOfScale));

    /// <summary>From one row to the next: rows of up to a line lie within one, longer ones begin with one.</summary>
    private static int Apart(int shorts) => shorts <= ShortsOfLine
        ? Math.Max(Lanes, (int)BitOperations.RoundUpToPowerOf2((uint)shorts))
        : (shorts + ShortsOfLine - 1) / ShortsOfLine * ShortsOfLine;

    private static unsafe int FirstOnALine(short[] pinned)
    {
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
        const nuint Line = ShortsOfLine * sizeof(short);
        return (int)((Line - (address % Line)) % Line / sizeof(short));
    }
}
