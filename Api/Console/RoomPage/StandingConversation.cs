using Classifier.Api.Chat;
using Classifier.Api.Chat.BuiltIn;
using Classifier.Api.Commands;
using Classifier.Api.Console.IncidentPage;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Responses;
using Classifier.Chat;
using Classifier.Redaction;

namespace Classifier.Api.Console.RoomPage;

/// <summary>What a standing room's page shows.</summary>
/// <param name="Room">Null before anything was told there.</param>
/// <param name="Members">How many belong to it.</param>
/// <param name="Log">Oldest first.</param>
public sealed record StandingRoomView(BuiltInRoom? Room, int Members, IReadOnlyList<RoomEntry> Log);

/// <summary>
/// People reading and writing in the standing rooms; a command names its incident there. In the triage channel nothing is
/// said about a private incident: neither the command nor its answer.
/// </summary>
internal sealed class StandingConversation(BuiltInConnector connector, IBuiltInChatStore store, StandingRooms rooms, CommandDesk desk, AnswerDesk answers, IncidentReader incidents, Redactor redactor)
{
    private const int MaxMessages = 500;

    /// <summary>What stands in the room.</summary>
    public async Task<StandingRoomView> ReadAsync(StandingRoom standing, CancellationToken cancellationToken)
    {
        if (await store.FindByMarkerAsync(standing.Marker, cancellationToken) is not { } room)
            return new(null, 0, []);
        var members = await store.MembersAsync(room.Id, cancellationToken);
        var messages = await store.MessagesAsync(room.Id, MaxMessages, cancellationToken);
        return new(room, members.Count, [.. messages.Select(RoomEntry.Of)]);
    }

    /// <summary>Writes into the room, which is opened where it is not there yet.</summary>
    /// <returns>Whether the words stand in the room, and the answer where it is for the writer alone.</returns>
    public async Task<Said> SayAsync(StandingRoom standing, Actor actor, string text, CancellationToken cancellationToken)
    {
        text = redactor.Redact(text.Trim());
        var isCommand = CommandGrammar.TryRead(text, takesSlash: true, out var command);
        if (isCommand && !standing.IsPrivate && await IsPrivateAsync(command, actor, cancellationToken))
            return new(false, await desk.RunAsync(command, null, actor, cancellationToken));

        var room = await EnsureAsync(standing, cancellationToken);
        if (actor.Person is { } person && Handles.Of(person, connector.Name) is { } handle)
            await connector.InviteAsync(room, [handle], cancellationToken);
        await connector.PostAsAsync(room, actor.Name, ChatMessage.Plain(text), cancellationToken);
        if (!isCommand)
        {
            if (standing.With is { } asked && await answers.TakeAsync(asked, text, about: null, cancellationToken) is { } taken)
                await connector.PostAsync(room, ChatMessage.Plain(taken), cancellationToken);
            return new(true, null);
        }
        var reply = await desk.RunAsync(command, null, actor, cancellationToken);
        if (!MayBeToldIn(standing, reply))
            return new(true, reply.IsToldByAStep ? null : reply);
        await connector.PostAsync(room, reply.Incident is { } incident && !reply.Text.StartsWith(incident.Id, StringComparison.Ordinal) ? ChatMessage.Plain($"{incident.Id}: {reply.Text}") : reply.ToMessage(), cancellationToken);
        return new(true, null);
    }

    /// <summary>Runs what a button stands for. It is an action and not words, so the room is told of its effect alone.</summary>
    public async Task<CommandReply?> PressAsync(StandingRoom standing, Actor actor, string line, CancellationToken cancellationToken)
    {
        if (!CommandGrammar.TryRead($"!{line}", takesSlash: false, out var command))
            return null;
        var reply = await desk.RunAsync(command, null, actor, cancellationToken);
        if (reply is { IsDone: true, Incident: { } incident } && MayBeToldIn(standing, reply))
        {
            var told = $"{(reply.Text.StartsWith(incident.Id, StringComparison.Ordinal) ? "" : $"{incident.Id}: ")}{reply.Text} ({actor.DisplayName})";
            await connector.PostAsync(await EnsureAsync(standing, cancellationToken), new(told, [new NoticeBlock("state", told)], null), cancellationToken);
        }
        return reply;
    }

    private async Task<ChatRoom> EnsureAsync(StandingRoom standing, CancellationToken cancellationToken) =>
        (standing switch
        {
            { With: { } person } => await DirectRooms.EnsureAsync(connector, person, cancellationToken),
            { Marker: StandingRooms.StakeholdersMarker } => await rooms.EnsureStakeholdersAsync(connector, cancellationToken),
            _ => await rooms.EnsureAsync(connector, standing.IsSecurity, cancellationToken),
        })!;

    // Asked before anything is written: not every answer about an incident carries it.
    private async Task<bool> IsPrivateAsync(ChatCommand command, Actor actor, CancellationToken cancellationToken) =>
        command.Incident is { } number && await incidents.FindAsync(number, actor, cancellationToken) is { Incident.IsPrivate: true };

    // What an incident without a room is told by its own step comes here anyway.
    private static bool MayBeToldIn(StandingRoom standing, CommandReply reply) =>
        (standing.IsPrivate || reply.Incident is not { IsPrivate: true }) && reply is not { IsToldByAStep: true, Incident.HasRoom: false };
}
