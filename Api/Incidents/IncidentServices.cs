using Classifier.Api.Mutes;
using Classifier.History;
using Classifier.Incidents;
using Classifier.Storage;

namespace Classifier.Api.Incidents;

/// <summary>From accepted alerts to incidents.</summary>
internal static class IncidentServices
{
    public static IServiceCollection AddIncidents(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<LeaseOptions, LeaseOptionsValidator>().BindConfiguration(LeaseOptions.Section);
        return services
            .AddSingleton<IInbox, Inbox>()
            .AddSingleton<IIncidentStore, IncidentStore>()
            .AddSingleton<IPostStore, PostStore>()
            .AddSingleton<AnswerDesk>()
            .AddSingleton<IClosedIncidentStore, ClosedIncidentStore>()
            .AddSingleton<WorkSignal>()
            .AddSingleton<IncidentFeed>()
            .AddSingleton<IncidentReader>()
            .AddSingleton<IncidentActions>()
            .AddSingleton<OrderSettings>()
            .AddSingleton<IMuteStore, MuteStore>()
            .AddSingleton<MuteDesk>()
            .AddSingleton<MuteActions>()
            .AddSingleton<GroupDesk>()
            .AddSingleton<StormDesk>()
            .AddSingleton<MergeDesk>()
            .AddSingleton<SplitDesk>()
            .AddSingleton<AlertDesk>()
            .AddSingleton<EvidenceDesk>()
            .AddSingleton<AlertWorker>()
            .AddHostedService<MuteWorker>()
            .AddHostedService<NodeWakeups>()
            .AddHostedService(provider => provider.GetRequiredService<AlertWorker>());
    }
}
