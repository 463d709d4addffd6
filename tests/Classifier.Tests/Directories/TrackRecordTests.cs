using Classifier.Directories;
using CsCheck;

namespace Classifier.Tests.Directories;

public sealed class TrackRecordTests
{
    // Exact binomial tails, as R's pbinom gives them: pbinom(7, 10, .9) = .0702, pbinom(6, 10, .9) = .0128.
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, false)]
    [InlineData(0, 2, true)]
    [InlineData(7, 10, false)]
    [InlineData(6, 10, true)]
    [InlineData(90, 100, false)]
    [InlineData(84, 100, true)]
    public void IsBelow_Ninety(int right, int answers, bool expected) => Assert.Equal(expected, new TrackRecord(right, answers).IsBelow(0.9));

    [Theory]
    [InlineData(19, 19, false)]      // too few
    [InlineData(20, 20, true)]       // .9^20 = .122
    [InlineData(19, 20, false)]
    [InlineData(94, 100, true)]
    [InlineData(90, 100, false)]
    public void Reaches_Ninety(int right, int answers, bool expected) => Assert.Equal(expected, new TrackRecord(right, answers).Reaches(0.9));

    [Fact]
    public void NoRecord_IsBelowAndReaches() => Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100], Gen.Double[0.5, 0.99]).Sample((a, b, asked) =>
    {
        var record = new TrackRecord(Math.Min(a, b), Math.Max(a, b));
        return !(record.IsBelow(asked) && record.Reaches(asked));
    });
}
