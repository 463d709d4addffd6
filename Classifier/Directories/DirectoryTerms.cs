using Classifier.Decisions;

namespace Classifier.Directories;

/// <summary>Turns what a directory says of decisions into plain data. Models and tickets may know a team by a key it had before, so each key stands for it.</summary>
internal static class DirectoryTerms
{
    public static DecisionTerms Of(ResponderDirectory directory)
    {
        var parts = directory.Parts;
        return new()
        {
            Asked = parts.Decisions.ForAll,
            AskedByTeam = parts.Decisions.ByTeam.SelectMany(t => KeysOf(directory, t.Key).Select(key => (key, t.Value))).ToDictionary(p => p.key, p => p.Value, StringComparer.Ordinal),
            Teams = new(parts.Teams
                .Where(t => t.Parent is not null)
                .SelectMany(t => KeysOf(directory, t.Key).Select(key => (key, Parent: directory.Team(t.Parent)!.Key)))
                .ToDictionary(p => p.key, p => p.Parent, StringComparer.Ordinal)),
            Rules = [.. parts.Rules.Select(r => RuleOf(r, directory))],
            AutoTeams = parts.Teams.Where(t => directory.ModeOf(t.Key) == TeamMode.Auto).Select(t => t.Key).ToHashSet(StringComparer.Ordinal),
            SecurityTypes = parts.Security?.IssueTypes ?? [],
        };
    }

    private static DecisionRule RuleOf(DecisionRule rule, ResponderDirectory directory) => rule with
    {
        If = rule.If with { Teams = [.. rule.If.Teams.SelectMany(t => KeysOf(directory, t))] },
        Team = directory.Team(rule.Team)?.Key,
        Never = [.. rule.Never.SelectMany(t => KeysOf(directory, t))],
    };

    private static IEnumerable<string> KeysOf(ResponderDirectory directory, string team) => directory.Team(team) is { } known ? known.Formerly.Append(known.Key) : [team];
}
