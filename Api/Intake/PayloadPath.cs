namespace Classifier.Api.Intake;

/// <summary>Paths of names into a payload, such as <c>incident.resource.labels</c>; they start at <c>root.</c> (default) or at <c>item.</c>.</summary>
internal static class PayloadPath
{
    private const string Item = "item.";
    private const string Root = "root.";

    public static bool IsOfItem(string path) => path.StartsWith(Item, StringComparison.Ordinal);

    /// <summary>The path without what it starts at.</summary>
    public static string Names(string path) => IsOfItem(path) ? path[Item.Length..] : path.StartsWith(Root, StringComparison.Ordinal) ? path[Root.Length..] : path;

    /// <summary>What stands at a path; null when nothing does.</summary>
    public static object? Of(string path, object? root, object? item) => At(IsOfItem(path) ? item : root, Names(path));

    /// <summary>What stands at names below a value; null when nothing does.</summary>
    public static object? At(object? value, string names)
    {
        foreach (var name in names.Split('.'))
            value = (value as Dictionary<string, object?>)?.GetValueOrDefault(name);
        return value;
    }

    /// <summary>All that stands at names below a value, going through lists into each of their members.</summary>
    public static IEnumerable<object?> All(object? value, string names)
    {
        IEnumerable<object?> found = [value];
        foreach (var name in names.Split('.'))
            found = found.Select(v => (v as Dictionary<string, object?>)?.GetValueOrDefault(name)).Where(v => v is not null).SelectMany(v => v as List<object?> ?? [v]);
        return found;
    }
}
