using System.Text.Json.Nodes;
using Classifier.Api.Chat.Teams;

namespace Classifier.Api.Tests.Chat.Teams;

/// <summary>Cards that our bot sent, as people see them.</summary>
internal static class TeamsCards
{
    /// <summary>The card of an activity.</summary>
    public static JsonNode Of(string activity) => JsonNode.Parse(activity)!["attachments"]![0]!["content"]!;

    /// <summary>Its lines.</summary>
    public static string Text(JsonNode card) => string.Join('\n', Parts(card).Where(e => (string?)e["type"] is "RichTextBlock" or "TextBlock").Select(Line));

    /// <summary>Its buttons.</summary>
    public static IReadOnlyList<JsonNode> Buttons(JsonNode card) => [.. Parts(card).Where(e => (string?)e["type"] == "ActionSet").SelectMany(e => e["actions"]!.AsArray()).OfType<JsonNode>()];

    /// <summary>Ids of the people whom it mentions.</summary>
    public static IReadOnlyList<string> Mentioned(JsonNode card) => [.. (card["msteams"]?["entities"] as JsonArray ?? []).Select(e => (string)e!["mentioned"]!["id"]!)];

    /// <summary>Whether it is more than lines of text.</summary>
    public static bool HasForm(JsonNode card) => Parts(card).Any(e => (string?)e["type"] == "ActionSet" || (string?)e["inlines"]?[0]?["weight"] == "Bolder");

    private static IEnumerable<JsonNode> Parts(JsonNode card) => card["body"]!.AsArray().OfType<JsonNode>();

    private static string Line(JsonNode part) => ((string?)part["text"] ?? string.Concat(part["inlines"]!.AsArray().Select(i => (string?)i!["text"]))) is var text && text == TeamsMessages.EmptyLine ? "" : text;
}
