using Classifier.Api.Chat.BuiltIn;
using Classifier.Api.Console.Signs;
using Classifier.Api.Incidents;
using Classifier.Directories;
using Classifier.Incidents;
using Classifier.Responses;

namespace Classifier.Api.Console.IncidentList;

/// <summary>The group of the list that a row stands in: what is needed.</summary>
public enum RowGroup
{
    /// <summary>A person's answer.</summary>
    Waiting,

    /// <summary>Somebody who takes it on.</summary>
    Open,

    /// <summary>Its end.</summary>
    Acknowledged,

    /// <summary>Nothing any more.</summary>
    Resolved,
}

/// <summary>An incident as the list shows it.</summary>
/// <param name="Incident">Its state.</param>
/// <param name="Type">The type's name, with a question mark where it is a guess.</param>
/// <param name="Owner">The owning team's name, with a question mark where it is a guess.</param>
/// <param name="First">What the model first said.</param>
/// <param name="Mode">Whether the owner's rooms open by themselves.</param>
/// <param name="Place">The location; null where the alert says none.</param>
/// <param name="Room">The room's name; null without one.</param>
/// <param name="RoomOpenedAt">Null until it is there.</param>
/// <param name="People">Who was invited and has not left.</param>
public sealed record IncidentRow(
    Incident Incident, string Type, string Owner, FirstAnswer First, TeamMode Mode, Place? Place, string? Room, DateTimeOffset? RoomOpenedAt, IReadOnlyList<Responder> People)
{
    /// <summary>Where it stands in the list.</summary>
    public RowGroup Group => Incident switch
    {
        { IsOpen: false } => RowGroup.Resolved,
        { State: IncidentState.Acknowledged } => RowGroup.Acknowledged,
        { IsWaiting: true } => RowGroup.Waiting,
        _ => RowGroup.Open,
    };

    /// <summary>How many are in the room.</summary>
    public int Here => People.Count(p => p.JoinedAt is not null);

    /// <summary>Key of the owning team as the directory has it now.</summary>
    public string? OwnerKey { get; private init; }

    internal static IncidentRow Of(IncidentSnapshot snapshot, FirstAnswer first, ResponderDirectory directory)
    {
        var incident = snapshot.Incident;
        var room = snapshot.RoomOn(BuiltInConnector.ConnectorName);
        return new(
            incident,
            Named(incident, incident.IssueType, directory.IssueTypeName, "No type yet"),
            Named(incident, incident.OwningTeam, directory.TeamName, "No owner yet"),
            first, directory.ModeOf(incident.OwningTeam.Label), directory.Place(InviteList.PlaceOf(incident, directory)),
            room?.Name, room?.OpenedAt, [.. snapshot.Responders.Where(r => r.LeftAt is null)])
        {
            OwnerKey = directory.Team(incident.OwningTeam.Label)?.Key ?? incident.OwningTeam.Label,
        };
    }

    private static string Named(Incident incident, Answer answer, Func<string, string> nameOf, string none) =>
        answer.Label is not { } label ? none : StateWords.IsGuess(incident, answer) ? $"{nameOf(label)}?" : nameOf(label);
}
