using Classifier.Alerts;
using Classifier.Training.Preparation;

namespace Classifier.Training.Evaluation.Slices;

/// <summary>How the rows that have something in common were answered.</summary>
/// <param name="By">What they have in common: <c>source</c>, <c>severity</c> or <c>language</c>.</param>
/// <param name="Value">Its value, in parentheses where it is none of the data's own.</param>
/// <param name="Figures">How they were answered.</param>
internal sealed record SliceFigures(string By, string Value, ShareFigures Figures)
{
    private const int MostValues = 12;
    private const string Nothing = "(not stated)";
    private const string Rest = "(others)";

    /// <summary>All slices; of each kind the twelve with most rows, and the others as one.</summary>
    public static IReadOnlyList<SliceFigures> Of(JudgedRows judged) =>
    [
        .. Of(judged, "source", row => row.Ticket.Attributes.GetValueOrDefault("source") ?? Nothing),
        .. Of(judged, "severity", row => row.Ticket.Severity?.Word() ?? Nothing),
        .. Of(judged, "language", row => Language.Of(row.Ticket)),
    ];

    private static IEnumerable<SliceFigures> Of(JudgedRows judged, string by, Func<TrainingRow, string> value)
    {
        var slices = Enumerable.Range(0, judged.Rows.Count).GroupBy(i => value(judged.Rows[i]))
            .OrderByDescending(s => s.Count()).ThenBy(s => s.Key, StringComparer.Ordinal).ToList();
        var rest = slices.Skip(MostValues).SelectMany(s => s).ToList();
        return slices.Take(MostValues).Select(s => new SliceFigures(by, s.Key, judged.Of([.. s])))
            .Concat(rest.Count == 0 ? [] : [new(by, Rest, judged.Of(rest))]);
    }
}
