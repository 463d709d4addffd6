using System.Text.Json.Serialization;

namespace Classifier.Api.Chat.Webhook;

/// <summary>The body of a delivery.</summary>
/// <param name="Type">What is wanted or was said, one of <see cref="WebhookTypes"/>.</param>
/// <param name="Timestamp">When it was sent.</param>
/// <param name="Data">About what.</param>
internal sealed record WebhookEvent(string Type, DateTimeOffset Timestamp, WebhookData Data);

/// <summary>About what an event is; members that it does not have are left out.</summary>
/// <param name="Room">Stable id of the room, e.g. <c>incident:1042:public</c>.</param>
/// <param name="Incident">The incident's id, e.g. <c>inc-1042</c>; none for standing and direct rooms.</param>
internal sealed record WebhookData(string Room, string? Incident)
{
    /// <summary>What the room should be called.</summary>
    public string? Name { get; init; }

    /// <summary><c>incident</c>, <c>standing</c> or <c>direct</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>For members alone.</summary>
    public bool? Private { get; init; }

    /// <summary>Who comes or leaves: handles on file for the connector, else ids of the directory.</summary>
    public IReadOnlyList<string>? People { get; init; }

    /// <summary>The room's topic.</summary>
    public string? Topic { get; init; }

    /// <summary>Stable id of the message.</summary>
    public string? Message { get; init; }

    /// <summary>Plain text, complete.</summary>
    public string? Text { get; init; }

    /// <summary>The same in parts, where it has a form.</summary>
    public IReadOnlyList<ChatBlock>? Blocks { get; init; }
}

/// <summary>Types of events.</summary>
internal static class WebhookTypes
{
    public const string RoomWanted = "room.wanted";
    public const string RoomTopic = "room.topic";
    public const string RoomArchived = "room.archived";
    public const string RoomReopened = "room.reopened";
    public const string PeopleInvited = "people.invited";
    public const string PeopleRemoved = "people.removed";
    public const string MessagePosted = "message.posted";
    public const string MessageUpdated = "message.updated";
}

/// <summary>JSON of the deliveries.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebhookEvent))]
internal sealed partial class WebhookJson : JsonSerializerContext;
