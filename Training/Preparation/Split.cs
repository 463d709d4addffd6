namespace Classifier.Training.Preparation;

/// <summary>Rows to fit on and rows to score, as places in all rows.</summary>
internal sealed record Fold(int[] Fit, int[] Evaluate);

/// <summary>How rows are kept back.</summary>
/// <param name="Kind"><c>time</c> or <c>stratified</c>.</param>
/// <param name="Earlier">Folds to choose and calibrate on, the smaller first.</param>
/// <param name="Last">The fold that the figures come from; no earlier fold has seen its evaluation rows.</param>
/// <param name="Calibration">Folds that the saved model is calibrated on, beside the last.</param>
internal sealed record Split(string Kind, IReadOnlyList<Fold> Earlier, Fold Last, IReadOnlyList<Fold> Calibration)
{
    private const double TimedShare = 0.9;

    /// <summary>Kind of a split that keeps back the newest rows.</summary>
    public const string Time = "time";

    /// <summary>Whether at least 90 % of the rows have a time.</summary>
    public static bool HasTimes(IReadOnlyList<TrainingRow> rows) => rows.Count(r => r.Ticket.OpenedAt is not null) >= TimedShare * rows.Count;

    /// <summary>Oldest first where rows have times (rows without one count as oldest), else as they are.</summary>
    public static IReadOnlyList<TrainingRow> InOrder(IReadOnlyList<TrainingRow> rows) =>
        HasTimes(rows) ? [.. rows.OrderBy(r => r.Ticket.OpenedAt ?? DateTimeOffset.MinValue)] : rows;

    /// <summary>Each fold predicts the fifth of the rows that follows it.</summary>
    public static Split Forward(int rows)
    {
        Fold Until(double fit, double end)
        {
            var (cut, stop) = ((int)(rows * fit), (int)(rows * end));
            return new([.. Enumerable.Range(0, cut)], [.. Enumerable.Range(cut, stop - cut)]);
        }
        IReadOnlyList<Fold> earlier = [Until(0.4, 0.6), Until(0.6, 0.8)];
        return new(Time, earlier, Until(0.8, 1), earlier);
    }

    /// <summary>Every class is dealt out to five groups; the last is the test, two others are predicted in turn without it.</summary>
    public static Split Stratified(IReadOnlyList<TrainingRow> rows, int seed)
    {
        var groups = Groups(rows, seed);
        Fold Predict(int group, Func<int, bool> isFit)
        {
            var all = Enumerable.Range(0, rows.Count).ToList();
            return new([.. all.Where(i => isFit(groups[i]))], [.. all.Where(i => groups[i] == group)]);
        }
        // The saved model has seen all rows and is right more often than folds of three fifths, so it is calibrated on larger ones.
        return new(
            "stratified", [Predict(1, g => g is not (1 or 0)), Predict(2, g => g is not (2 or 0))], Predict(0, g => g != 0),
            [Predict(1, g => g != 1), Predict(2, g => g != 2)]);
    }

    private static int[] Groups(IReadOnlyList<TrainingRow> rows, int seed)
    {
        var order = Enumerable.Range(0, rows.Count).ToArray();
        new Random(seed).Shuffle(order);
        var byClass = order.GroupBy(i => (rows[i].Ticket.OwningTeam, rows[i].Ticket.IssueType)).OrderBy(g => g.Min());
        var (groups, next) = (new int[rows.Count], 0);
        foreach (var row in byClass.SelectMany(g => g))
            groups[row] = next++ % 5;
        return groups;
    }
}
