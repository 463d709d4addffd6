using Classifier.Api.Commands;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Chat;
using Classifier.Redaction;

namespace Classifier.Api.Chat.BuiltIn;

/// <summary>What came of writing into a room.</summary>
/// <param name="IsPosted">The words stand in the room.</param>
/// <param name="Reply">The answer, where the words were a command.</param>
internal sealed record Said(bool IsPosted, CommandReply? Reply);

/// <summary>People (and keys) writing into an incident's built-in room; what is a command is carried out and answered there.</summary>
internal sealed class RoomConversation(BuiltInConnector connector, IBuiltInChatStore store, CommandDesk desk, IncidentActions actions, Redactor redactor)
{
    /// <summary>Longest message that is kept.</summary>
    public const int MaxLength = 4000;

    private const int MaxMessages = 500;

    /// <summary>Writes into the room; without a room only commands have an effect.</summary>
    public async Task<Said> SayAsync(IncidentSnapshot snapshot, Actor actor, string text, CancellationToken cancellationToken)
    {
        text = redactor.Redact(text.Trim());
        var room = RoomOf(snapshot);
        if (room is not null)
        {
            await actions.JoinAsync(snapshot.Incident.Number, actor, cancellationToken);
            await connector.PostAsAsync(room, actor.Name, ChatMessage.Plain(text), cancellationToken);
        }
        if (!CommandGrammar.TryRead(text, takesSlash: true, out var command))
            return new(room is not null, null);
        var reply = await desk.RunAsync(command, snapshot.Incident.Number, actor, cancellationToken);
        // An action tells the room by its own step; an answer or a refusal is told here.
        if (room is not null && !(reply.IsToldByAStep && reply.Incident?.Number == snapshot.Incident.Number))
            await connector.PostAsync(room, reply.ToMessage(), cancellationToken);
        return new(room is not null, reply);
    }

    /// <summary>The room's messages, oldest first; empty without a room.</summary>
    public async Task<IReadOnlyList<BuiltInMessage>> MessagesAsync(IncidentSnapshot snapshot, CancellationToken cancellationToken) =>
        RoomOf(snapshot) is { } room ? await store.MessagesAsync(room.Id, MaxMessages, cancellationToken) : [];

    /// <summary>The incident's built-in room; null before it is open.</summary>
    public static ChatRoom? RoomOf(IncidentSnapshot snapshot) =>
        snapshot.RoomOn(BuiltInConnector.ConnectorName) is { ExternalId: { } id } room ? new(BuiltInConnector.ConnectorName, id, room.Name) : null;
}
