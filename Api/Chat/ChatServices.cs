using System.Net.Http.Headers;
using Classifier.Api.Chat.BuiltIn;
using Classifier.Api.Chat.Slack;
using Classifier.Api.Chat.Slack.Inbound;
using Classifier.Api.Chat.Teams;
using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Api.Chat.Webhook;
using Classifier.Api.Chat.Xmpp;
using Classifier.Api.Chat.Xmpp.Inbound;
using Classifier.Api.Chat.Xmpp.Protocol;
using Classifier.Api.Identity;
using Classifier.Api.Outgoing;
using Classifier.Chat;
using Classifier.Storage;

namespace Classifier.Api.Chat;

/// <summary>Chat tools.</summary>
internal static class ChatServices
{
    /// <summary>Adds the connectors that <c>Chat:Connectors</c> names; without it, or where no other keeps what is private, the built-in chat.</summary>
    /// <exception cref="UnsafeDefaultsException">A name is not known, or a tool's settings are missing.</exception>
    public static IServiceCollection AddChat(this IServiceCollection services, IConfiguration configuration)
    {
        var names = configuration.GetSection("Chat:Connectors").Get<string[]>() is { Length: > 0 } given ? given : [BuiltInConnector.ConnectorName];
        var teams = configuration.GetSection(TeamsOptions.Section).Get<TeamsOptions>() ?? new();
        // Receivers of webhooks answer nothing; they, and a team without private channels, have no place for what is private.
        if (names.All(name => WebhookConnector.IsOne(name) || (name == TeamsHttp.ConnectorName && !teams.HasPrivateChannels)))
            names = [BuiltInConnector.ConnectorName, .. names];
        foreach (var name in names)
        {
            _ = name switch
            {
                BuiltInConnector.ConnectorName => services.AddSingleton<IChatConnector>(provider => provider.GetRequiredService<BuiltInConnector>()),
                SlackApi.ConnectorName => services.AddSlack((configuration.GetSection("Chat:Slack").Get<SlackOptions>() ?? new()).Checked()),
                TeamsHttp.ConnectorName => services.AddTeams(teams),
                XmppNames.ConnectorName => services.AddXmpp(configuration.GetSection("Chat:Xmpp").Get<XmppOptions>() ?? new()),
                WebhookConnector.ConnectorName => services.AddWebhooks(configuration.GetSection(WebhookOptions.Section).Get<WebhookOptions>() ?? new()),
                _ => throw new UnsafeDefaultsException($"Chat:Connectors names '{name}'; known are {BuiltInConnector.ConnectorName}, {SlackApi.ConnectorName}, {TeamsHttp.ConnectorName}, {XmppNames.ConnectorName} and {WebhookConnector.ConnectorName}."),
            };
        }
        return services
            .AddSingleton<IBuiltInChatStore, BuiltInChatStore>()
            .AddSingleton<ChatFeed>()
            .AddSingleton<BuiltInConnector>()
            .AddSingleton(provider => new ConnectorSet(provider.GetServices<IChatConnector>(), StandIns.From(configuration)))
            .AddSingleton<RefusedPeople>()
            .AddSingleton<DeliveryInbox>()
            .AddHostedService<HandleLookup>()
            .AddSingleton<RoomNotes>()
            .AddSingleton<RoomConversation>()
            .AddSingleton<RoomMessages>();
    }

    private static IServiceCollection AddSlack(this IServiceCollection services, SlackOptions options)
    {
        var token = options.Token();
        services.AddHttpClient<SlackApi>(http => ToCall(http, options, token)).WithoutRedirects();
        return services
            .AddSingleton(provider => new CallLimits(SlackApi.ConnectorName, SlackApi.CallsPerMinute, options.LimitFactor, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IChatConnector>(provider => new SlackConnector(provider.GetRequiredService<SlackApi>(), options.IsInteractive))
            .AddSlackInbound(options);
    }

    /// <summary>What people say and press in Slack: by HTTP, by a socket of ours, or both.</summary>
    private static IServiceCollection AddSlackInbound(this IServiceCollection services, SlackOptions options)
    {
        services.AddSingleton(options).AddSingleton<SlackPeople>().AddSingleton<SlackSpeaker>().AddSingleton<SlackNotes>().AddSingleton<SlackConversation>().AddSingleton<SlackInbox>();
        if (options.SocketToken() is not { } token)
            return services;
        services.AddHttpClient(nameof(SlackAppApi), http => ToCall(http, options, token)).WithoutRedirects();
        return services
            .AddSingleton(provider => new SlackAppApi(new(provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(SlackAppApi)), provider.GetRequiredService<CallLimits>())))
            .AddHostedService<SlackSocket>();
    }

    private static IServiceCollection AddXmpp(this IServiceCollection services, XmppOptions options)
    {
        var account = options.Account();
        return services
            .AddSingleton(options)
            .AddSingleton(_ => new XmppClient(account))
            .AddSingleton<XmppConnector>()
            .AddSingleton<IChatConnector>(provider => provider.GetRequiredService<XmppConnector>())
            .AddSingleton<XmppPeople>()
            .AddSingleton<XmppSpeaker>()
            .AddSingleton<XmppConversation>()
            .AddSingleton<XmppInbox>()
            .AddHostedService<XmppListener>();
    }

    private static void ToCall(HttpClient http, SlackOptions options, string token)
    {
        (http.BaseAddress, http.Timeout, http.MaxResponseContentBufferSize) = (options.ApiUrl, options.Timeout, SlackApi.MaxBytes);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }
}
