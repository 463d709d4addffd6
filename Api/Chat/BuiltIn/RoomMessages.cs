using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Chat;
using Classifier.Incidents;
using Classifier.Redaction;

namespace Classifier.Api.Chat.BuiltIn;

/// <summary>What people do with single messages of an incident's built-in room: put one on the timeline, and edit or delete what they wrote. Nothing here is read as a command.</summary>
internal sealed class RoomMessages(IBuiltInChatStore store, RoomNotes notes, IPostStore posts, ChatFeed feed, Redactor redactor, TimeProvider clock)
{
    /// <summary>Puts a message on the incident's timeline; false when it is there already, or not in its room.</summary>
    public async Task<bool> NoteAsync(IncidentSnapshot snapshot, Guid message, Actor actor, CancellationToken cancellationToken) =>
        await FindAsync(snapshot, message, cancellationToken) is { Room: var room, Message: var found }
        && await notes.NoteAsync(new(room, found.Id.ToString()), actor, () => Task.FromResult<string?>(found.Text), cancellationToken);

    /// <summary>Replaces one's own words; false when they are somebody else's, not there, or none are left.</summary>
    public async Task<bool> EditAsync(IncidentSnapshot snapshot, Guid message, string text, Actor actor, CancellationToken cancellationToken)
    {
        text = redactor.Redact(text.Trim());
        if (text.Length is 0 or > RoomConversation.MaxLength || await FindAsync(snapshot, message, cancellationToken) is not { Room: var room, Message: var found })
            return false;
        if (found.Text == text)
            return true;
        return Told(room, await notes.FollowAsync(
            new(room, found.Id.ToString()), TimelineWords.NoteEdited, actor, text, t => store.EditOwnAsync(t, room.Id, found.Id, actor.Name, text, clock.GetUtcNow()), cancellationToken));
    }

    /// <summary>Deletes one's own message; false when it is somebody else's or not there.</summary>
    public async Task<bool> DeleteAsync(IncidentSnapshot snapshot, Guid message, Actor actor, CancellationToken cancellationToken) =>
        await FindAsync(snapshot, message, cancellationToken) is { Room: var room, Message: var found }
        && Told(room, await notes.FollowAsync(
            new(room, found.Id.ToString()), TimelineWords.NoteRemoved, actor, found.Text, t => store.DeleteOwnAsync(t, room.Id, found.Id, actor.Name), cancellationToken));

    /// <summary>Ids of the messages that are on the timeline.</summary>
    public async Task<IReadOnlySet<Guid>> NotedAsync(long incident, CancellationToken cancellationToken) =>
        (await posts.OfIncidentAsync(incident, cancellationToken)).Where(p => p is { Kind: PostKind.Note, Connector: BuiltInConnector.ConnectorName }).Select(p => Guid.Parse(p.Message)).ToHashSet();

    private async Task<(ChatRoom Room, BuiltInMessage Message)?> FindAsync(IncidentSnapshot snapshot, Guid message, CancellationToken cancellationToken) =>
        RoomConversation.RoomOf(snapshot) is { } room && await store.FindMessageAsync(room.Id, message, cancellationToken) is { } found ? (room, found) : null;

    private bool Told(ChatRoom room, bool isDone)
    {
        if (isDone)
            feed.Changed(room.Id);
        return isDone;
    }
}
