using Classifier.Api.Chat.Teams.Inbound;
using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Api.Identity;
using Classifier.Api.Outgoing;

namespace Classifier.Api.Chat.Teams;

/// <summary>Microsoft Teams.</summary>
internal static class TeamsServices
{
    private const int MaxKeyBytes = 256 * 1024;

    /// <summary>Adds the connector, and what hears people.</summary>
    /// <exception cref="UnsafeDefaultsException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddTeams(this IServiceCollection services, TeamsOptions given)
    {
        var options = given.Checked();
        AddClient(services, nameof(GraphApi), options, options.GraphScope, GraphApi.Limits);
        AddClient(services, nameof(BotApi), options, options.BotScope, BotApi.Limits);
        services.AddHttpClient(nameof(EntraToken), http => (http.Timeout, http.MaxResponseContentBufferSize) = (options.Timeout, MaxKeyBytes)).WithoutRedirects();
        services.AddHttpClient(nameof(TeamsKeys), http => (http.Timeout, http.MaxResponseContentBufferSize) = (options.Timeout, MaxKeyBytes)).WithoutRedirects();
        return services
            .AddSingleton(options)
            .AddSingleton(provider => new GraphApi(provider.GetRequiredKeyedService<TeamsHttp>(nameof(GraphApi)), options))
            .AddSingleton(provider => new BotApi(provider.GetRequiredKeyedService<TeamsHttp>(nameof(BotApi)), options))
            .AddSingleton<TeamsHistory>()
            .AddSingleton<TeamsChannels>()
            .AddSingleton<TeamsMembers>()
            .AddSingleton<TeamsConnector>()
            .AddSingleton<IChatConnector>(provider => provider.GetRequiredService<TeamsConnector>())
            .AddInbound();
    }

    private static IServiceCollection AddInbound(this IServiceCollection services) => services
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<TeamsKeys>(provider, Client(provider, nameof(TeamsKeys))))
        .AddSingleton<TeamsGate>()
        .AddSingleton<TeamsPeople>()
        .AddSingleton<TeamsSpeaker>()
        .AddSingleton<TeamsRooms>()
        .AddSingleton<TeamsNotes>()
        .AddSingleton<TeamsConversation>()
        .AddSingleton<TeamsInbox>();

    private static void AddClient(IServiceCollection services, string name, TeamsOptions options, string scope, IReadOnlyDictionary<string, CallLimit> limits)
    {
        services.AddHttpClient(name, http => (http.Timeout, http.MaxResponseContentBufferSize) = (options.Timeout, TeamsHttp.MaxBytes)).WithoutRedirects();
        services.AddKeyedSingleton(name, (provider, _) => new EntraToken(Client(provider, nameof(EntraToken)), options, scope, provider.GetRequiredService<TimeProvider>()));
        services.AddKeyedSingleton(name, (provider, _) => new CallLimits(TeamsHttp.ConnectorName, limits, options.LimitFactor, provider.GetRequiredService<TimeProvider>()));
        services.AddKeyedSingleton(name, (provider, _) => new TeamsHttp(Client(provider, name), provider.GetRequiredKeyedService<EntraToken>(name), provider.GetRequiredKeyedService<CallLimits>(name)));
    }

    private static HttpClient Client(IServiceProvider provider, string name) => provider.GetRequiredService<IHttpClientFactory>().CreateClient(name);
}
