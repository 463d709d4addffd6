using Classifier.Alerts;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training;
using Classifier.Training.Evaluation;
using Classifier.Training.Import;
using Classifier.Training.Preparation;

namespace Classifier.Benchmarks.Comparison;

/// <summary>How many of the similar incidents that are shown belong to the team that an incident turned out to be of.</summary>
internal static class SameOwner
{
    private const int Shown = 5;

    /// <summary>Precision@5: the share of them, an incident that less than five are shown for counting as if the rest were others'.</summary>
    /// <param name="folder">The model's.</param>
    /// <param name="data">A labelled file that it has not seen.</param>
    public static double PrecisionAt5(string folder, string data)
    {
        var scorer = new ModelScorer(Model.Load(folder), places: null);
        var rows = new TrainingData(new CompanyFacts(null)).FromFiles([data], new HistoryReader(TimeZoneInfo.Utc, TimeProvider.System), CancellationToken.None);
        return rows.Where(r => r.Ticket.OwningTeam is not null).Average(row =>
        {
            var alert = AlertOf.Ticket(row.Ticket) with { Title = AlertLimits.Keep(row.Ticket.Title, AlertLimits.Title) };
            return scorer.Score(alert, ScoreParts.Similar).Similar.Count(s => s.OwningTeam == row.Ticket.OwningTeam) / (double)Shown;
        });
    }
}
