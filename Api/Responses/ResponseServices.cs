using Classifier.Api.Briefs;
using Classifier.Api.Briefs.Messages;
using Classifier.Responses;
using Classifier.Storage;

namespace Classifier.Api.Responses;

/// <summary>From plans to rooms.</summary>
internal static class ResponseServices
{
    public static IServiceCollection AddResponses(this IServiceCollection services) => services
        .AddSingleton<IStepStore, StepStore>()
        .AddSingleton<ResponseQueue>()
        .AddSingleton<StandingRooms>()
        .AddSingleton<MessageTexts>()
        .AddSingleton<MessageValues>()
        .AddSingleton<BriefWriter>()
        .AddSingleton<StepTools>()
        .AddSingleton<RoomSteps>()
        .AddSingleton<MessageSteps>()
        .AddSingleton<DecisionSteps>()
        .AddSingleton<StepRunner>()
        .AddSingleton<StepWorker>()
        .AddSingleton<RouteDesk>()
        .AddSingleton<Reconciler>()
        .AddHostedService(provider => provider.GetRequiredService<Reconciler>())
        .AddHostedService(provider => provider.GetRequiredService<StepWorker>());
}
