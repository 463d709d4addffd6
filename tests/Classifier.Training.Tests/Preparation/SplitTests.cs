using Classifier.Training.Preparation;

namespace Classifier.Training.Tests.Preparation;

public sealed class SplitTests
{
    [Fact]
    public void Forward_Rows_OnlyEverPredictsForward()
    {
        Assert.True(Split.HasTimes(Some.Rows(100)));
        var split = Split.Forward(100);
        Assert.Equal("time", split.Kind);
        Assert.All(split.Earlier.Append(split.Last), f => Assert.True(f.Fit.Max() < f.Evaluate.Min()));
        Assert.Equal((80, 20), (split.Last.Fit.Length, split.Last.Evaluate.Length));
    }

    [Fact]
    public void Stratified_RowsWithoutTimes_NoFoldSeesTheTest()
    {
        var rows = Some.Rows(100).Select(r => r with { Ticket = r.Ticket with { OpenedAt = null } }).ToList();
        Assert.False(Split.HasTimes(rows));
        var split = Split.Stratified(rows, seed: 1);
        Assert.Equal("stratified", split.Kind);
        Assert.All(split.Earlier, f => Assert.Empty(f.Fit.Concat(f.Evaluate).Intersect(split.Last.Evaluate)));
        Assert.All(split.Earlier.Append(split.Last), f => Assert.Empty(f.Fit.Intersect(f.Evaluate)));
    }
}
