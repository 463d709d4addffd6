using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Classifier.Api.Tests.Chat.Vendor;

/// <summary>Slack's own description of its Web API (OpenAPI, of October 2020), and the little that we use of what came later.</summary>
internal sealed class SlackDescription
{
    /// <summary>Arguments that came later, with their type; a test finds each in Slack's own client.</summary>
    public static readonly IReadOnlyList<(string Method, string Argument, string Type)> LaterArguments =
        [("chat.postMessage", "metadata", "string"), ("conversations.history", "include_all_metadata", "boolean")];

    /// <summary>Methods that came later.</summary>
    public static readonly IReadOnlyList<string> LaterMethods = ["apps.connections.open", "bookmarks.add", "bookmarks.list"];

    private static readonly HashSet<string> Json = ["attachments", "blocks", "metadata", "view"];
    private readonly JsonElement _paths;

    private SlackDescription(JsonElement paths) => _paths = paths;

    /// <summary>From the shared reference data; skips the test where there is none.</summary>
    public static SlackDescription Load()
    {
        using var file = new GZipStream(File.OpenRead(Require.Shared("specs", "slack_web_openapi_v2.json.gz")), CompressionMode.Decompress);
        return new(JsonDocument.Parse(file).RootElement.GetProperty("paths"));
    }

    /// <summary>What is wrong with a call; empty when it is as described.</summary>
    public IReadOnlyList<string> FaultsOf(string method, IReadOnlyDictionary<string, string> form)
    {
        if (LaterMethods.Contains(method))
            return [];
        if (Operation(method) is not { } operation)
            return [$"{method} is no method"];
        var known = operation.GetProperty("parameters").EnumerateArray().Where(p => Name(p) != "token")     // is sent as a header
            .ToDictionary(Name, p => (Type: p.GetProperty("type").GetString()!, IsRequired: p.TryGetProperty("required", out var required) && required.GetBoolean()));
        foreach (var later in LaterArguments.Where(l => l.Method == method))
            known.TryAdd(later.Argument, (later.Type, false));
        return
        [
            .. known.Where(k => k.Value.IsRequired && !form.ContainsKey(k.Key)).Select(k => $"{method} lacks {k.Key}"),
            .. form.Keys.Where(a => !known.ContainsKey(a)).Select(a => $"{method} has no argument {a}"),
            .. form.Where(a => known.TryGetValue(a.Key, out var argument) && !Fits(a.Key, argument.Type, a.Value)).Select(a => $"{method}: {a.Key} is no {known[a.Key].Type}: {a.Value}"),
        ];
    }

    /// <summary>The words with which a method refuses.</summary>
    public IReadOnlyList<string> ErrorsOf(string method) =>
        [.. Operation(method)!.Value.GetProperty("responses").GetProperty("default").GetProperty("schema").GetProperty("properties").GetProperty("error").GetProperty("enum").EnumerateArray().Select(e => e.GetString()!)];

    private JsonElement? Operation(string method) => _paths.TryGetProperty($"/{method}", out var path) ? path.EnumerateObject().First().Value : null;

    private static string Name(JsonElement parameter) => parameter.GetProperty("name").GetString()!;

    private static bool Fits(string name, string type, string value) => type switch
    {
        "boolean" => value is "true" or "false",
        "integer" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "number" => decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _),
        _ => !Json.Contains(name) || IsJson(value),
    };

    private static bool IsJson(string value)
    {
        try
        {
            using var json = JsonDocument.Parse(value);
            return json.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
