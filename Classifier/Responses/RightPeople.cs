using Classifier.Directories;
using Classifier.Incidents;

namespace Classifier.Responses;

/// <summary>Whose coming counts: the people of the owning team, and whoever was brought in for a role of the incident's.</summary>
public static class RightPeople
{
    /// <summary>Ids of the right people, by the owner and type that the incident has now.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="people">Who was brought in. Triage's on-call, the parents' in an escalation, who was called by name and who came for the first owner do not count by that.</param>
    /// <param name="directory">Who belongs where.</param>
    public static HashSet<string> Of(Incident incident, IEnumerable<Responder> people, ResponderDirectory directory)
    {
        var owner = directory.Team(incident.OwningTeam.Label);
        var roles = InviteList.PlaybookOf(incident, directory)?.Invite.Select(i => i.Role).ToHashSet(StringComparer.Ordinal) ?? [];
        roles.UnionWith(incident.IsPrivate ? [InviteList.Security] : [InviteList.ServiceOwner]);
        return
        [
            .. directory.Parts.People.Where(p => owner is not null && IsWithin(directory.Team(p.Team), owner, directory)).Select(p => p.Id),
            .. people.Where(p => p.Role == InviteList.Owner ? p.LeftAt is null : roles.Contains(p.Role)).Select(p => p.Person),
        ];
    }

    private static bool IsWithin(Team? team, Team owner, ResponderDirectory directory)
    {
        for (; team is not null; team = directory.Team(team.Parent))
        {
            if (team.Key == owner.Key)
                return true;
        }
        return false;
    }
}
