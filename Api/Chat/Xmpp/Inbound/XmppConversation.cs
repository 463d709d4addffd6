using Classifier.Api.Chat.Xmpp.Protocol;
using Classifier.Api.Commands;
using Classifier.Api.Incidents;
using Classifier.Incidents;
using Classifier.Redaction;

namespace Classifier.Api.Chat.Xmpp.Inbound;

/// <summary>
/// What people write becomes commands, as on every other tool: the same handlers, the same rights. In an incident's room it is that
/// incident; elsewhere the command names it, or answers a message about it.
/// </summary>
internal sealed class XmppConversation(
    XmppClient client, XmppPeople people, XmppSpeaker speaker, CommandDesk desk, AnswerDesk answers, IPostStore posts, IncidentActions actions, IIncidentStore incidents, Redactor redactor)
{
    /// <summary>Somebody came, or said something.</summary>
    public async Task HeardAsync(XmppHeard heard, CancellationToken cancellationToken)
    {
        var room = heard.Room is { } where ? await incidents.FindByRoomAsync(XmppNames.ConnectorName, where, cancellationToken) : null;
        if (room is { } number && people.Known(heard.Person) is { } here)
            await actions.JoinAsync(number, here, cancellationToken);
        if (Command(heard) is not { } command)
            return;
        if (people.Find(heard.Person) is not { } actor)
        {
            await speaker.WhisperAsync(heard.Person, XmppPeople.Refusal(heard.Person), cancellationToken);
            return;
        }
        var above = room is null ? await AboveAsync(heard, cancellationToken) : null;
        // What somebody says to us alone while we ask them something is the answer, unless it begins as a command.
        if (heard.Room is null && actor.Person is { } person && !IsMarked(heard) && await answers.TakeAsync(person, Said(heard), above?.Incident, cancellationToken) is { } taken)
        {
            await speaker.WhisperAsync(heard.Person, taken, cancellationToken);
            return;
        }
        command = command with { Incident = command.Incident ?? above?.Incident, Place = $"{XmppNames.ConnectorName} {heard.Room ?? heard.Person}" };
        var reply = await desk.RunAsync(command, room, actor, cancellationToken);
        if (reply.IsToldByAStep && reply.Incident?.Number == room)
            return;
        var to = heard.Room is { } spoken && !await incidents.IsSecretHereAsync(command, reply, room, cancellationToken) ? spoken : heard.Person;
        // There are no threads: where several are talked about, an effect says of what it is.
        await speaker.SayAsync(to, reply is { IsToldByAStep: true, Incident: { } about } ? ChatMessage.Plain($"{about.Id}: {reply.Text} ({actor.DisplayName})") : reply.ToMessage(), cancellationToken);
    }

    /// <summary>What is said to us: a mention, a message with a sign, or anything that somebody whom we know says to us alone.</summary>
    private ChatCommand? Command(XmppHeard heard)
    {
        var text = redactor.Redact(Said(heard));
        if (CommandGrammar.TryRead(text, takesSlash: false, out var command))
            return command;
        // A stranger's talk is not answered: two programs that do would never end.
        if (heard.Room is not null || text.Length == 0 || people.Known(heard.Person) is null)
            return null;
        return CommandGrammar.TryRead($"!{text}", takesSlash: false, out command) && CommandGrammar.All.Any(c => c.Verb == command.Verb) ? command : new("owner", null, text);
    }

    private static bool IsMarked(XmppHeard heard) => heard.Text.TrimStart().StartsWith('!');

    /// <summary>The words, without the quotation that an answer begins with; a mention of our name becomes <c>@classifier</c>.</summary>
    private string Said(XmppHeard heard)
    {
        var lines = heard.Text.Trim().Split('\n');
        var text = string.Join('\n', heard.Answers is null ? lines : lines.SkipWhile(l => l.StartsWith('>'))).Trim();
        foreach (var called in (string[])[$"@{client.Account.Nick}", $"{client.Account.Nick}:", $"{client.Account.Nick},"])
        {
            if (text.StartsWith(called, StringComparison.OrdinalIgnoreCase) && (text.Length == called.Length || !char.IsLetterOrDigit(text[called.Length])))
                return $"@{CommandGrammar.BotName} {text[called.Length..].TrimStart(':', ',', ' ')}";
        }
        return text;
    }

    /// <summary>The message of ours that is answered; null where it is none that is kept.</summary>
    private async Task<IncidentPost?> AboveAsync(XmppHeard heard, CancellationToken cancellationToken)
    {
        if (heard.Answers is not { } answered)
            return null;
        // Rooms name a message by the archive's id, people by its own.
        var id = heard.Room is null ? answered : (await XmppArchive.FindAsync(await client.SessionAsync(cancellationToken), heard.Room, answered, cancellationToken))?.Message.Text("id");
        return id is null ? null : await posts.FindAsync(XmppNames.ConnectorName, heard.Room ?? heard.Person, id, cancellationToken);
    }
}
