namespace Classifier.Training.Evaluation;

/// <summary>How far one attribute would go alone: every value answers with the commonest class that it had among the fitted rows.</summary>
/// <param name="Key">The attribute.</param>
/// <param name="Rows">Kept-back rows that have it.</param>
/// <param name="Accuracy">Share of them that it answers right; a value that was not fitted is wrong.</param>
/// <param name="ModelAccuracy">Share of the same rows that the model answers right.</param>
internal sealed record AttributeAlone(string Key, int Rows, double Accuracy, double ModelAccuracy)
{
    private const int FewestRows = 20;
    private const int MostAttributes = 12;

    /// <summary>The attributes that go furthest.</summary>
    public static IReadOnlyList<AttributeAlone> Of(string target, JudgedRows judged) =>
    [
        .. judged.Rows.SelectMany(r => r.Ticket.Attributes.Keys).Distinct()
            .Select(key => Of(key, target, judged)).OfType<AttributeAlone>()
            .OrderByDescending(a => a.Accuracy).ThenBy(a => a.Key, StringComparer.Ordinal).Take(MostAttributes),
    ];

    private static AttributeAlone? Of(string key, string target, JudgedRows judged)
    {
        var rows = Enumerable.Range(0, judged.Rows.Count).Where(i => judged.Rows[i].Ticket.Attributes.ContainsKey(key)).ToList();
        if (rows.Count < FewestRows)
            return null;
        var answers = judged.Fit.Where(r => r.Ticket.Attributes.ContainsKey(key)).GroupBy(r => r.Ticket.Attributes[key], r => r.LabelOf(target)!)
            .ToDictionary(g => g.Key, MajorityBaseline.Commonest, StringComparer.Ordinal);
        var right = rows.Count(i => answers.GetValueOrDefault(judged.Rows[i].Ticket.Attributes[key]) == judged.Judgements[i].Truth);
        return new(key, rows.Count, (double)right / rows.Count, judged.Of(rows).Accuracy);
    }
}
