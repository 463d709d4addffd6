using Classifier.Training.Calibration;

namespace Classifier.Training.Evaluation;

/// <summary>Turns scores into answers.</summary>
internal static class Judging
{
    /// <summary>The answers of a fold at a temperature.</summary>
    public static IReadOnlyList<Judgement> Of(FoldScores scores, double temperature)
    {
        var known = scores.Classes.ToHashSet(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, scores.Rows).Select(i => new Judgement(
            scores.Truth[i], scores.Top(i), scores.TopProbability(i, temperature),
            TopThree(scores.Classes, scores.Scores[i]).Contains(scores.Truth[i]), known.Contains(scores.Truth[i])))];
    }

    /// <summary>The three classes with the highest scores; of equals the first.</summary>
    public static IEnumerable<string> TopThree(IReadOnlyList<string> classes, IReadOnlyList<float> scores) =>
        Enumerable.Range(0, classes.Count).OrderByDescending(k => scores[k]).Take(3).Select(k => classes[k]);
}
