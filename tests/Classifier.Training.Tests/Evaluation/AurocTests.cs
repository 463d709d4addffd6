using Classifier.Training.Evaluation;

namespace Classifier.Training.Tests.Evaluation;

public sealed class AurocTests
{
    // Of the six pairs of a true and a false row, four are in order and one is a tie.
    [Fact]
    public void Of_SomeInOrder_IsTheirShareWithTiesHalf() =>
        Assert.Equal(4.5 / 6, Auroc.Of([(3, true), (1, true), (2, false), (0, false), (1, false)])!.Value, 12);

    [Fact]
    public void Of_OneKindAlone_IsNull() => Assert.Null(Auroc.Of([(1, true), (2, true)]));
}
