using Classifier.Features;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Preparation;

namespace Classifier.Training.Labelling;

/// <summary>A row that a person should answer.</summary>
/// <param name="Row">The row.</param>
/// <param name="Answer">What the model says of it.</param>
/// <param name="Trust">Probability that this is right.</param>
/// <param name="KnownShare">See <see cref="FeatureVector.KnownShare"/>.</param>
/// <param name="Usefulness">See <see cref="QueuedRow.Usefulness"/>.</param>
internal sealed record AskedRow(TrainingRow Row, string Answer, double Trust, double KnownShare, double Usefulness);

/// <summary>Rows that nobody has answered yet, as a model sees them.</summary>
/// <param name="model">The model.</param>
internal sealed class UnansweredRows(Model model)
{
    private readonly int _target = Math.Max(0, model.Targets.ToList().FindIndex(t => t.Card.Name == TargetNames.OwningTeam));

    /// <summary>What is asked: the owning team, or the type where no team was learned.</summary>
    public string Target => model.Targets[_target].Card.Name;

    /// <summary>The rows whose answers would teach most, most useful first.</summary>
    /// <param name="rows">Those that have an answer are left out.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public IReadOnlyList<AskedRow> MostUseful(IEnumerable<TrainingRow> rows, int count, CancellationToken cancellationToken)
    {
        List<AskedRow> seen = [];
        var (buffer, starts, columns, values) = (new RankBuffer(model), new List<int> { 0 }, new List<int>(), new List<float>());
        foreach (var row in rows.Where(r => r.LabelOf(Target) is null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            model.Rank(row.Text, buffer);
            var probabilities = buffer.Probabilities[_target];
            seen.Add(new(row, model.Targets[_target].Card.Classes[Array.IndexOf(probabilities, probabilities.Max())], model.Trust(_target, buffer), buffer.Vector.KnownShare, 0));
            var (indices, weights) = (buffer.Vector.Indices.ToArray(), buffer.Vector.Values.ToArray());
            Array.Sort(indices, weights);
            columns.AddRange(indices);
            values.AddRange(weights);
            starts.Add(columns.Count);
        }
        var queue = new LabelQueue(new([.. starts], [.. columns], [.. values], model.Space.Count), seen.ConvertAll(r => r.Trust), seen.ConvertAll(r => r.KnownShare));
        return [.. queue.First(count).Select(q => seen[q.Row] with { Usefulness = q.Usefulness })];
    }
}
