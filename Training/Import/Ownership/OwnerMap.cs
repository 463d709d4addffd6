using Classifier.Directories;

namespace Classifier.Training.Import.Ownership;

/// <summary>A group or user of Backstage: other names under which an owner may go.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sort">A team or a person.</param>
/// <param name="AlsoCalled">Title, displayed name, mail address.</param>
/// <param name="In">The groups it belongs to.</param>
internal sealed record OwnerGroup(string Name, OwnerSort Sort, IReadOnlyList<string> AlsoCalled, IReadOnlyList<string> In);

/// <summary>The team that an owner stands for.</summary>
/// <param name="Team">A team of the directory.</param>
/// <param name="IsByPerson">Whether the owner is a person, and the team theirs.</param>
internal sealed record OwnerMatch(Team Team, bool IsByPerson);

/// <summary>
/// Finds the team of the directory that an owner stands for: by the team's key, name or a key it had before, in any case and
/// punctuation; by a person's id or handle; by what Backstage calls a group or user besides; by the group above.
/// </summary>
internal sealed class OwnerMap
{
    private readonly ResponderDirectory _directory;
    private readonly Dictionary<string, Team> _teams = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Person> _people = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(OwnerSort, string), OwnerGroup> _groups = [];

    public OwnerMap(ResponderDirectory directory, IEnumerable<OwnerGroup> groups)
    {
        _directory = directory;
        var teams = directory.Parts.Teams;
        IEnumerable<(string Name, Team Team)> names = [.. teams.Select(t => (t.Key, t)), .. teams.SelectMany(t => t.Formerly, (t, old) => (old, t)), .. teams.Select(t => (t.Name, t))];
        foreach (var (name, team) in names.Where(n => ServiceKey.Fold(n.Name).Length > 0))
            _teams.TryAdd(ServiceKey.Fold(name), team);
        foreach (var person in directory.Parts.People.Where(p => p.Team is not null))
        {
            foreach (var handle in person.Handles.Values.Prepend(person.Id))
                _people.TryAdd(handle.TrimStart('@'), person);
        }
        foreach (var group in groups)
        {
            foreach (var name in group.AlsoCalled.Prepend(group.Name))
                _groups.TryAdd((group.Sort, name.ToUpperInvariant()), group);
        }
    }

    /// <summary>Null when the directory knows nobody of that name.</summary>
    public OwnerMatch? Find(OwnerReference owner) =>
        owner.Sort != OwnerSort.Person && TeamOf(owner.Name, []) is { } team ? new(team, false)
        : owner.Sort != OwnerSort.Team && TeamOfPerson(owner.Name) is { } theirs ? new(theirs, true)
        : null;

    private Team? TeamOf(string name, HashSet<OwnerGroup> seen)
    {
        if (_teams.TryGetValue(ServiceKey.Fold(name), out var team))
            return team;
        if (!_groups.TryGetValue((OwnerSort.Team, name.ToUpperInvariant()), out var group) || !seen.Add(group))
            return null;
        return group.AlsoCalled.Prepend(group.Name).Select(n => _teams.GetValueOrDefault(ServiceKey.Fold(n))).FirstOrDefault(t => t is not null)
            ?? group.In.Select(above => TeamOf(above, seen)).FirstOrDefault(t => t is not null);
    }

    private Team? TeamOfPerson(string name)
    {
        if (_people.TryGetValue(name, out var person))
            return _directory.Team(person.Team);
        if (!_groups.TryGetValue((OwnerSort.Person, name.ToUpperInvariant()), out var user))
            return null;
        return user.AlsoCalled.Prepend(user.Name).Select(n => _people.GetValueOrDefault(n)).FirstOrDefault(p => p is not null) is { } known
            ? _directory.Team(known.Team)
            : user.In.Select(group => TeamOf(group, [])).FirstOrDefault(t => t is not null);
    }
}
