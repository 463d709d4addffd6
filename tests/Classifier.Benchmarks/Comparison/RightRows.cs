using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training;
using Classifier.Training.Import;
using Classifier.Training.Preparation;

namespace Classifier.Benchmarks.Comparison;

/// <summary>Which rows of a labelled file are answered right, in the file's order; rows without the label are left out.</summary>
internal static class RightRows
{
    /// <summary>Those of a model of ours.</summary>
    /// <param name="folder">The model's.</param>
    /// <param name="data">The file.</param>
    /// <param name="target">E.g. <c>owning_team</c>.</param>
    public static IEnumerable<bool> Of(string folder, string data, string target)
    {
        var model = Model.Load(folder);
        var buffer = new RankBuffer(model);
        var place = model.Targets.Select(t => t.Card.Name).ToList().IndexOf(target);
        var classes = model.Targets[place].Card.Classes;
        var rows = new TrainingData(new CompanyFacts(null)).FromFiles([data], new HistoryReader(TimeZoneInfo.Utc, TimeProvider.System), CancellationToken.None);
        foreach (var row in rows.Where(r => r.LabelOf(target) is not null))
        {
            model.Rank(row.Text, buffer);
            var probabilities = buffer.Probabilities[place];
            yield return classes[Array.IndexOf(probabilities, probabilities.Max())] == row.LabelOf(target);
        }
    }

    /// <summary>Those of a peer, from the probabilities that it wrote.</summary>
    /// <param name="file">A NumPy archive of <c>classes</c>, <c>probs</c> and <c>truth</c>.</param>
    public static bool[] OfPeer(string file)
    {
        using var archive = new NumpyArchive(file);
        var (classes, truth, probabilities) = (archive.Strings("classes"), archive.Strings("truth"), archive.Floats("probs"));
        return [.. truth.Select((label, row) => classes[Top(probabilities.AsSpan(row * classes.Length, classes.Length))] == label)];
    }

    private static int Top(ReadOnlySpan<float> probabilities)
    {
        var top = 0;
        for (var i = 1; i < probabilities.Length; i++)
            top = probabilities[i] > probabilities[top] ? i : top;
        return top;
    }
}
