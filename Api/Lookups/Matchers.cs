using System.Text;

namespace Classifier.Api.Lookups;

/// <summary>
/// Matchers of LogQL, PromQL and Alertmanager, which are written alike: a label, an operator, and a text as in Go. Values come from
/// alerts, so whoever can send one chooses them: each is matched as it is, whatever it holds.
/// </summary>
internal static class Matchers
{
    private const string Special = @"\.+*?()|[]{}^$-";

    /// <summary>The matchers of a scope.</summary>
    /// <exception cref="LookupException">Nothing of the scope can be asked for; without a matcher all of everybody's would be.</exception>
    public static IReadOnlyList<string> Of(LookupScope scope, string serviceField, string? placeField)
    {
        var matchers = new List<string>();
        if (scope.Services.Count > 0)
            matchers.Add(AnyOf(serviceField, scope.Services));
        if (placeField is not null && scope.Places.Count > 0)
            matchers.Add(AnyOf(placeField, scope.Places));
        return matchers.Count > 0 ? matchers : throw new LookupException("was not asked, since no service is known");
    }

    /// <summary>A label that is one of several values, in any case. All three languages anchor expressions at both ends.</summary>
    public static string AnyOf(string label, IReadOnlyList<string> values) => $"{label}=~{Literal($"(?i:{string.Join('|', values.Select(Quoted))})")}";

    /// <summary>A text in double quotes.</summary>
    public static string Literal(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>An expression of RE2 that matches the text alone.</summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (Special.Contains(c, StringComparison.Ordinal))
                quoted.Append('\\');
            quoted.Append(c);
        }
        return quoted.ToString();
    }
}
