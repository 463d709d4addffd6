using Classifier.Api.Intake.Sns;

namespace Classifier.Api.Intake;

/// <summary>Alerts in.</summary>
internal static class IntakeServices
{
    public static IServiceCollection AddIntake(this IServiceCollection services) => services
        .AddSingleton(provider => SourceCatalog.Load(provider.GetRequiredService<Home>()))
        .AddSingleton<SourceSettings>()
        .AddSingleton<ISnsClient, SnsClient>()
        .AddSingleton<SnsVerifier>()
        .AddSingleton<SnsSubscriptions>()
        .AddSingleton<WebhookGate>()
        .AddSingleton<IntakeQueue>()
        .AddSingleton<AlertIntake>()
        .AddSingleton<DeadLetters>()
        .AddSingleton<AlertVisibility>();
}
