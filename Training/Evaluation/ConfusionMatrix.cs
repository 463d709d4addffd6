using Classifier.Training.Calibration;

namespace Classifier.Training.Evaluation;

/// <summary>What is answered with what.</summary>
/// <param name="Classes">Those that take part in most mistakes first.</param>
/// <param name="Others">How many further classes the last row and column stand for; 0 where there is no such row.</param>
/// <param name="Rows">Per true class the rows by answer, in the order of the classes; a last row and column for all others.</param>
internal sealed record ConfusionMatrix(IReadOnlyList<string> Classes, int Others, IReadOnlyList<IReadOnlyList<int>> Rows)
{
    private const int MostClasses = 16;

    /// <summary>Counts answers.</summary>
    public static ConfusionMatrix Of(IReadOnlyList<Judgement> judgements)
    {
        var mistakes = judgements.Where(j => !j.IsRight).SelectMany(j => new[] { j.Truth, j.Answer }).CountBy(c => c).ToDictionary();
        var all = judgements.SelectMany(j => new[] { j.Truth, j.Answer }).CountBy(c => c)
            .OrderByDescending(c => mistakes.GetValueOrDefault(c.Key)).ThenByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => c.Key).ToList();
        List<string> shown = [.. all.Take(all.Count == MostClasses + 1 ? all.Count : MostClasses)];
        return new(shown, all.Count - shown.Count, Count(judgements, shown, all.Count > shown.Count));
    }

    private static int[][] Count(IReadOnlyList<Judgement> judgements, List<string> shown, bool hasOthers)
    {
        var place = shown.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
        var size = shown.Count + (hasOthers ? 1 : 0);
        var rows = Enumerable.Range(0, size).Select(_ => new int[size]).ToArray();
        foreach (var judgement in judgements)
            rows[place.GetValueOrDefault(judgement.Truth, shown.Count)][place.GetValueOrDefault(judgement.Answer, shown.Count)]++;
        return rows;
    }
}
