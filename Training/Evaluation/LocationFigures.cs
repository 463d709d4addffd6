using Classifier.Scoring;
using Classifier.Training.Preparation;

namespace Classifier.Training.Evaluation;

/// <summary>How well places are read, measured on tickets whose place is known.</summary>
/// <param name="From"><c>stated</c>: a label names the place; <c>labels</c>: nothing but the ticket's own attributes and text; <c>text</c>: the attributes were removed too.</param>
/// <param name="Rows">How many.</param>
/// <param name="Right">Share of them whose place was read right.</param>
/// <param name="Wrong">Share of them that were placed elsewhere.</param>
/// <param name="Unknown">Share of them that were left open.</param>
internal sealed record LocationFigures(string From, int Rows, double Right, double Wrong, double Unknown)
{
    /// <summary>Reads the places of rows that have one.</summary>
    /// <param name="rows">Any.</param>
    /// <param name="places">Knows the company's places; null where there is no directory.</param>
    /// <returns>None where no row has a place that the directory knows.</returns>
    public static IReadOnlyList<LocationFigures> Of(IReadOnlyList<TrainingRow> rows, ILocationResolver? places)
    {
        var placed = rows.Where(r => r.Ticket.Location is { } location && places?.Resolve(location) is not null).ToList();
        if (placed.Count == 0)
            return [];
        var reader = new LocationReader(places);
        LocationFigures Read(string from, Func<TrainingRow, Alerts.Alert> alert) =>
            Of(from, placed.ConvertAll(r => (places!.Resolve(r.Ticket.Location!), reader.Read(alert(r)).Key)));
        return
        [
            Read("stated", r => AlertOf.Ticket(r.Ticket) with { Labels = new Dictionary<string, string>(r.Ticket.Attributes) { ["location"] = r.Ticket.Location! } }),
            Read("labels", r => AlertOf.Ticket(r.Ticket)),
            Read("text", r => AlertOf.Without(AlertOf.Ticket(r.Ticket), (_, _) => true)),
        ];
    }

    private static LocationFigures Of(string from, List<(string? True, string? Read)> rows)
    {
        double Share(Func<(string? True, string? Read), bool> holds) => (double)rows.Count(holds) / rows.Count;
        return new(from, rows.Count, Share(r => r.Read == r.True), Share(r => r.Read is not null && r.Read != r.True), Share(r => r.Read is null));
    }
}
