using Classifier.Directories;
using Classifier.Incidents;

namespace Classifier.Responses;

/// <summary>Who is called next when nobody has acknowledged. Pure.</summary>
public static class Escalation
{
    /// <summary>
    /// Level by level: the others of the owner's rotation in the order of their turns, then the on-call of each parent team, then
    /// triage's (of a private incident the rest of the security group). Whoever was called before is passed over.
    /// </summary>
    /// <param name="incident">The incident.</param>
    /// <param name="called">Ids of those who were called.</param>
    /// <param name="directory">Who there is.</param>
    /// <param name="at">At what time.</param>
    /// <returns>Null when nobody is left.</returns>
    public static Invitation? Next(Incident incident, IReadOnlySet<string> called, ResponderDirectory directory, DateTimeOffset at) =>
        Levels(incident, directory, at).FirstOrDefault(i => !called.Contains(i.Person));

    private static IEnumerable<Invitation> Levels(Incident incident, ResponderDirectory directory, DateTimeOffset at)
    {
        var place = InviteList.PlaceOf(incident, directory);
        var owner = directory.Team(incident.OwningTeam.Label) ?? directory.Team((incident.IsPrivate ? directory.Parts.Security?.Team : directory.Parts.Triage?.Team));
        if (owner is not null)
        {
            foreach (var answer in OnCall.InOrder(directory, owner, place, at))
                yield return new(answer.Person.Id, InviteList.Owner, $"nobody has acknowledged; {answer.Reason}");
        }
        if (incident.IsPrivate)
        {
            foreach (var person in directory.SecurityGroup)
                yield return new(person.Id, InviteList.Security, "nobody has acknowledged; security group");
            yield break;
        }
        for (var parent = directory.Team(owner?.Parent); parent is not null; parent = directory.Team(parent.Parent))
        {
            if (OnCall.Of(directory, parent.Key, place, at) is { } answer)
                yield return new(answer.Person.Id, "escalation", $"nobody has acknowledged; {parent.Name}, {answer.Reason}");
        }
        if (directory.Parts.Triage?.Team is { } triage && OnCall.Of(directory, triage, place, at) is { } last)
            yield return new(last.Person.Id, "triage", $"nobody has acknowledged; {directory.TeamName(triage)}, {last.Reason}");
    }
}
