using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Classifier.Api.Chat.Teams.Protocol;

/// <summary>Where and what the Bot Connector is to begin (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference).</summary>
internal sealed record BotConversation(BotAccount Bot, bool IsGroup, IReadOnlyList<BotAccount>? Members, BotActivity? Activity, BotChannelData ChannelData, string? TenantId);

internal sealed record BotAccount(string Id);

/// <summary>Teams' own part.</summary>
internal sealed record BotChannelData(BotAccount? Channel, BotAccount Tenant);

/// <summary>What our bot says. The card is the message; <c>summary</c> is what a notification shows of it.</summary>
internal sealed record BotActivity(string? Summary, IReadOnlyList<BotAttachment> Attachments, string Type = "message");

internal sealed record BotAttachment(TeamsCard Content, string ContentType = TeamsCard.ContentType);

/// <summary>What was begun or said.</summary>
/// <param name="Id">Of the conversation that was begun, or of what was said in one.</param>
/// <param name="ActivityId">Of what was said in a conversation that was begun with it.</param>
internal sealed record BotPosted(string? Id, string? ActivityId);

/// <summary>Says things in channels and to people, as the bot. A call goes to the service that Teams named last, if our token may go there.</summary>
internal sealed class BotApi(TeamsHttp http, TeamsOptions options)
{
    /// <summary>What may be said in one conversation.</summary>
    public const string Limit = "bot";

    /// <summary>What may be said in all of them together.</summary>
    public const string LimitOfAll = "bot of all";

    /// <summary>
    /// In one conversation 7 in a second, 8 in two, 60 in thirty and 1,800 in an hour, in all together 50 in a second
    /// (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit).
    /// </summary>
    public static IReadOnlyDictionary<string, CallLimit> Limits { get; } = new Dictionary<string, CallLimit> { [Limit] = new(PerMinute: 29, AtOnce: 7), [LimitOfAll] = new(PerMinute: 1500, AtOnce: 25) };

    private volatile Uri _service = options.ServiceUrl;

    /// <summary>Teams has named where it is to be called; elsewhere nothing is sent.</summary>
    /// <returns>False when our token may not go there.</returns>
    public bool Learn(Uri service)
    {
        if (!options.Allows(service))
            return false;
        _service = service;
        return true;
    }

    /// <summary>Says something in a channel, as a message of its own.</summary>
    public Task<TeamsAnswer> BeginAsync(string channel, BotActivity activity, CancellationToken cancellationToken) => SendAsync(
        "posting", HttpMethod.Post, "conversations", channel, new BotConversation(new(options.BotId), true, null, activity, new(new(channel), new(options.TenantId!)), null), TeamsJson.Outgoing.BotConversation, cancellationToken);

    /// <summary>The conversation with one person.</summary>
    /// <param name="user">Their id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<TeamsAnswer> BeginWithAsync(string user, CancellationToken cancellationToken) => SendAsync(
        "writing to somebody alone", HttpMethod.Post, "conversations", user, new BotConversation(new(options.BotId), false, [new(user)], null, new(null, new(options.TenantId!)), options.TenantId), TeamsJson.Outgoing.BotConversation, cancellationToken);

    /// <summary>Says something in a conversation that is there.</summary>
    public Task<TeamsAnswer> SayAsync(TeamsPlace place, BotActivity activity, CancellationToken cancellationToken) => SendAsync(
        "posting", HttpMethod.Post, $"conversations/{Uri.EscapeDataString(place.Conversation)}/activities", place.Channel, activity, TeamsJson.Outgoing.BotActivity, cancellationToken);

    /// <summary>Puts something else in the place of a message.</summary>
    public Task<TeamsAnswer> UpdateAsync(TeamsPlace place, string message, BotActivity activity, CancellationToken cancellationToken) => SendAsync(
        "editing a message", HttpMethod.Put, $"conversations/{Uri.EscapeDataString(place.Conversation)}/activities/{Uri.EscapeDataString(message)}", place.Channel, activity, TeamsJson.Outgoing.BotActivity, cancellationToken);

    private Task<TeamsAnswer> SendAsync<T>(string what, HttpMethod method, string path, string place, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        http.SendAsync(new(what, method, new($"{_service.AbsoluteUri.TrimEnd('/')}/v3/{path}"), JsonSerializer.SerializeToUtf8Bytes(body, type)) { Limit = Limit, LimitOfAll = LimitOfAll, Place = place }, cancellationToken);
}
