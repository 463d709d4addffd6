namespace Classifier.Api.Intake;

/// <summary>Alerts in.</summary>
internal static class IntakeServices
{
    public static IServiceCollection AddIntake(this IServiceCollection services) => services
        .AddSingleton(provider => SourceCatalog.Load(provider.GetRequiredService<Home>()))
        .AddSingleton<AlertIntake>()
        .AddSingleton<AlertVisibility>();
}
