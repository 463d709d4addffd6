using System.Globalization;
using Classifier.Alerts;
using Classifier.Api.Commands;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Intake;
using Classifier.Incidents;
using Classifier.Redaction;

namespace Classifier.Api.Chat.Slack.Inbound;

/// <summary>
/// What people say, press and fill in becomes commands, as on every other tool: the same handlers, the same rights. In an
/// incident's channel it is that incident; elsewhere the command names it, and is answered in a thread.
/// </summary>
internal sealed class SlackConversation(
    SlackPeople people, SlackSpeaker speaker, CommandDesk desk, AnswerDesk answers, SlackNotes notes, IPostStore posts, IncidentActions actions, IIncidentStore incidents, AlertIntake intake, CurrentDirectory directory, Redactor redactor, TimeProvider clock)
{
    private const string DirectMessage = "im";

    /// <summary>Callback id of the shortcut that makes an incident of a message.</summary>
    public const string MakeIncident = "make_incident";

    /// <summary>Something happened in a channel.</summary>
    public async Task HeardAsync(SlackEvent heard, CancellationToken cancellationToken)
    {
        if (await notes.TakeAsync(heard, cancellationToken))
            return;
        if (heard.Channel is not { Length: > 0 } channel || heard.User is not { Length: > 0 } user || heard.BotId is not null || heard.Subtype is not null)
            return;     // also our own messages
        var self = await speaker.SelfAsync(cancellationToken);
        if (user == self || heard is { Type: "member_joined_channel", Inviter: not null })
            return;     // who is brought in is a member at once, and has not come yet
        var room = await incidents.FindByRoomAsync(SlackApi.ConnectorName, channel, cancellationToken);
        if (room is { } number && heard.Type is "member_joined_channel" or "message" or "app_mention" && people.Known(user) is { } here)
            await actions.JoinAsync(number, here, cancellationToken);
        if (Command(heard, self) is not { } command)
            return;
        var thread = heard.ThreadTs ?? (room is null && heard.ChannelType != DirectMessage ? heard.Ts : null);
        if (people.Find(user) is not { } actor)
        {
            await speaker.WhisperAsync(channel, user, SlackPeople.Refusal(user), cancellationToken);
            return;
        }
        var above = room is null && heard.ThreadTs is { } under ? await posts.FindAsync(SlackApi.ConnectorName, channel, under, cancellationToken) : null;
        if (heard.ChannelType == DirectMessage && await AnswerAsync(heard, actor, above?.Incident, cancellationToken) is { } taken)
        {
            await speaker.SayAsync(channel, thread, taken, cancellationToken);
            return;
        }
        if (above is not null)
            command = command with { Incident = command.Incident ?? above.Incident };      // a reply says by its place what it is about
        command = command with { Place = thread is null ? $"slack {channel}" : $"slack {channel} {thread}" };
        var reply = await desk.RunAsync(command, room, actor, cancellationToken);
        if (reply.IsToldByAStep && reply.Incident?.Number == room)
            return;
        if (heard.ChannelType != DirectMessage && await incidents.IsSecretHereAsync(command, reply, room, cancellationToken))
            await speaker.WhisperAsync(channel, user, reply.Text, cancellationToken);
        else
            await speaker.SayAsync(channel, thread, reply.ToMessage(), cancellationToken);
    }

    /// <summary>A slash command, answered to the one who typed it alone; the room is told of its effect by its step.</summary>
    public async Task<SlackResponse?> TypedAsync(SlackSlash slash, CancellationToken cancellationToken)
    {
        if (people.Find(slash.UserId) is not { } actor)
            return SlackResponse.Whisper(SlackPeople.Refusal(slash.UserId));
        var text = redactor.Redact(SlackMarkup.Plain(slash.Text, ""));
        CommandGrammar.TryRead($"!{(text.Length == 0 ? "help" : text)}", takesSlash: false, out var command);
        var room = slash.ChannelId is { } channel ? await incidents.FindByRoomAsync(SlackApi.ConnectorName, channel, cancellationToken) : null;
        return SlackResponse.Whisper((await desk.RunAsync(command, room, actor, cancellationToken)).Text);
    }

    /// <summary>A button, a shortcut or a filled-in form.</summary>
    /// <returns>What Slack is answered; null for nothing.</returns>
    public Task<SlackResponse?> PressedAsync(SlackInteraction interaction, CancellationToken cancellationToken) => interaction switch
    {
        { Type: "block_actions", Actions: [var pressed, ..] } => ButtonAsync(interaction, pressed, cancellationToken),
        { Type: "view_submission", View: { CallbackId: SlackModal.Reassign } view } => ReassignedAsync(view, interaction.User?.Id, cancellationToken),
        { Type: "message_action", CallbackId: MakeIncident, Message: { } message } => QuotedAsync(interaction, message, cancellationToken),
        _ => Task.FromResult<SlackResponse?>(null),
    };

    /// <summary>What is said to us: a mention, a message with a sign, or anything in a direct message. Slack tells of a mention twice; the other one counts.</summary>
    private ChatCommand? Command(SlackEvent heard, string self)
    {
        var text = redactor.Redact(SlackMarkup.Plain(heard.Text, self));
        var isMention = heard.Text?.Contains($"<@{self}>", StringComparison.Ordinal) == true;
        if (heard.Type == "app_mention" || (heard.Type == "message" && !isMention))
        {
            if (heard.Type == "app_mention" && !text.StartsWith('@'))
                text = $"@{CommandGrammar.BotName} {text.Replace($"@{CommandGrammar.BotName}", "", StringComparison.Ordinal).Trim()}";
            if (CommandGrammar.TryRead(text, takesSlash: false, out var command))
                return command;
            if (heard.ChannelType == DirectMessage && text.Length > 0)
                return CommandGrammar.TryRead($"!{text}", takesSlash: false, out command) && CommandGrammar.All.Any(c => c.Verb == command.Verb) ? command : new("owner", null, text);
        }
        return null;
    }

    /// <summary>What somebody says to us alone while we ask them something is the answer, unless it begins as a command.</summary>
    private async Task<string?> AnswerAsync(SlackEvent heard, Actor actor, long? about, CancellationToken cancellationToken)
    {
        var text = SlackMarkup.Plain(heard.Text, "").Trim();
        return actor.Person is { } person && !text.StartsWith('!') ? await answers.TakeAsync(person, text, about, cancellationToken) : null;
    }

    private async Task<SlackResponse?> ButtonAsync(SlackInteraction interaction, SlackPressed pressed, CancellationToken cancellationToken)
    {
        if ((interaction.Container?.ChannelId ?? interaction.Channel?.Id) is not { } channel || interaction.User?.Id is not { } user)
            return null;
        if (people.Find(user) is not { } actor)
        {
            await speaker.WhisperAsync(channel, user, SlackPeople.Refusal(user), cancellationToken);
            return null;
        }
        if (!CommandGrammar.TryRead($"!{pressed.Value}", takesSlash: false, out var command))
            return null;
        var room = await incidents.FindByRoomAsync(SlackApi.ConnectorName, channel, cancellationToken);
        if (pressed.ActionId == SlackModal.Reassign)
        {
            await AskOwnerAsync(interaction.TriggerId, command.Incident ?? room, actor, cancellationToken);
            return null;
        }
        var reply = await desk.RunAsync(command, room, actor, cancellationToken);
        if (reply.IsToldByAStep && reply.Incident?.Number == room)
            return null;
        // The incident's own room hears of it by its step; where the button stood, the others wait for the same answer.
        if (reply is { IsToldByAStep: true, Incident: { IsPrivate: false, HasRoom: true } incident })
            await speaker.SayAsync(channel, null, $"{incident.Id}: {reply.Text} ({actor.DisplayName})", cancellationToken);
        else
            await speaker.WhisperAsync(channel, user, reply.Text, cancellationToken);
        return null;
    }

    private async Task AskOwnerAsync(string? trigger, long? number, Actor actor, CancellationToken cancellationToken)
    {
        if (trigger is not null && number is { } known && await VisibleAsync(known, actor, cancellationToken) is { } incident)
            await speaker.OpenAsync(trigger, SlackModal.ForOwner(incident, directory.Value), cancellationToken);
    }

    private async Task<SlackResponse?> ReassignedAsync(SlackView view, string? user, CancellationToken cancellationToken)
    {
        if (people.Find(user) is not { } actor)
            return SlackResponse.Error(SlackModal.Team, SlackPeople.Refusal(user));
        var team = directory.Value.Team(Value(view, SlackModal.Team)?.SelectedOption?.Value);
        if (team is null || !long.TryParse(view.PrivateMetadata, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return SlackResponse.Error(SlackModal.Team, "This team is not in the directory any more.");
        var outcome = await actions.ReassignAsync(number, team, redactor.Redact(Value(view, SlackModal.Because)?.Value ?? ""), actor, cancellationToken);
        return outcome.IsChange ? null : SlackResponse.Error(SlackModal.Team, outcome.Said);
    }

    private static SlackValue? Value(SlackView view, string block) => view.State?.Values?.GetValueOrDefault(block)?.GetValueOrDefault(block);

    /// <summary>The shortcut: a message becomes an alert, by whoever made it one.</summary>
    private async Task<SlackResponse?> QuotedAsync(SlackInteraction interaction, SlackQuoted message, CancellationToken cancellationToken)
    {
        if (interaction.Channel?.Id is not { } channel || interaction.User?.Id is not { } user || message.Ts is not { } ts)
            return null;
        var text = SlackMarkup.Plain(message.Text, "");
        if (people.Find(user) is not { } actor || text.Length == 0)
        {
            await speaker.WhisperAsync(channel, user, text.Length == 0 ? "There are no words in this message." : SlackPeople.Refusal(user), cancellationToken);
            return null;
        }
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (await speaker.LinkAsync(channel, ts, cancellationToken) is { } link)
            labels["link"] = link;
        var alert = new Alert
        {
            Title = AlertLimits.Keep(text.Split('\n')[0], AlertLimits.Title),
            Description = AlertLimits.Keep(text, AlertLimits.Description),
            Source = SlackApi.ConnectorName,
            Labels = labels,
            OccurredAt = clock.GetUtcNow(),
            DedupKey = $"{channel}:{ts}",
            Reporter = actor.Name,
        };
        await intake.AcceptAsync([new(alert)], payload: null, new(actor.Name), _ => throw new InvalidOperationException("is known by nothing"), cancellationToken);
        await speaker.WhisperAsync(channel, user, "Taken as an alert. Whoever it concerns is called, as for any other.", cancellationToken);
        return null;
    }

    private async Task<Incident?> VisibleAsync(long number, Actor actor, CancellationToken cancellationToken) =>
        await incidents.FindAsync(number, cancellationToken) is { } incident && actor.CanSee(incident, await incidents.RespondersAsync([number], cancellationToken), directory.Value) ? incident : null;
}
