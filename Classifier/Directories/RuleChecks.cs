namespace Classifier.Directories;

/// <summary>Checks what <c>decisions</c>, <c>rules</c> and <c>maintenance</c> name.</summary>
internal static class RuleChecks
{
    public static void Check(DirectoryParts parts, HashSet<string> teams, DirectoryLines lines, YamlFaults faults)
    {
        var types = parts.IssueTypes.Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var team in parts.Decisions.ByTeam.Keys.Where(t => !teams.Contains(t)))
            faults.Add(lines.Of($"decisions of {team}"), $"decisions names the team '{team}', which is not in the directory");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in parts.Rules)
        {
            var line = lines.Of($"rule {rule.Name}");
            if (!names.Add(rule.Name))
                faults.Add(line, $"the rule '{rule.Name}' is there twice");
            Known($"rule {rule.Name}", [.. rule.Never, .. rule.If.Teams, rule.Team], [.. rule.If.IssueTypes, rule.IssueType]);
            if (rule.Team is { } pinned && rule.Never.Contains(pinned))
                faults.Add(line, $"rule {rule.Name} both names and forbids the team '{pinned}'");
        }
        names.Clear();
        foreach (var maintenance in parts.Maintenance)
        {
            if (!names.Add(maintenance.Id))
                faults.Add(lines.Of($"maintenance {maintenance.Id}"), $"the maintenance '{maintenance.Id}' is there twice");
            Known($"maintenance {maintenance.Id}", maintenance.If.Teams, maintenance.If.IssueTypes);
        }

        void Known(string entry, IReadOnlyList<string?> namedTeams, IReadOnlyList<string?> namedTypes)
        {
            foreach (var team in namedTeams.Where(t => t is not null && !teams.Contains(t)))
                faults.Add(lines.Of(entry), $"{entry} names the team '{team}', which is not in the directory");
            foreach (var type in namedTypes.Where(t => t is not null && !types.Contains(t)))
                faults.Add(lines.Of(entry), $"{entry} names the issue type '{type}', which is not in the directory");
        }
    }
}
