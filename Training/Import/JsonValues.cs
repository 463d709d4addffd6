using System.Text.Json;

namespace Classifier.Training.Import;

/// <summary>Takes values out of JSON and says what is wrong with those that do not fit.</summary>
internal static class JsonValues
{
    public static JsonDocumentOptions Strict { get; } = new() { AllowDuplicateProperties = false };

    /// <summary>A string; null for null.</summary>
    /// <exception cref="BadValueException">It is something else, or holds half a character.</exception>
    public static string? Text(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => Whole(name, value),
        _ => throw new BadValueException($"{name} is not a string"),
    };

    /// <summary>A string, number or truth value as text; null for null and for anything with parts.</summary>
    public static string? Plain(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Whole(name, value),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    /// <summary>The strings of an array; one string counts as an array of it, null as none.</summary>
    public static IEnumerable<string> Texts(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.String => [Whole(name, value)],
        JsonValueKind.Array => value.EnumerateArray().Select(item => Text(name, item) ?? ""),
        _ => throw new BadValueException($"{name} is not a list of strings"),
    };

    private static string Whole(string name, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new BadValueException($"{name} holds half a surrogate pair");
        }
    }
}
