using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Classifier.Api.Tests.Sources;

/// <summary>Changes one value of a payload. Pointers are JSON pointers that go on into texts that hold JSON.</summary>
internal static class PayloadMutation
{
    /// <summary>Pointers of all values that are neither objects nor lists.</summary>
    public static IEnumerable<string> Leaves(string json) => Leaves(JsonNode.Parse(json), "");

    /// <summary>Payloads that differ in one value: what it might be instead.</summary>
    /// <param name="json">The payload.</param>
    /// <param name="pointer">The value's place.</param>
    /// <param name="words">Words that mean something to the source.</param>
    public static IEnumerable<string> Of(string json, string pointer, IEnumerable<string> words)
    {
        foreach (var instead in Instead(At(json, pointer), words))
            yield return With(json, pointer[1..].Split('/'), instead);
    }

    /// <summary>The payload with a word at a place, as a number where a number stands there.</summary>
    public static string With(string json, string pointer, string word) => With(
        json, pointer[1..].Split('/'), At(json, pointer)?.GetValueKind() == JsonValueKind.Number ? JsonValue.Create(int.Parse(word, CultureInfo.InvariantCulture)) : JsonValue.Create(word));

    private static IEnumerable<JsonNode?> Instead(JsonNode? value, IEnumerable<string> words)
    {
        switch (value?.GetValueKind())
        {
            case JsonValueKind.Number:
                yield return JsonValue.Create(value.GetValue<decimal>() + 1);
                yield return JsonValue.Create(value.GetValue<decimal>() * 2 + 1000);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                yield return JsonValue.Create(!value.GetValue<bool>());
                break;
            case JsonValueKind.String:
                yield return JsonValue.Create(value.GetValue<string>() + "x");
                break;
        }
        yield return JsonValue.Create("x");
        yield return null;
        foreach (var word in words)
            yield return JsonValue.Create(word);
    }

    private static IEnumerable<string> Leaves(JsonNode? node, string at) => node switch
    {
        JsonObject members => members.SelectMany(m => Leaves(m.Value, $"{at}/{m.Key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}")),
        JsonArray items => items.SelectMany((item, i) => Leaves(item, $"{at}/{i}")),
        JsonValue value when Embedded(value) is { } inner => Leaves(inner, at),
        _ => [at],
    };

    private static JsonNode? At(string json, string pointer)
    {
        var node = JsonNode.Parse(json);
        foreach (var name in pointer[1..].Split('/'))
            node = Step(node is JsonValue text ? Embedded(text) : node, name);
        return node;
    }

    private static string With(string json, ReadOnlySpan<string> names, JsonNode? instead)
    {
        var root = JsonNode.Parse(json)!;
        var node = root;
        for (var i = 0; i < names.Length - 1; i++)
        {
            if (Step(node, names[i]) is JsonValue text && Embedded(text) is { } inner)
            {
                Set(node!, names[i], JsonValue.Create(With(inner.ToJsonString(), names[(i + 1)..], instead)));
                return root.ToJsonString();
            }
            node = Step(node, names[i]);
        }
        Set(node!, names[^1], instead?.DeepClone());
        return root.ToJsonString();
    }

    private static JsonNode? Step(JsonNode? node, string name) => node is JsonArray items ? items[int.Parse(name, CultureInfo.InvariantCulture)] : node![Name(name)];

    private static void Set(JsonNode node, string name, JsonNode? value)
    {
        if (node is JsonArray items)
            items[int.Parse(name, CultureInfo.InvariantCulture)] = value;
        else
            node[Name(name)] = value;
    }

    private static string Name(string name) => name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static JsonObject? Embedded(JsonValue value)
    {
        if (!value.TryGetValue<string>(out var text) || !text.StartsWith('{'))
            return null;
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
