using Classifier.Features;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Calibration;
using Classifier.Training.Preparation;

namespace Classifier.Training.Evaluation;

/// <summary>Scores a labelled file with a model, just as serving would.</summary>
/// <param name="model">The model.</param>
internal sealed class Evaluator(Model model)
{
    /// <summary>Figures of every target that has labels among the rows; others are absent.</summary>
    public IReadOnlyDictionary<string, Figures> Evaluate(IReadOnlyList<TrainingRow> rows, CancellationToken cancellationToken)
    {
        var judged = model.Targets.Select(_ => new Judgement?[rows.Count]).ToList();
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.For(0, rows.Count, options, () => new RankBuffer(model), (i, _, buffer) =>
        {
            model.Rank(rows[i].Text, buffer);
            for (var t = 0; t < judged.Count; t++)
                judged[t][i] = Judge(model.Targets[t], rows[i], buffer.Probabilities[t], model.Trust(t, buffer), buffer.Vector);
            return buffer;
        }, _ => { });
        return FiguresOf(judged);
    }

    private SortedDictionary<string, Figures> FiguresOf(List<Judgement?[]> judged)
    {
        var figures = new SortedDictionary<string, Figures>(StringComparer.Ordinal);
        for (var t = 0; t < judged.Count; t++)
        {
            var judgements = judged[t].OfType<Judgement>().ToList();
            var card = model.Targets[t].Card;
            if (judgements.Count > 0)
                figures[card.Name] = Metrics.Of(judgements, card.Thresholds, card.Classes.Zip(card.ClassRows).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal));
        }
        return figures;
    }

    private static Judgement? Judge(TargetModel target, TrainingRow row, float[] probabilities, double trust, FeatureVector vector)
    {
        if (row.LabelOf(target.Card.Name) is not { } truth)
            return null;
        var classes = target.Card.Classes;
        var top = Array.IndexOf(probabilities, probabilities.Max());
        var score = target.Gauge.Score(probabilities, vector.KnownShare, vector.Count);
        return new(
            truth, classes[top], trust, Judging.TopThree(classes, probabilities).Contains(truth), classes.Contains(truth),
            score, target.Gauge.Judge(score, vector.KnownShare) == Novelty.New);
    }
}
