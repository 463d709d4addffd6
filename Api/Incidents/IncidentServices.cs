using Classifier.History;
using Classifier.Incidents;
using Classifier.Storage.Sqlite;

namespace Classifier.Api.Incidents;

/// <summary>From accepted alerts to incidents.</summary>
internal static class IncidentServices
{
    public static IServiceCollection AddIncidents(this IServiceCollection services) => services
        .AddSingleton<IInbox, SqliteInbox>()
        .AddSingleton<IIncidentStore, SqliteIncidentStore>()
        .AddSingleton<IClosedIncidentStore, SqliteClosedIncidentStore>()
        .AddSingleton<WorkSignal>()
        .AddSingleton<IncidentFeed>()
        .AddSingleton<IncidentReader>()
        .AddSingleton<IncidentActions>()
        .AddSingleton<AlertDesk>()
        .AddSingleton<EvidenceDesk>()
        .AddSingleton<AlertWorker>()
        .AddHostedService(provider => provider.GetRequiredService<AlertWorker>());
}
