using Classifier.Api.Responses;
using Classifier.Directories;

namespace Classifier.Api.Console.RoomPage;

/// <summary>A room that belongs to no incident, as somebody may open it.</summary>
/// <param name="Title">What the menu calls it.</param>
/// <param name="Name">The channel's name; its address too.</param>
/// <param name="Marker">How it is found in the chat.</param>
/// <param name="IsSecurity">The security group's private one.</param>
internal sealed record StandingRoom(string Title, string Name, string Marker, bool IsSecurity)
{
    /// <summary>Whose room with the service alone it is; null for one of several people.</summary>
    public Person? With { get; private init; }

    /// <summary>Seen by few.</summary>
    public bool IsPrivate => IsSecurity || With is not null;

    /// <summary>Where the triage channel is read; it is for everybody.</summary>
    public static StandingRoom Triage(ResponderDirectory directory) => new("Triage", directory.Parts.Triage?.Channel ?? StandingRooms.Triage, StandingRooms.TriageMarker, false);

    /// <summary>Address of its page.</summary>
    public string Address => $"/rooms/{Uri.EscapeDataString(Name)}";

    /// <summary>The rooms that are there for the person.</summary>
    public static IReadOnlyList<StandingRoom> For(Person? person, ResponderDirectory directory)
    {
        if (person is null)
            return [];
        var rooms = new List<StandingRoom> { Triage(directory) };
        if (directory.Parts.Security is { } security && directory.IsSecurity(person.Id))
            rooms.Add(new("Security", security.Channel, StandingRooms.SecurityMarker, true));
        if (directory.Parts.Stakeholders is { } stakeholders)
            rooms.Add(new("Updates", stakeholders.Channel, StandingRooms.StakeholdersMarker, false));
        rooms.Add(Direct(person));
        return rooms;
    }

    private static StandingRoom Direct(Person person) => new("Messages", DirectRooms.NameOf(person.Id), DirectRooms.MarkerOf(person.Id), false) { With = person };

    /// <summary>A room by its name; null when it is not there for the person.</summary>
    public static StandingRoom? Find(string name, Person? person, ResponderDirectory directory) =>
        For(person, directory).FirstOrDefault(r => string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase));
}
