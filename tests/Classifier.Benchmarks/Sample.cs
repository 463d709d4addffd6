using Classifier.Alerts;
using Classifier.Features;
using Classifier.History;
using Classifier.Models;
using Classifier.Training.Samples;

namespace Classifier.Benchmarks;

/// <summary>The champion that ships and alerts that it has not seen: the sample's generator with another seed.</summary>
internal static class Sample
{
    /// <summary>Seed of what is asked.</summary>
    public const int AskedSeed = 1001;

    /// <summary>Seed of the history that is searched.</summary>
    public const int HistorySeed = 1002;

    /// <summary>Folder of the champion.</summary>
    public static string ChampionFolder
    {
        get
        {
            var models = new ModelStore(Home.Find(), TimeProvider.System);
            return models.PathOf(models.Champion()!.Version);
        }
    }

    /// <summary>Alerts as a tool or a person would have sent them.</summary>
    public static Alert[] Alerts(int count) => [.. SampleHistory.Tickets(AskedSeed, count).Select(AlertOf)];

    /// <summary>What features are read from.</summary>
    public static IncidentText[] Texts(int count) => [.. SampleHistory.Tickets(AskedSeed, count).Select(IncidentText.From)];

    private static Alert AlertOf(Ticket ticket) => new()
    {
        Title = ticket.Title,
        Description = ticket.Description,
        Severity = ticket.Severity,
        Labels = ticket.Attributes,
        Logs = ticket.Logs,
        OccurredAt = ticket.OpenedAt!.Value,
        DedupKey = ticket.Id,
    };
}
