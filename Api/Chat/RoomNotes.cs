using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Incidents;
using Classifier.Storage;

namespace Classifier.Api.Chat;

/// <summary>People's messages that somebody put on an incident's timeline. When one is edited or deleted later, the timeline says so; what it said before stays there.</summary>
internal sealed class RoomNotes(IIncidentStore incidents, IPostStore posts, IDatabase database, IncidentFeed feed, TimeProvider clock)
{
    /// <summary>Puts a message on the timeline; nothing happens when it is there, when it is ours, or outside of incidents' rooms.</summary>
    /// <param name="connector">Name of the connector.</param>
    /// <param name="room">The tool's id of the incident's room.</param>
    /// <param name="place">Where the message's id is its own: the room, or what the room is a part of.</param>
    /// <param name="message">The tool's id of the message.</param>
    /// <param name="actor">Who puts it there.</param>
    /// <param name="read">What it says; empty for nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task AddAsync(string connector, string room, string place, string message, Actor actor, Func<Task<string>> read, CancellationToken cancellationToken)
    {
        if (await incidents.FindByRoomAsync(connector, room, cancellationToken) is { } number && await posts.FindAsync(connector, place, message, cancellationToken) is null && await read() is { Length: > 0 } said)
            await WriteAsync(number, actor, TimelineWords.Noted, said, t => posts.SaveAsync(t, new(number, PostKind.Note, connector, place, message, clock.GetUtcNow())), cancellationToken);
    }

    /// <summary>Says on the timeline what became of a message that is there; nothing happens for others.</summary>
    public async Task FollowAsync(string connector, string place, string message, Actor? actor, string what, string said, CancellationToken cancellationToken)
    {
        if (await posts.FindAsync(connector, place, message, cancellationToken) is { Kind: PostKind.Note } note)
            await WriteAsync(note.Incident, actor, what, said, _ => Task.CompletedTask, cancellationToken);
    }

    private async Task WriteAsync(long number, Actor? actor, string what, string said, Func<StoreTransaction, Task> beside, CancellationToken cancellationToken)
    {
        await database.WriteAsync(async transaction =>
        {
            await beside(transaction);
            await incidents.AddEventsAsync(transaction, number, [IncidentMachine.Event(clock.GetUtcNow(), actor?.Name ?? TimelineWords.Classifier, what, said)]);
            return true;
        }, cancellationToken);
        feed.Changed(number);
    }
}
