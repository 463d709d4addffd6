using Classifier.Alerts;
using Classifier.Api.Commands;
using Classifier.Directories;

namespace Classifier.Api.Console.IncidentPage;

/// <summary>What one may go on to type.</summary>
/// <param name="Text">The field with it.</param>
/// <param name="Usage">With what it needs.</param>
/// <param name="Does">In a few words.</param>
internal sealed record Offer(string Text, string Usage, string Does);

/// <summary>Offers commands and what they need, from the grammar and the directory. Pure.</summary>
internal static class Completion
{
    private const int Most = 7;

    /// <summary>What fits the beginning that was typed; empty where people are just talking.</summary>
    public static IReadOnlyList<Offer> For(string typed, ResponderDirectory directory)
    {
        if (typed is not ['/' or '!', ..] || typed.Contains('\n', StringComparison.Ordinal))
            return [];
        var space = typed.IndexOf(' ', StringComparison.Ordinal);
        // Outside its room a command names its incident first.
        var named = space < 0 ? -1 : typed.IndexOf(' ', space + 1);
        if (named > 0 && Incidents.IncidentReader.TryReadId(typed[(space + 1)..named], out _))
            return [.. Arguments(typed[1..space], typed[..(named + 1)], typed[(named + 1)..], directory).Take(Most)];
        return [.. (space < 0 ? Verbs(typed) : Arguments(typed[1..space], typed[..(space + 1)], typed[(space + 1)..], directory)).Take(Most)];
    }

    /// <summary>Whether the typed command has a whole verb, so that sending it means something.</summary>
    public static bool IsWhole(string typed) => CommandGrammar.TryRead(typed, takesSlash: true, out var command) && CommandGrammar.All.Any(c => c.Verb == command.Verb);

    private static IEnumerable<Offer> Verbs(string typed) => CommandGrammar.All
        .Where(c => c.Verb.StartsWith(typed[1..], StringComparison.OrdinalIgnoreCase) && c.Verb.Length > typed.Length - 1)
        .Select(c => new Offer($"{typed[0]}{c.Verb}{(c.Usage == c.Verb ? "" : " ")}", c.Usage, c.Does));

    private static IEnumerable<Offer> Arguments(string verb, string before, string typed, ResponderDirectory directory)
    {
        var known = verb.ToLowerInvariant() switch
        {
            "reassign" or "oncall" => directory.Parts.Teams.Select(t => (t.Key, t.Name)),
            "type" => directory.Parts.IssueTypes.Select(t => (t.Key, t.Name)),
            "severity" => Enum.GetValues<Severity>().Reverse().Select(s => (s.Word(), "")),
            _ => [],
        };
        return known
            .Where(k => k.Item1.StartsWith(typed, StringComparison.OrdinalIgnoreCase) || (k.Item2.StartsWith(typed, StringComparison.OrdinalIgnoreCase) && typed.Length > 0))
            .Where(k => k.Item1 != typed.TrimEnd())
            .Select(k => new Offer(before + k.Item1, k.Item1, k.Item2));
    }
}
