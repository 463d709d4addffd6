using Classifier.Logs;
using Classifier.Storage;
using Microsoft.Extensions.Options;

namespace Classifier.Api.Logs;

/// <summary>What services log: in by OTLP or as text, out as evidence and in chat, and away when it is old.</summary>
internal static class LogServices
{
    public static IServiceCollection AddLogs(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<LogOptions, LogOptionsValidator>().BindConfiguration(LogOptions.Section);
        return services
            .AddSingleton<ILogStore, LogStore>()
            .AddSingleton<LogIntake>()
            .AddSingleton<LogDesk>()
            .AddSingleton(provider => new LogRetention(
                provider.GetRequiredService<ILogStore>(), provider.GetRequiredService<IOptions<LogOptions>>().Value, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LogRetention>>()))
            .AddHostedService(provider => provider.GetRequiredService<LogRetention>());
    }
}
