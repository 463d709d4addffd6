using Classifier.Features;
using Classifier.Training.Preparation;

namespace Classifier.Training.Tests.Preparation;

public sealed class FeatureCountsTests
{
    private static readonly string[] Texts = ["disk full on db1", "disk slow on web2", "login fails", "disk full again", "zebra"];

    [Fact]
    public void Fit_SomeRows_GivesAllRowsTheNumbersThatServingReads()
    {
        IReadOnlyList<TrainingRow> rows = [.. Enumerable.Range(0, 40).Select(RowOf)];
        var counts = FeatureCounts.Read(rows, CancellationToken.None);
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        var features = FittedFeatures.Fit(counts, [.. all.Take(30)], limit: 1 << 20);
        var (matrix, shares, vector) = (features.Matrix(all), features.KnownShares(all), new FeatureVector(features.Space));
        foreach (var row in all)
        {
            features.Space.Read(rows[row].Text, vector);
            Assert.Equal(vector.KnownShare, shares[row], 6);
            var served = vector.Indices.ToArray().Zip(vector.Values.ToArray()).OrderBy(f => f.First);
            Assert.Equal(served.Select(f => f.First), matrix.ColumnsOf(row).ToArray());
            Assert.All(served.Zip(matrix.ValuesOf(row).ToArray()), f => Assert.Equal(f.First.Second, f.Second, 4));
        }
    }

    [Fact]
    public void Add_HashesThatShareASlot_KeepTheirNumbers()
    {
        var numbers = new FeatureNumbers();
        ulong[] hashes = [.. Enumerable.Range(1, 200_000).Select(i => (ulong)i << 20)];
        Assert.Equal(Enumerable.Range(0, hashes.Length), hashes.Select(numbers.Add));
        Assert.Equal(77, numbers.Add(hashes[77]));
        Assert.Equal((2, hashes[77], 1), (numbers.TimesOf(77), numbers.HashOf(77), numbers.TimesOf(78)));
    }

    private static TrainingRow RowOf(int i) =>
        new(new() { Id = $"t{i}", Title = Texts[i % Texts.Length], Description = $"row {i}", Attributes = new SortedDictionary<string, string> { ["host"] = "h" + i % 3 } }, 1);
}
