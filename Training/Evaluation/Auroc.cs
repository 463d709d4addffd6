namespace Classifier.Training.Evaluation;

/// <summary>Area under the ROC curve.</summary>
internal static class Auroc
{
    /// <summary>The probability that a true row scores higher than a false one, half counted where they are equal; null without either.</summary>
    public static double? Of(IEnumerable<(double Score, bool IsTrue)> rows)
    {
        var rising = rows.OrderBy(r => r.Score).ToList();
        var trues = rising.Count(r => r.IsTrue);
        if (trues == 0 || trues == rising.Count)
            return null;
        var ranks = 0.0;
        for (int start = 0, end; start < rising.Count; start = end)
        {
            for (end = start + 1; end < rising.Count && rising[end].Score == rising[start].Score; end++)
            {
            }
            ranks += rising.Skip(start).Take(end - start).Count(r => r.IsTrue) * (start + end + 1) / 2.0;
        }
        return (ranks - trues * (trues + 1) / 2.0) / ((double)trues * (rising.Count - trues));
    }
}
