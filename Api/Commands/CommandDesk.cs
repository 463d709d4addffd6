using System.Globalization;
using System.Text.RegularExpressions;
using Classifier.Alerts;
using Classifier.Api.Assistant;
using Classifier.Api.Briefs;
using Classifier.Api.Chat;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Lookups;
using Classifier.Api.Scoring;
using Classifier.Directories;
using Classifier.Incidents;
using Classifier.Redaction;
using Classifier.Scoring;

namespace Classifier.Api.Commands;

/// <summary>What is answered to a command.</summary>
/// <param name="Text">In words for people.</param>
/// <param name="IsDone">Whether the command was understood and had its effect; false is an answer too.</param>
/// <param name="Incident">The incident as it is now, where the command was about one.</param>
/// <param name="IsToldByAStep">The incident's room is told by a step of its own.</param>
internal sealed record CommandReply(string Text, bool IsDone, Incident? Incident = null, bool IsToldByAStep = false)
{
    /// <summary>What one can say next, as buttons where the tool has them.</summary>
    public IReadOnlyList<ChatButton> Buttons { get; init; } = [];

    /// <summary>The reply as a message.</summary>
    public ChatMessage ToMessage() => new(Text, Buttons.Count == 0 ? [] : [new TextBlock(Text), new ButtonsBlock(Buttons)]);
}

/// <summary>Carries out commands from chat text, buttons, REST and console alike.</summary>
internal sealed partial class CommandDesk(IncidentActions actions, IncidentReader reader, IIncidentStore incidents, IInbox inbox, CurrentScorer scorer, CurrentDirectory directory, IQuestionStore questions, QuestionDesk asked, LogLookup logs, AlertLookup firing,
    Redactor redactor, IBriefWriter writer, TemplateBriefWriter template, TimeProvider clock, RoomAssistant? assistant = null)
{
    private const int MaxAlerts = 10;

    /// <summary>Carries out a command.</summary>
    /// <param name="command">What was said.</param>
    /// <param name="room">Number of the incident whose room it was said in; null elsewhere.</param>
    /// <param name="actor">Who said it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<CommandReply> RunAsync(ChatCommand command, long? room, Actor actor, CancellationToken cancellationToken)
    {
        if (CommandGrammar.All.FirstOrDefault(c => c.Verb == command.Verb) is not { } known)
        {
            return assistant is not null && command.Said is { } said && room is { } here
                ? await AnswerFreelyAsync(said, here, actor, cancellationToken)
                : new($"I do not know '{command.Verb}'. {Help()}", false);
        }
        if (command.Incident is { } named && room is not null && named != room && await IsPrivateAsync(named, cancellationToken))
            return Reply(ActionOutcome.NotThere);       // what is private is said in its own room alone
        if (!known.NeedsIncident)
            return await AnswerAsync(command, room, actor, cancellationToken);
        if (command.Verb is "accept" or "reassign" && (room is null || command.Question is not null) && await asked.FindAsync(command, cancellationToken) is { } question)
            return await SettleAsync(question, command, actor, cancellationToken);
        if ((command.Incident ?? room) is not { } number)
            return new($"Outside its room a command names its incident: {known.Verb} inc-1042 …", false);
        return command.Verb switch
        {
            "accept" => Reply(await actions.AcceptAsync(number, actor, cancellationToken)),
            "reassign" => await ReassignAsync(number, command.Arguments, actor, cancellationToken),
            "type" => await SetTypeAsync(number, command.Arguments, actor, cancellationToken),
            "severity" => SeverityWords.Parse(command.Arguments) is { } severity
                ? Reply(await actions.SetSeverityAsync(number, severity, actor, cancellationToken))
                : new("Severity is one of critical, high, medium, low, info.", false),
            "not-an-incident" => Reply(await actions.NotAnIncidentAsync(number, actor, cancellationToken)),
            "ack" => Reply(await actions.AcknowledgeAsync(number, actor, cancellationToken)),
            "escalate" => Reply(await actions.EscalateAsync(number, actor, cancellationToken)),
            "invite" => await InviteAsync(number, command.Arguments, actor, cancellationToken),
            "alerts" => await AlertsAsync(number, actor, cancellationToken),
            "private" => Reply(await actions.MakePrivateAsync(number, actor, cancellationToken)),
            "public" => Reply(await actions.MakePublicAsync(number, actor, cancellationToken)),
            "status" when command.Arguments.Length == 0 => await DraftAsync(number, actor, cancellationToken),
            "status" => Reply(await actions.SayStatusAsync(number, command.Arguments, actor, cancellationToken)),
            "snooze" => SpanWords.Read(command.Arguments) is { } span && span > TimeSpan.Zero
                ? Reply(await actions.SnoozeAsync(number, span, actor, cancellationToken))
                : new("Say for how long: snooze 30m, snooze 2h, snooze 1d.", false),
            "similar" => await SimilarAsync(number, actor, cancellationToken),
            _ => Reply(await actions.ResolveAsync(number, command.Arguments, actor, cancellationToken)),
        };
    }

    /// <summary>Whatever else somebody asks in an incident's room: the language model answers, or how things stand is said instead.</summary>
    private async Task<CommandReply> AnswerFreelyAsync(string question, long room, Actor actor, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(room, actor, cancellationToken) is not { Incident: var incident })
            return Reply(ActionOutcome.NotThere);
        return await assistant!.AnswerAsync(question, incident, command => RunAsync(command, room, actor, cancellationToken), cancellationToken) is { } answer
            ? new(answer, true, incident)
            : new($"The language model gave no answer. {await template.InShortAsync(incident, cancellationToken)} What works here: !help", false, incident);
    }

    private async Task<CommandReply> DraftAsync(long number, Actor actor, CancellationToken cancellationToken) =>
        await reader.FindAsync(number, actor, cancellationToken) is { Incident: var incident }
            ? new($"A draft; say it with !status TEXT:\n{await writer.InShortAsync(incident, cancellationToken)}", true, incident)
            : Reply(ActionOutcome.NotThere);

    /// <summary>Whose it is was only a question so far: what is said of the answer makes an incident of it.</summary>
    private async Task<CommandReply> SettleAsync(OwnerQuestion question, ChatCommand command, Actor actor, CancellationToken cancellationToken)
    {
        if (command.Verb == "reassign" && FindTeam(Because().Split(command.Arguments, 2)[0], out var refusal) is null)
            return new(refusal, false);
        if (await asked.OpenAsync(question, actor, cancellationToken) is not { } incident)
            return new("It is taken as an alert and not decided yet. Please say it again in a moment.", false);
        var isRight = command.Verb == "accept" && incident.OwningTeam.Label == question.Team;
        var reply = isRight ? Reply(await actions.AcceptAsync(incident.Number, actor, cancellationToken))
            : await ReassignAsync(incident.Number, command.Verb == "accept" ? question.Team : command.Arguments, actor, cancellationToken);
        return reply.Incident is null ? new("The security group looks at it.", true) : reply with { Text = $"{incident.Id}: {reply.Text}", IsToldByAStep = false };
    }

    private async Task<CommandReply> AnswerAsync(ChatCommand command, long? room, Actor actor, CancellationToken cancellationToken) => command.Verb switch
    {
        "owner" => await OwnerAsync(command, command.Incident ?? room, actor, cancellationToken),
        "logs" => await LogsAsync(command.Arguments, command.Incident ?? room, actor, cancellationToken),
        "oncall" => WhoIsOnCall(command.Arguments),
        _ => new(Help(), true),
    };

    private async Task<bool> IsPrivateAsync(long number, CancellationToken cancellationToken) => await incidents.FindAsync(number, cancellationToken) is { IsPrivate: true };

    private static CommandReply Reply(ActionOutcome outcome) => new(outcome.Said, outcome.IsChange, outcome.Incident, IsToldByAStep: outcome.IsChange);

    private async Task<CommandReply> ReassignAsync(long number, string arguments, Actor actor, CancellationToken cancellationToken)
    {
        var split = Because().Match(arguments);
        var typed = split.Success ? arguments[..split.Index] : arguments;
        var because = split.Success ? arguments[(split.Index + split.Length)..].Trim() : "";
        return FindTeam(typed, out var refusal) is { } team ? Reply(await actions.ReassignAsync(number, team, because, actor, cancellationToken)) : new(refusal, false);
    }

    private async Task<CommandReply> SetTypeAsync(long number, string typed, Actor actor, CancellationToken cancellationToken)
    {
        var types = directory.Value.Parts.IssueTypes.Where(t => t.Key.StartsWith(typed, StringComparison.OrdinalIgnoreCase) || t.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).ToList();
        return types.Count == 1 && typed.Length > 0
            ? Reply(await actions.SetTypeAsync(number, types[0].Key, actor, cancellationToken))
            : new($"{(types.Count > 1 ? "More than one type begins so" : "No type is called that")}: {string.Join(", ", (types.Count > 1 ? types : directory.Value.Parts.IssueTypes).Select(t => t.Key))}.", false);
    }

    private async Task<CommandReply> InviteAsync(long number, string typed, Actor actor, CancellationToken cancellationToken)
    {
        var people = directory.Value.FindPeople(typed);
        if (people.Count == 1)
            return Reply(await actions.InviteAsync(number, null, people[0], actor, cancellationToken));
        if (people.Count > 1)
            return new($"More than one person is called so: {string.Join(", ", people.Select(p => p.Id))}.", false);
        return FindTeam(typed, out var refusal) is { } team ? Reply(await actions.InviteAsync(number, team, null, actor, cancellationToken)) : new(refusal, false);
    }

    private async Task<CommandReply> AlertsAsync(long number, Actor actor, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(number, actor, cancellationToken) is not { } snapshot)
            return Reply(ActionOutcome.NotThere);
        var alerts = await inbox.OfIncidentAsync(number, MaxAlerts, cancellationToken);
        IEnumerable<string> own = alerts.Count == 0 ? ["Its alerts are not kept any more."] : SignalKinds.Grouped([.. alerts.OrderBy(a => SignalKinds.Of(a.Alert))], a => SignalKinds.Of(a.Alert), AlertText);
        return new(string.Join('\n', own.Concat(await firing.LinesAsync(snapshot.Incident, cancellationToken))), true, snapshot.Incident);
    }

    private static string AlertText(InboxEntry entry) => string.Create(
        CultureInfo.InvariantCulture, $"{entry.ReceivedAt.UtcDateTime:MM-dd HH:mm:ss} {(entry.Alert.Status == AlertStatus.Resolved ? "ended" : "fires")} {entry.Alert.Source}: {entry.Alert.Title}");

    private async Task<CommandReply> SimilarAsync(long number, Actor actor, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(number, actor, cancellationToken) is not { } snapshot)
            return Reply(ActionOutcome.NotThere);
        var evidence = await incidents.EvidenceAsync(number, cancellationToken);
        var text = string.Join('\n', evidence.Scores.Similar.Select(s => SimilarText.Of(s, directory.Value, clock.GetUtcNow())));
        return new(text.Length == 0 ? "Nothing in the history is like it." : text, true, snapshot.Incident);
    }

    private async Task<CommandReply> OwnerAsync(ChatCommand command, long? room, Actor actor, CancellationToken cancellationToken)
    {
        var text = command.Arguments;
        if (text.Length == 0)
        {
            if (room is { } number && await reader.FindAsync(number, actor, cancellationToken) is not null)
                return new(Owner((await incidents.EvidenceAsync(number, cancellationToken)).Scores), true);
            return new("Say what it is about: owner checkout fails with 502 in Frankfurt.", false);
        }
        var kept = redactor.Redact(AlertLimits.Keep(text, AlertLimits.Description));
        var alert = new Alert { Title = AlertLimits.Keep(kept, AlertLimits.Title), Description = kept, Source = "chat", OccurredAt = clock.GetUtcNow(), DedupKey = "question" };
        var scores = scorer.Value.Score(alert, ScoreParts.All);
        if (scores.OwningTeam.Top is not { } top)
            return new(Owner(scores), true);
        if (room is not null)       // in an incident's room it is said of that incident
            return new(Owner(scores), true) { Buttons = [.. Others(scores).Select(c => new ChatButton($"It is {directory.Value.TeamName(c.Label)}’s", $"reassign {c.Label}"))] };
        var question = new OwnerQuestion(0, actor.Name, kept, top, command.Place, null, clock.GetUtcNow());
        question = question with { Number = await questions.AddAsync(question, cancellationToken) };
        List<ChatButton> buttons = [new($"Right, call {directory.Value.TeamName(top)}", $"accept {question.Id}")];
        buttons.AddRange(Others(scores).Skip(1).Select(c => new ChatButton($"No, {directory.Value.TeamName(c.Label)}", $"reassign {question.Id} {c.Label}")));
        return new($"{Owner(scores)}\nShall they be called? !accept {question.Id} · !reassign {question.Id} TEAM because …", true) { Buttons = buttons };
    }

    private static IEnumerable<ClassScore> Others(AlertScores scores) => scores.OwningTeam.Classes.Take(3).Where(c => c.Probability >= 0.01);

    private string Owner(AlertScores scores)
    {
        if (scores.OwningTeam.Top is not { } top)
            return "Not sure: no model is loaded.";
        var trust = scores.OwningTeam.Trust;
        var thresholds = scores.OwningTeam.Thresholds;
        var words = directory.Value;
        var onCall = OnCall.Of(words, top, scores.Location.Key, clock.GetUtcNow());
        var lines = new List<string>
        {
            scores.Novelty == Novelty.New || trust < thresholds.Suggest
                ? $"Not sure. Perhaps {words.TeamName(top)} ({Words.Percent(trust)}). A service, a host or the exact error would help."
                : $"{words.TeamName(top)}, {Words.Percent(trust)} {Words.Trust(trust, thresholds)}.",
        };
        if (BriefWriter.Reasons(scores) is { Count: > 0 } reasons)
            lines.Add($"Because of {Words.List(reasons)}.");
        if (scores.OwningTeam.Classes.Skip(1).Take(2).Where(c => c.Probability >= 0.01).ToList() is { Count: > 0 } others)
            lines.Add($"Else {string.Join(" or ", others.Select(c => $"{words.TeamName(c.Label)} ({Words.Percent(c.Probability)})"))}.");
        if (onCall is not null)
            lines.Add($"Now there: {onCall.Person.Name}, {onCall.Reason}.");
        return string.Join('\n', lines);
    }

    private async Task<CommandReply> LogsAsync(string arguments, long? room, Actor actor, CancellationToken cancellationToken)
    {
        var words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        TimeSpan? span = null;
        if (words.Length > 0 && SpanWords.Read(words[^1]) is { } read)
            (span, words) = (read, words[..^1]);
        var snapshot = room is { } number ? await reader.FindAsync(number, actor, cancellationToken) : null;
        if (room is not null && snapshot is null)
            return Reply(ActionOutcome.NotThere);
        var incident = snapshot?.Incident;
        var answer = await logs.AnswerAsync(words.FirstOrDefault(), span ?? LogLookup.DefaultSpan, incident, cancellationToken);
        return answer is null
            ? new(incident is null ? "Say which service: logs checkout 15m." : $"{incident.Id} names no service; say one: logs checkout 15m.", false, incident)
            : new(answer, true, incident);
    }

    private CommandReply WhoIsOnCall(string arguments)
    {
        var words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string? place = null;
        if (words.Length > 1 && directory.Value.ResolvePlace(words[^1]) is { } found)
            (place, arguments) = (found, string.Join(' ', words[..^1]));
        if (FindTeam(arguments, out var refusal) is not { } team)
            return new(refusal, false);
        return OnCall.Of(directory.Value, team.Key, place, clock.GetUtcNow()) is { } answer
            ? new($"{team.Name}: {answer.Person.Name}, {answer.Reason}{(answer.Warning is null ? "" : $" ({answer.Warning})")}.", true)
            : new($"Nobody is on call for {team.Name}.", false);
    }

    private Team? FindTeam(string typed, out string refusal)
    {
        var teams = directory.Value.FindTeams(typed);
        refusal = teams.Count > 1
            ? $"More than one team begins with '{typed.Trim()}': {string.Join(", ", teams.Select(t => t.Key))}."
            : $"No team is called '{typed.Trim()}'. Teams: {string.Join(", ", directory.Value.Parts.Teams.Select(t => t.Key))}.";
        return teams.Count == 1 ? teams[0] : null;
    }

    private static string Help() => "What works here:\n" + string.Join('\n', CommandGrammar.All.Select(c => $"!{c.Usage}: {c.Does}"));

    [GeneratedRegex(@"(?:^|\s)because\s", RegexOptions.IgnoreCase)]
    private static partial Regex Because();
}
