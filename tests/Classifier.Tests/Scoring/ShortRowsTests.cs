using Classifier.Scoring;
using CsCheck;

namespace Classifier.Tests.Scoring;

public sealed class ShortRowsTests
{
    // Numbers of a size that weights can have: those near the least that a float can hold have no steps left.
    private static readonly Gen<float[]> Values = Gen.Float[-100, 100].Select(v => MathF.Abs(v) < 1e-6f ? 0 : v).Array[1, 40];

    [Fact]
    public void AddTo_AnyRow_IsTheRowTimesTheFactorUpToRounding() => Gen.Select(Values, Gen.Int[-300, 300].Select(i => i / 100f)).Sample((values, factor) =>
    {
        var rows = new ShortRows(values.Length, rows: 3);
        rows.Set(1, values);
        var sums = new float[rows.Stride];
        rows.AddTo(1, factor, sums);
        rows.AddTo(1, factor, sums);
        var step = values.Max(MathF.Abs) / short.MaxValue;
        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(values[i], rows.At(1, i), tolerance: step);
            Assert.Equal(2 * factor * values[i], sums[i], tolerance: 6 * step + 1e-4f);
        }
    });

    [Fact]
    public void Numbers_AndScales_MakeTheSameRows() => Values.Sample(values =>
    {
        var rows = new ShortRows(values.Length, rows: 3);
        rows.Set(0, values);
        rows.Set(2, [.. values.Select(v => -2 * v)]);
        var again = new ShortRows(values.Length, rows.Numbers(), rows.Scales());
        for (var i = 0; i < values.Length; i++)
            Assert.Equal((rows.At(0, i), 0f, rows.At(2, i)), (again.At(0, i), again.At(1, i), again.At(2, i)));
        Assert.Equal(rows.Numbers(), again.Numbers());
    });

    [Fact]
    public void AddTo_RowThatWasNeverSet_AddsNothing()
    {
        var (rows, sums) = (new ShortRows(9, rows: 2), new float[16]);
        rows.Set(0, new float[9]);
        rows.AddTo(0, 5, sums);
        rows.AddTo(1, 5, sums);
        Assert.All(sums[..9], sum => Assert.Equal(0, sum));
    }

    [Fact]
    public void New_NumbersThatDoNotFit_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new ShortRows(9, new short[9], new float[1]));
}
