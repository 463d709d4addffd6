using Classifier.Api.Identity;
using Classifier.Api.Outgoing;

namespace Classifier.Api.Chat.Webhook;

/// <summary>Receivers of signed webhooks.</summary>
internal static class WebhookServices
{
    /// <summary>Adds a connector for each receiver of <c>Chat:Webhook</c>.</summary>
    /// <exception cref="UnsafeDefaultsException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, WebhookOptions options)
    {
        services.AddSingleton<IResolvesNames, SystemNames>();
        foreach (var (name, receiver) in options.Checked())
        {
            services.AddHttpClient(name, http => http.Timeout = receiver.Timeout).OnlyOutside(provider => new(receiver.AllowInside, provider.GetRequiredService<IResolvesNames>()));
            services.AddKeyedSingleton(name, (provider, _) => new CallLimits(name, new Dictionary<string, CallLimit> { [WebhookSender.Call] = receiver.CallsPerMinute }, 1, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IChatConnector>(provider => new WebhookConnector(name, SenderOf(provider, name, receiver), receiver.PrivateRooms));
        }
        return services;
    }

    private static WebhookSender SenderOf(IServiceProvider provider, string name, WebhookOptions receiver) => new(
        name, receiver.Address, provider.GetRequiredService<IHttpClientFactory>().CreateClient(name), new(receiver.Secret, receiver.SecretFile),
        provider.GetRequiredKeyedService<CallLimits>(name), provider.GetRequiredService<TimeProvider>());
}
