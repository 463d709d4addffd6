using Classifier.Incidents;

namespace Classifier.Api.Chat.Slack.Inbound;

/// <summary>What people mark in an incident's channel: a message that they pin, or that they put a 📝 or 📌 to; also followed when it is edited or deleted.</summary>
internal sealed class SlackNotes(SlackPeople people, SlackSpeaker speaker, RoomNotes notes)
{
    private static readonly HashSet<string> Signs = ["memo", "pencil", "pushpin"];

    /// <summary>Takes an event that marks, edits or deletes a message.</summary>
    /// <returns>False when it is another one.</returns>
    public async Task<bool> TakeAsync(SlackEvent heard, CancellationToken cancellationToken)
    {
        switch (heard)
        {
            case { Type: "pin_added", Item: { Type: "message", Channel: { } channel, Message: { Ts: { } ts } message } }:
                await NoteAsync(channel, ts, message.Text, heard.User, cancellationToken);
                return true;
            case { Type: "reaction_added", Reaction: { } sign, Item: { Type: "message", Channel: { } channel, Ts: { } ts } }:
                if (Signs.Contains(sign))
                    await NoteAsync(channel, ts, text: null, heard.User, cancellationToken);
                return true;
            case { Type: "message", Subtype: "message_changed", Channel: { } channel, Message: { Ts: { } ts } message }:
                if (message.Text != heard.PreviousMessage?.Text)
                    await FollowAsync(channel, ts, TimelineWords.NoteEdited, message, cancellationToken);
                return true;
            case { Type: "message", Subtype: "message_deleted", Channel: { } channel, DeletedTs: { } ts }:
                await FollowAsync(channel, ts, TimelineWords.NoteRemoved, heard.PreviousMessage, cancellationToken);
                return true;
            default:
                return heard.Type is "pin_added" or "reaction_added";
        }
    }

    private async Task NoteAsync(string channel, string ts, string? text, string? user, CancellationToken cancellationToken)
    {
        if (user != await speaker.SelfAsync(cancellationToken) && people.Known(user) is { } actor)
            await notes.NoteAsync(Ref(channel, ts), actor, async () => SlackMarkup.Plain(text ?? await speaker.ReadAsync(channel, ts, cancellationToken), ""), cancellationToken);
    }

    private Task FollowAsync(string channel, string ts, string what, SlackQuoted? message, CancellationToken cancellationToken) =>
        notes.FollowAsync(Ref(channel, ts), what, people.Known(message?.User), SlackMarkup.Plain(message?.Text, ""), cancellationToken);

    private static MessageRef Ref(string channel, string ts) => new(new(SlackApi.ConnectorName, channel, ""), ts);
}
