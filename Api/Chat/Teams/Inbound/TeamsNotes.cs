using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Incidents;

namespace Classifier.Api.Chat.Teams.Inbound;

/// <summary>Messages of an incident's channel that people put a 📝 or 📌 to go on its timeline, and are followed there.</summary>
internal sealed class TeamsNotes(TeamsPeople people, TeamsRooms rooms, RoomNotes notes, GraphApi graph, TeamsOptions options)
{
    private static readonly string[] Signs = ["memo", "pushpin", "pencil"];

    /// <summary>Takes what marks, edits or deletes a message.</summary>
    public async Task TakeAsync(TeamsActivity heard, CancellationToken cancellationToken)
    {
        switch (heard)
        {
            case { Type: "messageReaction", ReplyToId: { Length: > 0 } message } when options.ReadsMessages && people.Known(heard.From) is { } actor:
                if ((heard.ReactionsAdded ?? []).Any(r => Signs.Any(sign => r.Type?.Contains(sign, StringComparison.OrdinalIgnoreCase) == true)) && await rooms.FindAsync(heard.Place, cancellationToken) is var (_, room))
                    await notes.NoteAsync(Ref(heard.Place, message), actor, () => ReadAsync(heard.Place, message, cancellationToken), cancellationToken, room);
                break;
            case { Type: "messageUpdate", Id: { } message }:
                await FollowAsync(heard, message, TimelineWords.NoteEdited, cancellationToken);
                break;
            case { Type: "messageDelete", Id: { } message }:
                await FollowAsync(heard, message, TimelineWords.NoteRemoved, cancellationToken);
                break;
        }
    }

    private Task FollowAsync(TeamsActivity heard, string message, string what, CancellationToken cancellationToken) =>
        notes.FollowAsync(Ref(heard.Place, message), what, people.Known(heard.From), TeamsMarkup.Plain(heard), cancellationToken);

    /// <summary>What a person's message says; null for our own.</summary>
    private async Task<string?> ReadAsync(TeamsPlace place, string message, CancellationToken cancellationToken) =>
        await graph.MessageAsync(place, message, cancellationToken) is { From.User: not null } found ? TeamsMarkup.OfHtml(found.Body?.Content) : null;

    private static MessageRef Ref(TeamsPlace place, string message) => new(new(TeamsHttp.ConnectorName, place.Channel, ""), message);
}
