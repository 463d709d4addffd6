namespace Classifier.Training.Evaluation;

/// <summary>How the rows of one period of the kept-back rows were answered; periods have equally many rows.</summary>
/// <param name="FromDay">Days from the first kept-back row to the period's first.</param>
/// <param name="ToDay">Days from the first kept-back row to the period's last.</param>
/// <param name="Figures">How they were answered.</param>
internal sealed record PeriodFigures(double FromDay, double ToDay, ShareFigures Figures)
{
    private const int MostPeriods = 10;
    private const int FewestRows = 20;

    /// <summary>The periods, oldest first; none where there are too few rows with a time for two.</summary>
    public static IReadOnlyList<PeriodFigures> Of(JudgedRows judged)
    {
        int[] timed = [.. Enumerable.Range(0, judged.Rows.Count).Where(i => judged.Rows[i].Ticket.OpenedAt is not null).OrderBy(i => judged.Rows[i].Ticket.OpenedAt)];
        var count = Math.Min(MostPeriods, timed.Length / FewestRows);
        return count < 2 ? [] : [.. Enumerable.Range(0, count).Select(p => Of(judged, timed[0], timed[(timed.Length * p / count)..(timed.Length * (p + 1) / count)]))];
    }

    private static PeriodFigures Of(JudgedRows judged, int first, int[] rows)
    {
        double Day(int row) => Math.Round((judged.Rows[row].Ticket.OpenedAt!.Value - judged.Rows[first].Ticket.OpenedAt!.Value).TotalDays, 3);
        return new(Day(rows[0]), Day(rows[^1]), judged.Of(rows));
    }
}
