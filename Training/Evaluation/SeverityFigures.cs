using Classifier.Alerts;
using Classifier.Scoring;
using Classifier.Training.Preparation;

namespace Classifier.Training.Evaluation;

/// <summary>How well severity is read where nobody stated it, measured on tickets that did.</summary>
/// <param name="StatedCritical">Tickets that stated critical.</param>
/// <param name="Lowered">How many of them were read as less: must be 0.</param>
/// <param name="Readings">What was left to read from, each with the figures.</param>
internal sealed record SeverityFigures(int StatedCritical, int Lowered, IReadOnlyList<SeverityReading> Readings)
{
    /// <summary>Reads the severity of rows that state one, with the statement and without.</summary>
    /// <returns>Null where no row states one.</returns>
    public static SeverityFigures? Of(IReadOnlyList<TrainingRow> rows)
    {
        var stated = rows.Where(r => r.Ticket.Severity is not null).ToList();
        if (stated.Count == 0)
            return null;
        var unstated = stated.ConvertAll(r => (Severity: r.Ticket.Severity!.Value, Alert: AlertOf.Ticket(r.Ticket) with { Severity = null }));
        var labelled = unstated.Where(u => SeverityReader.Stated(u.Alert) is not null);
        var critical = stated.Where(r => r.Ticket.Severity == Severity.Critical).ToList();
        return new(
            critical.Count, critical.Count(r => SeverityReader.Read(AlertOf.Ticket(r.Ticket)) != Severity.Critical),
            [
                SeverityReading.Of("labels", [.. labelled.Select(u => (u.Severity, SeverityReader.Read(u.Alert)))]),
                SeverityReading.Of("text", [.. unstated.Select(u => (u.Severity, SeverityReader.Read(AlertOf.Without(u.Alert, IsSeverityLabel))))]),
                SeverityReading.Of("always_medium", [.. unstated.Select(u => (u.Severity, Severity.Medium))]),
            ]);
    }

    // Without such a label nothing is stated any more, whatever the label is called.
    private static bool IsSeverityLabel(string name, string value) =>
        SeverityReader.Stated(new() { Title = "-", OccurredAt = default, DedupKey = "-", Labels = new Dictionary<string, string> { [name] = value } }) is not null;
}

/// <summary>Severities read from one place.</summary>
/// <param name="From"><c>labels</c>: the field was removed and a label says it; <c>text</c>: such labels were removed too; <c>always_medium</c>: not read at all.</param>
/// <param name="Rows">How many.</param>
/// <param name="Accuracy">Share read right; null without rows.</param>
/// <param name="MeanOrdinalError">Mean distance in levels; null without rows.</param>
internal sealed record SeverityReading(string From, int Rows, double? Accuracy, double? MeanOrdinalError)
{
    public static SeverityReading Of(string from, IReadOnlyList<(Severity True, Severity Read)> rows) => new(
        from, rows.Count, rows.Count == 0 ? null : rows.Average(r => r.True == r.Read ? 1.0 : 0), rows.Count == 0 ? null : rows.Average(r => Math.Abs((double)r.True - (double)r.Read)));
}
