namespace Classifier.Directories;

/// <summary>Checks what <c>decisions</c> and <c>rules</c> name.</summary>
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
            foreach (var team in rule.Never.Concat(rule.If.Teams).Append(rule.Team).OfType<string>().Where(t => !teams.Contains(t)))
                faults.Add(line, $"rule {rule.Name} names the team '{team}', which is not in the directory");
            foreach (var type in rule.If.IssueTypes.Append(rule.IssueType).OfType<string>().Where(t => !types.Contains(t)))
                faults.Add(line, $"rule {rule.Name} names the issue type '{type}', which is not in the directory");
            if (rule.Team is { } pinned && rule.Never.Contains(pinned))
                faults.Add(line, $"rule {rule.Name} both names and forbids the team '{pinned}'");
        }
    }
}
