using System.Text.Json;
using Classifier.Api.Templates;

namespace Classifier.Api.Intake;

/// <summary>Some tools send JSON as a text within JSON.</summary>
internal static class EmbeddedJson
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>Puts what the texts at these paths say in their place; a text that is no JSON stays a text.</summary>
    public static void Read(object? value, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            var names = PayloadPath.Names(path);
            var last = names.LastIndexOf('.');
            var holder = last < 0 ? value : PayloadPath.At(value, names[..last]);
            if (holder is Dictionary<string, object?> members && members.GetValueOrDefault(names[(last + 1)..]) is string text && TryParse(text, out var parsed))
                members[names[(last + 1)..]] = parsed;
        }
    }

    private static bool TryParse(string text, out object? parsed)
    {
        parsed = null;
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            parsed = Liquid.Plain(document.RootElement);
            return parsed is Dictionary<string, object?> or List<object?>;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
