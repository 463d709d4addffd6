using System.Text.Json.Nodes;

namespace Classifier.Faults.Chat.Teams;

/// <summary>The Bot Connector in Teams, as https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference describes it.</summary>
internal static class FakeBotConnector
{
    private const string RootMark = ";messageid=";

    // "Approximately 28 KB", taken to be of UTF-16.
    private const int MaxBytes = 28 * 1024;

    /// <summary>Answers a call.</summary>
    /// <param name="tenant">What it is about.</param>
    /// <param name="method">HTTP's.</param>
    /// <param name="path">Below <c>v3</c>, decoded, without a slash before it.</param>
    /// <param name="body">JSON.</param>
    public static TeamsReply Call(FakeTenant tenant, string method, string path, JsonObject body) => (method, path.Split('/')) switch
    {
        ("POST", ["conversations"]) => Begin(tenant, body),
        ("POST", ["conversations", var conversation, "activities"]) => Say(tenant, conversation, body),
        ("PUT", ["conversations", var conversation, "activities", var id]) => Edit(tenant, conversation, id, body),
        _ => Refuse(404, "ResourceNotFound", "No such resource."),
    };

    private static TeamsReply Begin(FakeTenant tenant, JsonObject body)
    {
        if ((string?)body["bot"]?["id"] != $"28:{FakeTenant.AppId}")
            return Refuse(400, "BadSyntax", "The bot is another one.");
        if ((string?)body["channelData"]?["tenant"]?["id"] != FakeTenant.TenantId)
            return Refuse(400, "BadSyntax", "Incorrect tenant.");
        if ((string?)body["channelData"]?["channel"]?["id"] is { } channel)
        {
            if (body["activity"] is not JsonObject activity || tenant.Find(channel) is not { } there)
                return Refuse(404, "ConversationNotFound", "Conversation not found.");
            return Fault(there, activity) ?? Posted(tenant.Say(there.Messages, null, "", activity.ToJsonString()), there.Id);
        }
        if ((string?)body["members"]?[0]?["id"] is not { } user || !tenant.Users.ContainsKey(user))
            return Refuse(400, "BadSyntax", "Bad user.");
        return tenant.WithoutBot.Contains(user) ? Refuse(403, "ForbiddenOperationException", "The bot is not installed for this user.") : new(201, new() { ["id"] = $"a:{user}" });
    }

    private static TeamsReply Say(FakeTenant tenant, string conversation, JsonObject activity)
    {
        if (Direct(tenant, conversation) is { } direct)
            return new(201, new() { ["id"] = tenant.Say(direct, null, "", activity.ToJsonString()).Id });
        if (tenant.Find(ChannelOf(conversation)) is not { } channel)
            return Refuse(404, "ConversationNotFound", "Conversation not found.");
        return Fault(channel, activity) ?? new(201, new() { ["id"] = tenant.Say(channel.Messages, null, "", activity.ToJsonString(), RootOf(conversation)).Id });
    }

    private static TeamsReply Edit(FakeTenant tenant, string conversation, string id, JsonObject activity)
    {
        var channel = tenant.Find(ChannelOf(conversation));
        if ((Direct(tenant, conversation) ?? channel?.Messages) is not { } messages)
            return Refuse(404, "ConversationNotFound", "Conversation not found.");
        if (channel is not null && Fault(channel, activity) is { } fault)
            return fault;
        var at = messages.FindIndex(m => m.Id == id && m.User is null);
        if (at < 0)
            return Refuse(404, "ActivityNotFoundInConversation", "Activity not found.");
        messages[at] = messages[at] with { Activity = activity.ToJsonString() };
        return new(200, new() { ["id"] = id });
    }

    private static TeamsReply? Fault(TenantChannel channel, JsonObject activity) => channel switch
    {
        { HasBot: false } => Refuse(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster."),
        { IsArchived: true } => Refuse(403, "Forbidden", "The channel is archived."),
        _ when (string?)activity["type"] != "message" => Refuse(400, "BadSyntax", "Activity type is missing."),
        _ when activity.ToJsonString(FakeTeams.Plain).Length * 2 > MaxBytes => Refuse(413, "MessageSizeTooBig", "Message size too large."),
        _ => null,
    };

    private static TeamsReply Posted(TenantMessage message, string channel) => new(201, new() { ["id"] = $"{channel}{RootMark}{message.Id}", ["activityId"] = message.Id });

    private static List<TenantMessage>? Direct(FakeTenant tenant, string conversation) => conversation.StartsWith("a:", StringComparison.Ordinal) && tenant.Users.ContainsKey(conversation[2..]) ? tenant.Direct(conversation[2..]) : null;

    private static string ChannelOf(string conversation) => conversation.Split(RootMark)[0];

    private static string? RootOf(string conversation) => conversation.Split(RootMark) is [_, var root] ? root : null;

    private static TeamsReply Refuse(int status, string code, string message) => new(status, new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });
}
