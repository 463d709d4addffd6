using System.Text.Json;
using System.Text.Json.Nodes;
using Classifier.Api.Chat.Teams.Protocol;

namespace Classifier.Api.Chat.Teams.Inbound;

/// <summary>What Teams delivers (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object); others than these members are passed over.</summary>
internal sealed record TeamsActivity(string? Type, string? Id, string? ServiceUrl, string? ChannelId)
{
    public const string Invoke = "invoke";

    public const string FormWanted = TeamsDialogMark.Fetch;

    public const string FormFilled = "task/submit";

    /// <summary>Of an invocation: what is wanted.</summary>
    public string? Name { get; init; }

    /// <summary>As it came: two deliveries of one thing have the same.</summary>
    public string? Timestamp { get; init; }

    public string? Text { get; init; }

    public TeamsAccount? From { get; init; }

    /// <summary>Our bot.</summary>
    public TeamsAccount? Recipient { get; init; }

    public TeamsTalk? Conversation { get; init; }

    public TeamsChannelData? ChannelData { get; init; }

    public IReadOnlyList<TeamsEntity>? Entities { get; init; }

    public IReadOnlyList<TeamsReaction>? ReactionsAdded { get; init; }

    /// <summary>Which message it is about.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>What a button or a form brings back.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>The organisation that it is of.</summary>
    public string? Tenant => ChannelData?.Tenant?.Id ?? Conversation?.TenantId;

    /// <summary>Where it happened.</summary>
    public TeamsPlace Place => TeamsPlace.Of(Conversation?.Id ?? "");

    /// <summary>Between our bot and one person.</summary>
    public bool IsPersonal => Conversation?.ConversationType == "personal";

    /// <summary>What it is known by, so that it is carried out once.</summary>
    public string Key => $"{Type}\n{Conversation?.Id}\n{Id}\n{From?.Id}\n{Timestamp}";

    /// <summary>Data of the button or form, whichever way they came; null where there are none that can be read.</summary>
    public TeamsData? Data
    {
        get
        {
            if (Value is not { ValueKind: JsonValueKind.Object } value)
                return null;
            if (value.TryGetProperty("action", out var action) && action.ValueKind == JsonValueKind.Object)
                value = action;
            if (Type == Invoke && !value.TryGetProperty("data", out value))
                return null;
            try
            {
                return value.Deserialize(TeamsJson.Default.TeamsData);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}

/// <summary>Somebody, or our bot.</summary>
/// <param name="Id">The Bot Connector's, <c>29:…</c>.</param>
/// <param name="Name">What people call them.</param>
/// <param name="AadObjectId">Entra's; null for bots and some guests.</param>
internal sealed record TeamsAccount(string? Id, string? Name, string? AadObjectId);

internal sealed record TeamsTalk(string? Id, string? ConversationType, string? TenantId);

internal sealed record TeamsChannelData(TeamsAccount? Tenant);

/// <summary>A part of the text that stands for something, such as a mention.</summary>
internal sealed record TeamsEntity(string? Type, string? Text, TeamsAccount? Mentioned);

internal sealed record TeamsReaction(string? Type);

/// <summary>What an invocation is answered.</summary>
internal sealed record TeamsInvokeAnswer
{
    /// <summary>For a button.</summary>
    public int? StatusCode { get; init; }

    public string? Type { get; init; }

    public string? Value { get; init; }

    /// <summary>For a form.</summary>
    public TeamsTask? Task { get; init; }

    /// <summary>Words, as what was invoked shows them; null where nothing was.</summary>
    public static TeamsInvokeAnswer? To(TeamsActivity activity, string text) => activity switch
    {
        { Type: not TeamsActivity.Invoke } => null,
        { Name: TeamsActivity.FormWanted or TeamsActivity.FormFilled } => Ends(text),
        _ => Says(text),
    };

    /// <summary>Words, shown to whoever pressed the button alone.</summary>
    public static TeamsInvokeAnswer Says(string text) => new() { StatusCode = StatusCodes.Status200OK, Type = "application/vnd.microsoft.activity.message", Value = TeamsMessages.Unmarked(text, TeamsMessages.MaxToast) };

    /// <summary>Words in the place of the form.</summary>
    public static TeamsInvokeAnswer Ends(string text) => new() { Task = new("message", TeamsMessages.Unmarked(text, TeamsMessages.MaxToast)) };

    /// <summary>A form.</summary>
    public static TeamsInvokeAnswer Shows(string title, TeamsCard card) => new() { Task = new("continue", JsonSerializer.SerializeToNode(new(title, new(card)), TeamsJson.Outgoing.TeamsDialog)) };
}

/// <summary>A form, or the words that it ends with.</summary>
internal sealed record TeamsTask(string Type, JsonNode? Value);

internal sealed record TeamsDialog(string Title, BotAttachment Card, string Width = "medium", string Height = "medium");
