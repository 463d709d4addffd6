using Classifier.Directories;
using Classifier.Incidents;

namespace Classifier.Responses;

/// <summary>Who is brought in: by owning team, type and location of the problem.</summary>
public static class InviteList
{
    /// <summary>Role of the owning team's on-call, who leaves when the owner changes.</summary>
    public const string Owner = "owner";

    /// <summary>Role of the on-call of the team that owns the service, where another team owns the incident.</summary>
    public const string ServiceOwner = "service owner";

    /// <summary>Role of the security group's people in what is private.</summary>
    public const string Security = "security";

    private const string OpenOwner = "the owner is not settled";

    /// <summary>
    /// The owning team's on-call for the location at that time, the service's owner and the playbook's roles; of a
    /// private incident only the security group and the owner's on-call. Nobody found: triage's on-call (private: the group).
    /// </summary>
    /// <returns>Each person once, with the first reason found.</returns>
    public static IReadOnlyList<Invitation> For(Incident incident, ResponderDirectory directory, DateTimeOffset at)
    {
        var list = new List<Invitation>();
        AddOwner(list, incident, directory, at);
        if (incident.IsPrivate)
        {
            AddSecurityGroup(list, directory);
        }
        else
        {
            AddServiceOwner(list, incident, directory, at);
            AddPlaybook(list, incident, directory, at);
            if (list.Count == 0)
                AddTeam(list, directory.Parts.Triage?.Team, "triage", "nobody else is on call", incident, directory, at);
        }
        return list;
    }

    /// <summary>The owning team's on-call alone.</summary>
    public static IReadOnlyList<Invitation> ForOwner(Incident incident, ResponderDirectory directory, DateTimeOffset at)
    {
        var list = new List<Invitation>();
        AddOwner(list, incident, directory, at);
        return list;
    }

    /// <summary>Who is called while the owner is open: triage's on-call, of a private incident the security team's.</summary>
    public static IReadOnlyList<Invitation> WhileOwnerIsOpen(Incident incident, ResponderDirectory directory, DateTimeOffset at)
    {
        var list = new List<Invitation>();
        if (!incident.IsPrivate)
            AddTeam(list, directory.Parts.Triage?.Team, "triage", OpenOwner, incident, directory, at);
        else
            AddTeam(list, directory.Parts.Security?.Team, Security, OpenOwner, incident, directory, at);
        if (list.Count == 0 && incident.IsPrivate)
            AddSecurityGroup(list, directory);      // no room is empty
        return list;
    }

    /// <summary>What is done about the incident; null when nothing fits or the type is a guess.</summary>
    public static Playbook? PlaybookOf(Incident incident, ResponderDirectory directory) =>
        incident.IssueType.IsLikely ? directory.PlaybookFor(incident.IssueType.Label, incident.OwningTeam.Label, incident.Severity, PlaceOf(incident, directory)) : null;

    /// <summary>Key of the location that decides who is on call: the alert's, else the service's.</summary>
    public static string? PlaceOf(Incident incident, ResponderDirectory directory) =>
        incident.Location.Key ?? directory.Service(incident.Location.Service)?.Place;

    private static void AddSecurityGroup(List<Invitation> list, ResponderDirectory directory)
    {
        foreach (var person in directory.SecurityGroup)
            Add(list, person.Id, Security, "security group");
    }

    private static void AddOwner(List<Invitation> list, Incident incident, ResponderDirectory directory, DateTimeOffset at) =>
        AddTeam(list, incident.OwningTeam.Label, Owner, "", incident, directory, at);

    private static void AddServiceOwner(List<Invitation> list, Incident incident, ResponderDirectory directory, DateTimeOffset at)
    {
        if (directory.Service(incident.Location.Service) is { } service && directory.Team(service.Owner)?.Key != directory.Team(incident.OwningTeam.Label)?.Key)
            AddTeam(list, service.Owner, ServiceOwner, $"owns the service {service.Name}", incident, directory, at);
    }

    private static void AddPlaybook(List<Invitation> list, Incident incident, ResponderDirectory directory, DateTimeOffset at)
    {
        var playbook = PlaybookOf(incident, directory);
        foreach (var invite in playbook?.Invite ?? [])
        {
            var reason = $"playbook “{playbook!.Name}”";
            if (invite.Person is { } person)
                Add(list, person, invite.Role, reason);
            else
                AddTeam(list, invite.Team, invite.Role, reason, incident, directory, at);
        }
    }

    private static void AddTeam(List<Invitation> list, string? team, string role, string why, Incident incident, ResponderDirectory directory, DateTimeOffset at)
    {
        if (team is null || OnCall.Of(directory, team, PlaceOf(incident, directory), at) is not { } answer)
            return;
        var reason = why.Length == 0 ? answer.Reason : $"{why}; {directory.TeamName(team)}, {answer.Reason}";
        Add(list, answer.Person.Id, role, answer.Warning is null ? reason : $"{reason} ({answer.Warning})");
    }

    private static void Add(List<Invitation> list, string person, string role, string reason)
    {
        if (list.TrueForAll(i => i.Person != person))
            list.Add(new(person, role, reason));
    }
}
