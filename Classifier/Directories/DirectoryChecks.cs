namespace Classifier.Directories;

/// <summary>Where each entry of a directory file begins, so that a fault found later can name its line.</summary>
internal sealed class DirectoryLines
{
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

    public void Set(string entry, long line) => _lines.TryAdd(entry, line);

    public long Of(string entry) => _lines.GetValueOrDefault(entry, 1);
}

/// <summary>Checks that every name that a directory mentions is there, once.</summary>
internal static class DirectoryChecks
{
    public static void Check(DirectoryParts parts, DirectoryLines lines, YamlFaults faults)
    {
        var teams = Unique(parts.Teams.SelectMany(t => t.Formerly.Append(t.Key).Select(k => (k, $"team {t.Key}"))), "team", lines, faults);
        var people = Unique(parts.People.Select(p => (p.Id, $"person {p.Id}")), "person", lines, faults);
        var places = parts.Places.Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        var services = parts.Services.Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        Unique(parts.Places.SelectMany(p => Names([p.Key, p.Name, .. p.Aliases]).Select(n => (n, $"location {p.Key}"))), "location", lines, faults, StringComparer.OrdinalIgnoreCase);
        Unique(parts.Services.SelectMany(s => Names([s.Key, .. s.Aliases]).Select(n => (n, $"service {s.Key}"))), "service", lines, faults, StringComparer.OrdinalIgnoreCase);
        Unique(parts.Playbooks.Select(p => (p.Key, $"playbook {p.Key}")), "playbook", lines, faults);

        void Known(HashSet<string> known, string? name, string kind, string entry)
        {
            if (name is not null && !known.Contains(name))
                faults.Add(lines.Of(entry), $"{entry} names the {kind} '{name}', which is not in the directory");
        }

        Known(teams, parts.Triage?.Team, "team", "triage");
        Known(teams, parts.Security?.Team, "team", "security");
        foreach (var person in parts.Stakeholders?.People ?? [])
            Known(people, person, "person", "stakeholders");
        foreach (var team in parts.Teams)
        {
            Known(teams, team.Parent, "parent", $"team {team.Key}");
            foreach (var rotation in team.Rotations)
            {
                Known(places, rotation.Place, "location", $"team {team.Key}");
                foreach (var person in rotation.People)
                    Known(people, person, "person", $"team {team.Key}");
            }
            if (IsItsOwnAncestor(team, parts.Teams))
                faults.Add(lines.Of($"team {team.Key}"), $"team {team.Key} is its own ancestor");
        }
        foreach (var person in parts.People)
        {
            Known(teams, person.Team, "team", $"person {person.Id}");
            Known(people, person.Deputy, "deputy", $"person {person.Id}");
        }
        foreach (var service in parts.Services)
        {
            Known(teams, service.Owner, "owner", $"service {service.Key}");
            Known(places, service.Place, "location", $"service {service.Key}");
            foreach (var needed in service.DependsOn)
                Known(services, needed, "service", $"service {service.Key}");
        }
        foreach (var absence in parts.Absences)
        {
            var entry = $"absence {absence.Person} {absence.From}";
            Known(people, absence.Person, "person", entry);
            Known(people, absence.Deputy, "deputy", entry);
            if (absence.Until < absence.From)
                faults.Add(lines.Of(entry), $"{entry} ends before it begins");
        }
        foreach (var instead in parts.Overrides)
        {
            var entry = $"override {instead.Person} {instead.From:s}";
            Known(teams, instead.Team, "team", entry);
            Known(places, instead.Place, "location", entry);
            Known(people, instead.Person, "person", entry);
            if (instead.Until <= instead.From)
                faults.Add(lines.Of(entry), $"{entry} ends before it begins");
        }
        RuleChecks.Check(parts, teams, lines, faults);
        foreach (var playbook in parts.Playbooks)
        {
            var entry = $"playbook {playbook.Key}";
            if (playbook.IssueTypes.Count == 0)
                faults.Add(lines.Of(entry), $"{entry} needs issue_types");
            foreach (var team in playbook.Teams)
                Known(teams, team, "team", entry);
            foreach (var place in playbook.Places)
                Known(places, place, "location", entry);
            foreach (var invite in playbook.Invite)
            {
                Known(teams, invite.Team, "team", entry);
                Known(people, invite.Person, "person", entry);
            }
        }
    }

    // One thing may be called the same twice, as by its key and an alias.
    private static IEnumerable<string> Names(IEnumerable<string> names) => names.Distinct(StringComparer.OrdinalIgnoreCase);

    private static HashSet<string> Unique(IEnumerable<(string Name, string Entry)> names, string kind, DirectoryLines lines, YamlFaults faults, StringComparer? comparer = null)
    {
        var seen = new HashSet<string>(comparer ?? StringComparer.Ordinal);
        foreach (var (name, entry) in names)
        {
            if (!seen.Add(name))
                faults.Add(lines.Of(entry), $"the {kind} '{name}' is there twice");
        }
        return seen;
    }

    private static bool IsItsOwnAncestor(Team team, IReadOnlyList<Team> teams)
    {
        var parent = team.Parent;
        for (var depth = 0; parent is not null && depth <= teams.Count; depth++)
        {
            if (parent == team.Key)
                return true;
            parent = teams.FirstOrDefault(t => t.Key == parent)?.Parent;
        }
        return false;
    }
}
