using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Api.Commands;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Incidents;
using Classifier.Redaction;

namespace Classifier.Api.Chat.Teams.Inbound;

/// <summary>
/// What people say, press and fill in becomes commands, as on every other tool: the same handlers, the same rights. In an incident's
/// room it is that incident; elsewhere the command names it. It is answered below what was said.
/// </summary>
internal sealed class TeamsConversation(
    TeamsPeople people, TeamsSpeaker speaker, TeamsRooms rooms, TeamsNotes notes, CommandDesk desk, AnswerDesk answers, IPostStore posts, IncidentActions actions, IIncidentStore incidents, CurrentDirectory directory, Redactor redactor)
{
    /// <summary>Works a delivery off.</summary>
    /// <returns>What an invocation is answered; null for nothing.</returns>
    public async Task<TeamsInvokeAnswer?> TakeAsync(TeamsActivity activity, CancellationToken cancellationToken)
    {
        switch (activity)
        {
            case { Type: TeamsActivity.Invoke, Name: "adaptiveCard/action", Data: { Command: { Length: > 0 } command } }:
                return TeamsInvokeAnswer.Says(await PressedAsync(activity, command, cancellationToken));
            case { Type: TeamsActivity.Invoke, Name: TeamsActivity.FormWanted, Data: { Command: { Length: > 0 } command } }:
                return await FormAsync(activity, command, cancellationToken);
            case { Type: TeamsActivity.Invoke, Name: TeamsActivity.FormFilled, Data: { Incident: { } number } data }:
                return TeamsInvokeAnswer.Ends(await ReassignedAsync(activity, number, data, cancellationToken));
            case { Type: "message", Data: { Command: { Length: > 0 } command } }:
                await speaker.WhisperAsync(activity.From, await PressedAsync(activity, command, cancellationToken), cancellationToken);
                return null;
            case { Type: "message", Text.Length: > 0 }:
                await HeardAsync(activity, cancellationToken);
                return null;
            default:
                await notes.TakeAsync(activity, cancellationToken);
                return null;
        }
    }

    private async Task HeardAsync(TeamsActivity heard, CancellationToken cancellationToken)
    {
        if (heard.From?.Id is not { Length: > 0 } from || from.StartsWith("28:", StringComparison.Ordinal))
            return;     // a bot
        var (place, room) = (heard.Place, await RoomOfAsync(heard, cancellationToken));
        if (room is { } number && people.Known(heard.From) is { } here)
            await actions.JoinAsync(number, here, cancellationToken);
        if (Command(heard) is not { } command)
            return;
        if (people.Find(heard.From) is not { } actor)
        {
            await speaker.WhisperAsync(heard.From, TeamsPeople.Refusal(heard.From), cancellationToken);
            return;
        }
        var above = room is null && (heard.IsPersonal ? heard.ReplyToId : place.Root) is { } under ? await posts.FindAsync(TeamsHttp.ConnectorName, place.Channel, under, cancellationToken) : null;
        if (heard.IsPersonal && await AnswerAsync(heard, actor, above?.Incident, cancellationToken) is { } taken)
        {
            await speaker.SayAsync(place, ChatMessage.Plain(taken), cancellationToken);
            return;
        }
        // A reply says by its place what it is about.
        command = command with { Incident = command.Incident ?? above?.Incident, Place = $"{TeamsHttp.ConnectorName} {place.Conversation}" };
        var reply = await desk.RunAsync(command, room, actor, cancellationToken);
        if (reply.IsToldByAStep && reply.Incident?.Number == room)
            return;
        if (!heard.IsPersonal && await incidents.IsSecretHereAsync(command, reply, room, cancellationToken))
            await speaker.WhisperAsync(heard.From, reply.Text, cancellationToken);
        else
            await speaker.SayAsync(place, reply.ToMessage(), cancellationToken);
    }

    /// <summary>What is said to us: a mention, a message with a sign, or anything that somebody says to us alone.</summary>
    private ChatCommand? Command(TeamsActivity heard)
    {
        var text = redactor.Redact(TeamsMarkup.Plain(heard));
        if (TeamsMarkup.IsToBot(heard) && !text.StartsWith('@'))
            text = $"@{CommandGrammar.BotName} {text.Replace($"@{CommandGrammar.BotName}", "", StringComparison.Ordinal).Trim()}";
        if (CommandGrammar.TryRead(text, takesSlash: false, out var command))
            return command;
        if (!heard.IsPersonal || text.Length == 0)
            return null;
        return CommandGrammar.TryRead($"!{text}", takesSlash: false, out command) && CommandGrammar.All.Any(c => c.Verb == command.Verb) ? command : new("owner", null, text);
    }

    /// <summary>What somebody says to us alone while we ask them something is the answer, unless it begins as a command.</summary>
    private async Task<string?> AnswerAsync(TeamsActivity heard, Actor actor, long? about, CancellationToken cancellationToken)
    {
        var text = TeamsMarkup.Plain(heard);
        return actor.Person is { } person && !text.StartsWith('!') ? await answers.TakeAsync(person, text, about, cancellationToken) : null;
    }

    /// <summary>A button.</summary>
    /// <returns>What whoever pressed it is told alone.</returns>
    private async Task<string> PressedAsync(TeamsActivity pressed, string text, CancellationToken cancellationToken)
    {
        if (people.Find(pressed.From) is not { } actor)
            return TeamsPeople.Refusal(pressed.From);
        if (!CommandGrammar.TryRead($"!{text}", takesSlash: false, out var command))
            return "There is nothing to do.";
        var room = await RoomOfAsync(pressed, cancellationToken);
        var reply = await desk.RunAsync(command with { Place = $"{TeamsHttp.ConnectorName} {pressed.Place.Conversation}" }, room, actor, cancellationToken);
        // The incident's own room hears of it by its step; where the button stood, the others wait for the same answer.
        if (reply is { IsToldByAStep: true, Incident: { IsPrivate: false, HasRoom: true } incident } && incident.Number != room)
            await speaker.SayAsync(pressed.Place, ChatMessage.Plain($"{incident.Id}: {reply.Text} ({actor.DisplayName})"), cancellationToken);
        return reply.Text;
    }

    private async Task<TeamsInvokeAnswer> FormAsync(TeamsActivity pressed, string text, CancellationToken cancellationToken)
    {
        if (people.Find(pressed.From) is not { } actor)
            return TeamsInvokeAnswer.Ends(TeamsPeople.Refusal(pressed.From));
        CommandGrammar.TryRead($"!{text}", takesSlash: false, out var command);
        return (command.Incident ?? await RoomOfAsync(pressed, cancellationToken)) is { } number && await VisibleAsync(number, actor, cancellationToken) is { } incident
            ? TeamsInvokeAnswer.Shows(TeamsForm.Title, TeamsForm.ForOwner(incident, directory.Value))
            : TeamsInvokeAnswer.Ends(ActionOutcome.NotThere.Said);
    }

    private async Task<string> ReassignedAsync(TeamsActivity filled, long number, TeamsData data, CancellationToken cancellationToken)
    {
        if (people.Find(filled.From) is not { } actor)
            return TeamsPeople.Refusal(filled.From);
        return directory.Value.Team(data.Team) is { } team
            ? (await actions.ReassignAsync(number, team, redactor.Redact(data.Because ?? ""), actor, cancellationToken)).Said
            : "This team is not in the directory any more.";
    }

    private async Task<long?> RoomOfAsync(TeamsActivity activity, CancellationToken cancellationToken) => (await rooms.FindAsync(activity.Place, cancellationToken))?.Incident;

    private async Task<Incident?> VisibleAsync(long number, Actor actor, CancellationToken cancellationToken) =>
        await incidents.FindAsync(number, cancellationToken) is { } incident && actor.CanSee(incident, await incidents.RespondersAsync([number], cancellationToken), directory.Value) ? incident : null;
}
