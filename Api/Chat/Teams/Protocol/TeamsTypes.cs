using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Classifier.Api.Chat.Teams.Inbound;

namespace Classifier.Api.Chat.Teams.Protocol;

/// <summary>A token, as Entra gives it.</summary>
internal sealed record EntraAnswer([property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] long ExpiresIn);

/// <summary>How Graph and the Bot Connector refuse.</summary>
internal sealed record TeamsRefusal(TeamsError? Error);

/// <summary>Why.</summary>
internal sealed record TeamsError(string? Code, string? Message)
{
    /// <summary>Graph's finer reason.</summary>
    public TeamsError? InnerError { get; init; }

    /// <summary>Whether it, or the reason within it, has a code or says some words.</summary>
    public bool Says(string text) => Code == text || Message?.Contains(text, StringComparison.OrdinalIgnoreCase) == true || InnerError?.Says(text) == true;
}

/// <summary>One page of what Graph lists.</summary>
internal sealed record GraphPage<T>(IReadOnlyList<T>? Value, [property: JsonPropertyName("@odata.nextLink")] string? NextLink);

/// <summary>A channel; members that were not asked for are null.</summary>
internal sealed record GraphChannel(string? Id, string? DisplayName, string? Description, string? MembershipType, bool? IsArchived)
{
    /// <summary>Seen by its members alone.</summary>
    [JsonIgnore]
    public bool IsPrivate => MembershipType == GraphNewChannel.Private;
}

/// <summary>A channel that is wanted. A private one has owners from the beginning.</summary>
internal sealed record GraphNewChannel(string DisplayName, string Description, string MembershipType, IReadOnlyList<GraphNewMember>? Members)
{
    public const string Standard = "standard";

    public const string Private = "private";
}

/// <summary>A change of a channel.</summary>
internal sealed record GraphChannelPatch(string Description);

/// <summary>How a channel is closed.</summary>
internal sealed record GraphArchive(bool ShouldSetSpoSiteReadOnlyForMembers = false);

/// <summary>Somebody who is to be a member.</summary>
/// <param name="User">Address of the user in Graph.</param>
/// <param name="Roles"><c>owner</c>, or empty.</param>
/// <param name="Type">What it is.</param>
internal sealed record GraphNewMember(
    [property: JsonPropertyName("user@odata.bind")] string User, IReadOnlyList<string> Roles, [property: JsonPropertyName("@odata.type")] string Type = "#microsoft.graph.aadUserConversationMember");

/// <summary>Several who are to be members.</summary>
internal sealed record GraphNewMembers(IReadOnlyList<GraphNewMember> Values);

/// <summary>A member of a team or of a private channel.</summary>
/// <param name="Id">Of the membership.</param>
/// <param name="UserId">Of the person.</param>
/// <param name="DisplayName">What people call them.</param>
/// <param name="Roles">Empty for a plain member.</param>
internal sealed record GraphMember(string? Id, string? UserId, string? DisplayName, IReadOnlyList<string>? Roles);

/// <summary>What came of adding one of several.</summary>
internal sealed record GraphAdded(string? UserId, TeamsError? Error);

internal sealed record GraphUser(string? Id, string? DisplayName);

/// <summary>A message of a channel; what it says is in its body or in a card.</summary>
internal sealed record GraphMessage(string? Id, GraphFrom? From, GraphBody? Body, IReadOnlyList<GraphAttachment>? Attachments);

internal sealed record GraphFrom(GraphIdentity? Application, GraphIdentity? User);

internal sealed record GraphIdentity(string? Id);

internal sealed record GraphBody(string? Content);

/// <summary>Something beside a message; a card is JSON in a string.</summary>
internal sealed record GraphAttachment(string? ContentType, string? Content);

/// <summary>JSON of Graph, the Bot Connector and Adaptive Cards. Not escaped more than JSON asks for: a message's length counts.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EntraAnswer))]
[JsonSerializable(typeof(TeamsRefusal))]
[JsonSerializable(typeof(GraphPage<GraphChannel>))]
[JsonSerializable(typeof(GraphPage<GraphMember>))]
[JsonSerializable(typeof(GraphPage<GraphMessage>))]
[JsonSerializable(typeof(GraphPage<GraphUser>))]
[JsonSerializable(typeof(GraphPage<GraphAdded>))]
[JsonSerializable(typeof(GraphNewChannel))]
[JsonSerializable(typeof(GraphChannelPatch))]
[JsonSerializable(typeof(GraphArchive))]
[JsonSerializable(typeof(GraphNewMember))]
[JsonSerializable(typeof(GraphNewMembers))]
[JsonSerializable(typeof(GraphUser))]
[JsonSerializable(typeof(GraphMessage))]
[JsonSerializable(typeof(GraphChannel))]
[JsonSerializable(typeof(BotActivity))]
[JsonSerializable(typeof(BotConversation))]
[JsonSerializable(typeof(BotPosted))]
[JsonSerializable(typeof(TeamsCard))]
[JsonSerializable(typeof(TeamsActivity))]
[JsonSerializable(typeof(TeamsData))]
[JsonSerializable(typeof(TeamsDialog))]
[JsonSerializable(typeof(TeamsInvokeAnswer))]
internal sealed partial class TeamsJson : JsonSerializerContext
{
    /// <summary>For what is sent.</summary>
    public static TeamsJson Outgoing { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
