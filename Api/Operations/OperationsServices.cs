using Classifier.Api.Briefs;
using Classifier.History;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;

namespace Classifier.Api.Operations;

/// <summary>What an operator does by hand.</summary>
internal static class OperationsServices
{
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<RetentionOptions, RetentionOptionsValidator>().BindConfiguration(RetentionOptions.Section);
        return services
            .AddSingleton<IOutboundSwitch, OutboundSwitch>()
            .AddSingleton<IAuditStore, AuditStore>()
            .AddSingleton<IRetentionStore, RetentionStore>()
            .AddSingleton<ILabelStore, LabelStore>()
            .AddSingleton<TrackRecords>()
            .AddHostedService(provider => provider.GetRequiredService<TrackRecords>())
            .AddSingleton<DigestWriter>()
            .AddHostedService<Digest>()
            .AddSingleton<SelfAudit>()
            .AddSingleton<Retention>()
            .AddHostedService(provider => provider.GetRequiredService<SelfAudit>())
            .AddHostedService(provider => provider.GetRequiredService<Retention>());
    }
}
