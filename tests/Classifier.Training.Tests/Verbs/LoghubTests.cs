using System.Globalization;
using Classifier.Training.Import;
using Classifier.Training.Verbs;

namespace Classifier.Training.Tests.Verbs;

/// <summary>How well the found templates are those that people wrote down, on 2,000 lines of each of twelve systems.</summary>
public sealed class LoghubTests
{
    [Fact]
    public async Task Templates_OfTwelveSystems_GroupLinesAsPeopleDoAsync()
    {
        var files = Directory.GetFiles(Require.Shared("datasets", "loghub"), "*_2k.log_structured.csv", SearchOption.AllDirectories);
        var accuracies = new Dictionary<string, double>();
        foreach (var file in files)
            accuracies[Path.GetFileName(file)] = GroupingAccuracy(Column(file, "EventId"), await TemplateIdsAsync(file));

        Assert.Equal(12, accuracies.Count);
        Assert.True(accuracies.Values.Average() >= 0.95, string.Join(", ", accuracies.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Key} {a.Value:0.000}"))));
    }

    [Fact]
    public void GroupingAccuracy_OneWrongLine_CountsItsWholeGroups() =>
        Assert.Equal(0.4, GroupingAccuracy(["a", "a", "b", "b", "b"], ["1", "1", "2", "2", "3"]));

    private static async Task<List<string>> TemplateIdsAsync(string file)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(["templates", "--log", file, "--column", "Content"], TimeProvider.System, output, error));
        return [.. output.ToString().Split('\n')[1..^1].Select(row => row.Split(',')[1])];
    }

    private static List<string> Column(string file, string name)
    {
        var values = new List<string>();
        new LogFile(file, name).ForEach(value => values.Add(value.ToString()), TestContext.Current.CancellationToken);
        return values;
    }

    /// <summary>Share of lines whose whole group is a group of the truth.</summary>
    private static double GroupingAccuracy(List<string> truth, List<string> found)
    {
        Assert.Equal(truth.Count, found.Count);
        var (groups, ours) = (truth.CountBy(t => t).ToDictionary(), found.CountBy(f => f).ToDictionary());
        var pairs = truth.Zip(found).CountBy(p => p);
        return (double)pairs.Where(p => p.Value == groups[p.Key.First] && p.Value == ours[p.Key.Second]).Sum(p => p.Value) / truth.Count;
    }
}
