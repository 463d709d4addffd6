using Classifier.Neighbours;
using CsCheck;

namespace Classifier.Tests.Neighbours;

public sealed class TopRowsTests
{
    [Fact]
    public void Select_AnyValues_KeepsTheGreatestAndOfEqualsTheNewest() =>
        Gen.Select(Gen.Int[0, 6].Array[0, 200], Gen.Int[1, 12]).Sample((drawn, most) =>
        {
            var values = Array.ConvertAll(drawn, v => v / 4f);
            var top = new TopRows(most);
            top.Select([9f, 9f]);
            top.Select(values);
            var expected = Enumerable.Range(0, values.Length).Where(r => values[r] > 0).OrderByDescending(r => values[r]).ThenByDescending(r => r).Take(most);
            Assert.Equal(expected, top.Rows.ToArray().OrderByDescending(r => r.Value).ThenByDescending(r => r.Row).Select(r => r.Row));
        });
}
