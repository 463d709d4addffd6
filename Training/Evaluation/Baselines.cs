using Classifier.Training.Preparation;

namespace Classifier.Training.Evaluation;

/// <summary>What a model must beat to be worth serving.</summary>
internal interface IBaseline
{
    /// <summary>As the report names it.</summary>
    string Name { get; }

    /// <summary>An answer for every row.</summary>
    /// <param name="fit">Rows to learn from, each with its class.</param>
    /// <param name="evaluate">Rows to answer.</param>
    IReadOnlyList<string> Answer(BaselineRows fit, BaselineRows evaluate);
}

/// <summary>Rows for a baseline.</summary>
/// <param name="Rows">The tickets.</param>
/// <param name="Features">Their features, in the same order.</param>
/// <param name="Labels">Their classes, in the same order.</param>
internal sealed record BaselineRows(IReadOnlyList<TrainingRow> Rows, SparseMatrix Features, IReadOnlyList<string> Labels);

/// <summary>The baselines of every report; a report without one of them is not written.</summary>
internal static class Baselines
{
    public static IReadOnlyList<IBaseline> All { get; } = [new MajorityBaseline(), new KeywordBaseline(), new NearestNeighbourBaseline()];

    /// <summary>Refuses figures that lack a baseline.</summary>
    /// <exception cref="InvalidOperationException">One is missing; the message names target and baseline.</exception>
    public static void Require(RunMetrics metrics)
    {
        foreach (var (target, figures) in metrics.Targets)
        {
            if (All.FirstOrDefault(b => figures.Baselines.All(f => f.Name != b.Name)) is { } missing)
                throw new InvalidOperationException($"{target} has no figures of the baseline {missing.Name}: without it nobody can say what the model is worth");
        }
    }
}

/// <summary>Always the commonest class.</summary>
internal sealed class MajorityBaseline : IBaseline
{
    public string Name => "majority";

    public IReadOnlyList<string> Answer(BaselineRows fit, BaselineRows evaluate) =>
        [.. Enumerable.Repeat(Commonest(fit.Labels), evaluate.Rows.Count)];

    /// <summary>The commonest class; of equals the first in ordinal order.</summary>
    public static string Commonest(IEnumerable<string> labels) =>
        labels.CountBy(l => l).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).First().Key;
}
