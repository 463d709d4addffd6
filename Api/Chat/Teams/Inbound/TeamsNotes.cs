using Classifier.Alerts;
using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Incidents;
using Classifier.Redaction;

namespace Classifier.Api.Chat.Teams.Inbound;

/// <summary>Messages of an incident's channel that people put a 📝 or 📌 to go on its timeline, and are followed there.</summary>
internal sealed class TeamsNotes(TeamsPeople people, TeamsRooms rooms, RoomNotes notes, GraphApi graph, TeamsOptions options, Redactor redactor)
{
    private static readonly string[] Signs = ["memo", "pushpin", "pencil"];

    /// <summary>Takes what marks, edits or deletes a message.</summary>
    public async Task TakeAsync(TeamsActivity heard, CancellationToken cancellationToken)
    {
        switch (heard)
        {
            case { Type: "messageReaction", ReplyToId: { Length: > 0 } message } when options.ReadsMessages && people.Known(heard.From) is { } actor:
                if ((heard.ReactionsAdded ?? []).Any(r => Signs.Any(sign => r.Type?.Contains(sign, StringComparison.OrdinalIgnoreCase) == true)) && await rooms.FindAsync(heard.Place, cancellationToken) is var (_, room))
                    await notes.AddAsync(TeamsHttp.ConnectorName, room, heard.Place.Channel, message, actor, () => ReadAsync(heard.Place, message, cancellationToken), cancellationToken);
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
        notes.FollowAsync(TeamsHttp.ConnectorName, heard.Place.Channel, message, people.Known(heard.From), what, Kept(TeamsMarkup.Plain(heard)), cancellationToken);

    /// <summary>What a person's message says; empty for our own.</summary>
    private async Task<string> ReadAsync(TeamsPlace place, string message, CancellationToken cancellationToken) =>
        await graph.MessageAsync(place, message, cancellationToken) is { From.User: not null } found ? Kept(TeamsMarkup.OfHtml(found.Body?.Content)) : "";

    private string Kept(string text) => AlertLimits.Keep(redactor.Redact(text), AlertLimits.Title);
}
