using Classifier.Api.Identity;
using Classifier.Api.Outgoing;
using Classifier.Logs;

namespace Classifier.Api.Lookups;

/// <summary>Where <c>logs</c> and <c>alerts</c> look besides what came in by itself.</summary>
internal static class LookupServices
{
    private const string LogSection = "Logs:Sources";
    private const string AlertSection = "Alerts:Sources";

    /// <summary>Adds the own store and whatever <c>Logs:Sources</c> and <c>Alerts:Sources</c> name.</summary>
    /// <exception cref="UnsafeDefaultsException">Something of it is wrong; all of it is named by its setting.</exception>
    public static IServiceCollection AddLookups(this IServiceCollection services, IConfiguration configuration)
    {
        var logs = configuration.GetSection(LogSection).Get<LookupOptions[]>() ?? [];
        var alerts = configuration.GetSection(AlertSection).Get<LookupOptions[]>() ?? [];
        var faults = logs.SelectMany((o, i) => o.Faults($"{LogSection}:{i}", [LokiLogs.Kind, ElasticsearchLogs.Kind, LogFiles.Kind]))
            .Concat(alerts.SelectMany((o, i) => o.Faults($"{AlertSection}:{i}", [AlertmanagerAlerts.Kind, PrometheusAlerts.Kind]))).ToList();
        if (faults.Count > 0)
            throw new UnsafeDefaultsException(string.Join(' ', faults));
        services.AddSingleton<SideBySide>().AddSingleton<LogLookup>().AddSingleton<AlertLookup>().AddSingleton<ILookup<LogLine>, OwnLogs>();
        foreach (var (options, i) in logs.Select((o, i) => (o, i)))
            services.AddClient($"{LogSection}:{i}", options).AddSingleton(provider => LogsOf(options, Client(provider, $"{LogSection}:{i}")));
        foreach (var (options, i) in alerts.Select((o, i) => (o, i)))
            services.AddClient($"{AlertSection}:{i}", options).AddSingleton(provider => AlertsOf(options, Client(provider, $"{AlertSection}:{i}")));
        return services;
    }

    private static ILookup<LogLine> LogsOf(LookupOptions options, HttpClient http) => options.Kind switch
    {
        LokiLogs.Kind => new LokiLogs(options, http),
        ElasticsearchLogs.Kind => new ElasticsearchLogs(options, http),
        _ => new LogFiles(options),
    };

    private static ILookup<FoundAlert> AlertsOf(LookupOptions options, HttpClient http) =>
        options.Kind == AlertmanagerAlerts.Kind ? new AlertmanagerAlerts(options, http) : new PrometheusAlerts(options, http);

    private static IServiceCollection AddClient(this IServiceCollection services, string name, LookupOptions options)
    {
        if (options.Kind == LogFiles.Kind)
            return services;
        services.AddHttpClient(name, http =>
        {
            (http.BaseAddress, http.MaxResponseContentBufferSize) = (options.Address, LookupHttp.MaxBytes);
            http.DefaultRequestHeaders.Authorization = options.Authorization();
            if (options.Tenant is { Length: > 0 } tenant)
                http.DefaultRequestHeaders.Add("X-Scope-OrgID", tenant);
        }).WithoutRedirects().RemoveAllLoggers();
        return services;
    }

    private static HttpClient Client(IServiceProvider provider, string name) => provider.GetRequiredService<IHttpClientFactory>().CreateClient(name);
}
