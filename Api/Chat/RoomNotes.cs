using Classifier.Alerts;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Incidents;
using Classifier.Redaction;
using Classifier.Storage;

namespace Classifier.Api.Chat;

/// <summary>
/// Messages that people mark go on their incident's timeline. When one of them is edited or deleted later, the timeline says so;
/// what it said before stays there.
/// </summary>
internal sealed class RoomNotes(IIncidentStore incidents, IPostStore posts, IDatabase database, IncidentFeed feed, Redactor redactor, TimeProvider clock)
{
    /// <summary>Puts a message on the timeline of the incident whose room it stands in.</summary>
    /// <param name="message">The message.</param>
    /// <param name="actor">Who marked it.</param>
    /// <param name="read">Reads what it says, as plain text; asked only where it matters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="room">The incident's room where that is a part of the one that numbers its messages, as a thread is; null where it is that one.</param>
    /// <returns>False for a room of no incident, for what is noted already or is the service's own brief, and for a message without words.</returns>
    public async Task<bool> NoteAsync(MessageRef message, Actor actor, Func<Task<string?>> read, CancellationToken cancellationToken, string? room = null)
    {
        var (connector, place) = (message.Room.Connector, message.Room.Id);
        if (await incidents.FindByRoomAsync(connector, room ?? place, cancellationToken) is not { } number || await posts.FindAsync(connector, place, message.Id, cancellationToken) is not null
            || Kept(await read()) is not { Length: > 0 } said)
            return false;
        return await AddAsync(number, actor, TimelineWords.Noted, said, async transaction =>
        {
            await posts.SaveAsync(transaction, new(number, PostKind.Note, connector, place, message.Id, clock.GetUtcNow()));
            return true;
        }, cancellationToken);
    }

    /// <summary>Says on the timeline what became of a message that was noted; of another one nothing is said.</summary>
    /// <param name="message">The message.</param>
    /// <param name="what">Edited or removed.</param>
    /// <param name="actor">Who did it; null where that is not known.</param>
    /// <param name="text">What it says now, or said last.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task FollowAsync(MessageRef message, string what, Actor? actor, string? text, CancellationToken cancellationToken) =>
        FollowAsync(message, what, actor, text, _ => Task.FromResult(true), cancellationToken);

    /// <summary>Changes a message, and in the same transaction says so on the timeline where it was noted.</summary>
    /// <param name="message">The message.</param>
    /// <param name="what">Edited or removed.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="text">What it says now, or said last.</param>
    /// <param name="change">Changes it; false where it cannot be changed, and then nothing is said.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it was changed.</returns>
    public async Task<bool> FollowAsync(MessageRef message, string what, Actor? actor, string? text, Func<StoreTransaction, Task<bool>> change, CancellationToken cancellationToken)
    {
        var note = await posts.FindAsync(message.Room.Connector, message.Room.Id, message.Id, cancellationToken);
        return note is { Kind: PostKind.Note }
            ? await AddAsync(note.Incident, actor, what, Kept(text), change, cancellationToken)
            : await database.WriteAsync(change, cancellationToken);
    }

    private async Task<bool> AddAsync(long number, Actor? actor, string what, string said, Func<StoreTransaction, Task<bool>> beside, CancellationToken cancellationToken)
    {
        var isDone = await database.WriteAsync(async transaction =>
        {
            if (!await beside(transaction))
                return false;
            await incidents.AddEventsAsync(transaction, number, [IncidentMachine.Event(clock.GetUtcNow(), actor?.Name ?? TimelineWords.Classifier, what, said)]);
            return true;
        }, cancellationToken);
        if (isDone)
            feed.Changed(number);
        return isDone;
    }

    private string Kept(string? text) => AlertLimits.Keep(redactor.Redact(text ?? ""), AlertLimits.Title);
}
