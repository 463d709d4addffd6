using System.Text.RegularExpressions;
using Classifier.Directories;

namespace Classifier.Training.Import.Ownership;

/// <summary>Writes a service as one line of <c>directory.yaml</c>.</summary>
internal static partial class ServiceEntry
{
    /// <summary>A mapping in braces, without what is empty.</summary>
    public static string Of(Service service)
    {
        var members = new List<string> { $"key: {Value(service.Key)}" };
        if (service.Name != service.Key)
            members.Add($"name: {Value(service.Name)}");
        members.Add($"owner: {Value(service.Owner)}");
        if (service.Place is { } place)
            members.Add($"location: {Value(place)}");
        if (service.Aliases.Count > 0)
            members.Add($"aliases: [{string.Join(", ", service.Aliases.Select(Value))}]");
        if (service.DependsOn.Count > 0)
            members.Add($"depends_on: [{string.Join(", ", service.DependsOn.Select(Value))}]");
        return $"{{ {string.Join(", ", members)} }}";
    }

    // In single quotes YAML knows no escape but the quote itself; white space and what cannot be seen has been made one blank.
    private static string Value(string text)
    {
        var plain = Unseen().Replace(text, " ").Trim();
        return Plain().IsMatch(plain) ? plain : $"'{plain.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}_/.][\p{L}\p{M}\p{Nd} _/.+()&-]*$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"[\s\p{C}-[\p{Cs}]]+")]
    private static partial Regex Unseen();
}
