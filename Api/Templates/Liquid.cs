using System.Text.Encodings.Web;
using System.Text.Json;
using Fluid;

namespace Classifier.Api.Templates;

/// <summary>The template language that operators write: Liquid over plain values, without access to anything of ours.</summary>
internal static class Liquid
{
    private static readonly FluidParser Parser = new();
    private static readonly TemplateOptions Options = new() { MaxSteps = 10_000, MaxRecursion = 20 };

    public static bool TryParse(string text, out IFluidTemplate template, out string error) => Parser.TryParse(text, out template, out error);

    /// <summary>Renders without escaping: the result is a value, not a page.</summary>
    public static string Render(IFluidTemplate template, object? root, object? item)
    {
        var context = new TemplateContext(Options);
        context.SetValue("root", root);
        context.SetValue("item", item);
        return template.Render(context, NullEncoder.Default).Trim();
    }

    /// <summary>Renders with each value escaped.</summary>
    /// <param name="template">What stands around the values.</param>
    /// <param name="values">By name.</param>
    /// <param name="encoder">For where the result is used; null to leave them as they are.</param>
    public static string Render(IFluidTemplate template, IReadOnlyDictionary<string, object?> values, TextEncoder? encoder = null)
    {
        var context = new TemplateContext(Options);
        foreach (var (name, value) in values)
            context.SetValue(name, value);
        return template.Render(context, encoder ?? NullEncoder.Default).Trim();
    }

    /// <summary>Whether a template failed on values that it cannot digest.</summary>
    public static bool IsFault(Exception fault) => fault is InvalidOperationException or FormatException or ArgumentException or ArithmeticException or IOException or FluidException;

    /// <summary>Whether there is a filter of this name; the language itself passes over one that is not there.</summary>
    public static bool HasFilter(string name) => Options.Filters.TryGetValue(name, out _);

    // Half a surrogate pair cannot be a string; a webhook is not refused for it.
    private static string Text(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\ufffd";
        }
    }

    /// <summary>JSON as dictionaries, lists, strings, numbers and booleans.</summary>
    public static object? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(p => p.Name, p => Plain(p.Value), StringComparer.Ordinal),
        JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => Text(element),
        JsonValueKind.Number => element.TryGetDecimal(out var number) ? number : element.GetRawText(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
