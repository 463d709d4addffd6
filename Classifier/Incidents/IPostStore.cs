using Classifier.Storage;

namespace Classifier.Incidents;

/// <summary>What a message is for.</summary>
public enum PostKind
{
    /// <summary>What is known, in the incident's room: edited when that changes.</summary>
    Brief,

    /// <summary>What the triage or security channel was told of an incident without a room.</summary>
    Announcement,

    /// <summary>What the reporter was asked.</summary>
    Question,

    /// <summary>A person's message that somebody put on the timeline.</summary>
    Note,
}

/// <summary>A message that is answered below, edited later, or followed.</summary>
/// <param name="Incident">Number of the incident.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Connector">Name of the connector.</param>
/// <param name="Room">The tool's id of the room.</param>
/// <param name="Message">The tool's id of the message.</param>
/// <param name="PostedAt">When.</param>
public sealed record IncidentPost(long Incident, PostKind Kind, string Connector, string Room, string Message, DateTimeOffset PostedAt);

/// <summary>Where which incident is talked about.</summary>
public interface IPostStore
{
    /// <summary>Keeps a message; nothing happens when it is kept already.</summary>
    Task SaveAsync(StoreTransaction transaction, IncidentPost post);

    /// <summary>The message by the tool's ids; null when it is none of ours that is kept.</summary>
    Task<IncidentPost?> FindAsync(string connector, string room, string message, CancellationToken cancellationToken);

    /// <summary>An incident's messages, oldest first.</summary>
    Task<IReadOnlyList<IncidentPost>> OfIncidentAsync(long incident, CancellationToken cancellationToken);
}
