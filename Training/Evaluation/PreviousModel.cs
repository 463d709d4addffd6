using System.Text.Json;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Calibration;
using Classifier.Training.Preparation;
using Classifier.Training.Reports;

namespace Classifier.Training.Evaluation;

/// <summary>
/// The champion as a baseline, as far as that is fair: it is asked about those kept-back rows that are newer than
/// everything it had learned from. Where there are too few, it has seen the answers, and its own last fold must speak.
/// </summary>
/// <param name="store">Where the champion is.</param>
internal sealed class PreviousModel(ModelStore store)
{
    private const int FewestRows = 50;
    private const double LeastKnown = 0.5;

    /// <summary>Compares a trained model with the champion.</summary>
    /// <param name="trained">The targets of the new model.</param>
    /// <param name="given">The rows as they came, with all their attributes.</param>
    /// <returns>Null where there is no champion.</returns>
    public PreviousFacts? Compare(IReadOnlyList<TrainedTarget> trained, IReadOnlyList<TrainingRow> given)
    {
        if (store.Champion() is not { } champion)
            return null;
        try
        {
            return Compare(champion.Version, Model.Load(store.PathOf(champion.Version)), trained, given);
        }
        catch (ModelRefusedException e)
        {
            // A damaged champion must not keep a new one from being trained.
            return new(champion.Version, "not_comparable", $"it could not be loaded: {e.Message}", []);
        }
    }

    private PreviousFacts Compare(string version, Model champion, IReadOnlyList<TrainedTarget> trained, IReadOnlyList<TrainingRow> given)
    {
        var shared = trained.Where(t => KnownShare(champion, t) >= LeastKnown).ToList();
        if (shared.Count == 0)
            return new(version, "not_comparable", "it knows other classes", []);
        var original = given.DistinctBy(r => r.Ticket.Id).ToDictionary(r => r.Ticket.Id, StringComparer.Ordinal);
        var newer = shared.ConvertAll(t => (Target: t, Rows: NewerThan(champion, t.LastFold)));
        return newer.TrueForAll(n => n.Rows.Count >= FewestRows)
            ? new(version, "newer_rows", "it answered the kept-back rows that are newer than all it had learned from", newer.ConvertAll(n => Answer(champion, n.Target, n.Rows, original)))
            : OwnFigures(version, shared);
    }

    private static double KnownShare(Model champion, TrainedTarget target)
    {
        var classes = champion.Targets.FirstOrDefault(t => t.Card.Name == target.Card.Name)?.Card.Classes.ToHashSet(StringComparer.Ordinal) ?? [];
        return target.LastFold.Judgements.Average(j => classes.Contains(j.Truth) ? 1.0 : 0);
    }

    private static List<int> NewerThan(Model champion, JudgedRows judged) =>
        [.. Enumerable.Range(0, judged.Rows.Count).Where(i => champion.Card.Data.To is { } to && judged.Rows[i].Ticket.OpenedAt > to)];

    private static PreviousFigures Answer(Model champion, TrainedTarget target, List<int> rows, Dictionary<string, TrainingRow> original)
    {
        var (place, buffer) = (champion.Targets.Index().First(t => t.Item.Card.Name == target.Card.Name), new RankBuffer(champion));
        List<Judgement> old = [], own = [];
        foreach (var row in rows)
        {
            champion.Rank(original[target.LastFold.Rows[row].Ticket.Id].Text, buffer);
            var probabilities = buffer.Probabilities[place.Index];
            own.Add(target.LastFold.Judgements[row]);
            old.Add(own[^1] with { Answer = place.Item.Card.Classes[Array.IndexOf(probabilities, probabilities.Max())] });
        }
        return new(target.Card.Name, rows.Count, Metrics.Accuracy(old), Metrics.MacroF1(old), Metrics.Accuracy(own), Metrics.MacroF1(own));
    }

    private PreviousFacts OwnFigures(string version, IReadOnlyList<TrainedTarget> shared)
    {
        var metrics = JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(store.PathOf(version), ModelFiles.Metrics)), TrainingJson.Default.RunMetrics)!;
        return new(
            version, "own_figures", "it had learned from the kept-back rows, so asking it would flatter it: the figures are those that it had on the rows kept back in its own training",
            [.. shared.Where(t => metrics.Targets.ContainsKey(t.Card.Name)).Select(t => Own(t.Card.Name, metrics.Targets[t.Card.Name].Figures))]);
    }

    private static PreviousFigures Own(string target, Figures figures) => new(target, figures.Rows, figures.Accuracy, figures.MacroF1, null, null);
}
