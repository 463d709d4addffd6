using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Classifier.Api.Tests.Assistant;

/// <summary>
/// A completion as the server-sent events of OpenAI's streaming: the role first, then text and arguments of functions a few letters at
/// a time, the reason for the end, the usage where it was asked for, and <c>[DONE]</c>.
/// </summary>
internal static class CompletionEvents
{
    /// <summary>The last event.</summary>
    public const string Done = "data: [DONE]\n\n";

    private const int LettersAtOnce = 5;

    private static readonly JsonSerializerOptions AsUtf8 = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The events, each as it goes over the wire; what is no completion goes as it is.</summary>
    public static IEnumerable<string> Of(string completion, JsonElement request)
    {
        if (!completion.StartsWith('{') || JsonNode.Parse(completion)!["choices"]?[0] is not { } choice)
            return [completion.StartsWith('{') ? $"data: {completion}\n\n" : completion];
        var message = choice["message"]!;
        var events = new List<string> { Delta(new JsonObject { ["role"] = "assistant", ["content"] = "", ["refusal"] = null }) };
        events.AddRange(Text((string?)message["content"] ?? ""));
        foreach (var (call, index) in (message["tool_calls"]?.AsArray() ?? []).Select((c, i) => (c!, i)))
            events.AddRange(Call(call, index));
        events.Add(Delta([], (string?)choice["finish_reason"]));
        if (request.TryGetProperty("stream_options", out var options) && options.GetProperty("include_usage").GetBoolean())
            events.Add(Event(Chunk([], JsonNode.Parse(completion)!["usage"])));
        return [.. events, Done];
    }

    /// <summary>Text in pieces.</summary>
    public static IEnumerable<string> Text(string text) => Pieces(text).Select(piece => Delta(new JsonObject { ["content"] = piece }));

    private static IEnumerable<string> Call(JsonNode call, int index)
    {
        var (name, arguments) = ((string?)call["function"]!["name"], (string?)call["function"]!["arguments"] ?? "");
        yield return Delta(CallDelta(new JsonObject { ["index"] = index, ["id"] = (string?)call["id"], ["type"] = "function", ["function"] = new JsonObject { ["name"] = name, ["arguments"] = "" } }));
        foreach (var piece in Pieces(arguments))
            yield return Delta(CallDelta(new JsonObject { ["index"] = index, ["function"] = new JsonObject { ["arguments"] = piece } }));
    }

    private static JsonObject CallDelta(JsonObject call) => new() { ["tool_calls"] = new JsonArray(call) };

    private static IEnumerable<string> Pieces(string text) => text.EnumerateRunes().Chunk(LettersAtOnce).Select(runes => string.Concat(runes));

    /// <summary>One event of the answer.</summary>
    public static string Delta(JsonObject delta, string? reason = null) =>
        Event(Chunk(new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = reason }), null));

    private static JsonObject Chunk(JsonArray choices, JsonNode? usage) => new()
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion.chunk",
        ["created"] = 1_790_000_000,
        ["model"] = "small",
        ["choices"] = choices,
        ["usage"] = usage?.DeepClone(),
    };

    private static string Event(JsonObject chunk) => $"data: {chunk.ToJsonString(AsUtf8)}\n\n";
}
