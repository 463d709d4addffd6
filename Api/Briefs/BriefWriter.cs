using System.Globalization;
using Classifier.Alerts;
using Classifier.Api.Chat;
using Classifier.Api.Incidents;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Scoring;

namespace Classifier.Api.Briefs;

/// <summary>Writes what rooms are told: what it is, whose, why we think so, what to do now.</summary>
internal sealed class BriefWriter(CurrentDirectory directory, TimeProvider clock)
{
    private const int MaxTopic = 250;
    private const string NoOwner = "no owner yet";

    /// <summary>One line that says what, where and whose.</summary>
    public string Topic(Incident incident)
    {
        var owner = incident.OwningTeam.Label is null ? NoOwner : $"owner {Owner(incident)}";
        var text = AlertLimits.OneLine($"{Words.Severity(incident.Severity)}: {incident.Title} · {owner}{(Place(incident) is { Length: > 0 } place ? $" · {place}" : "")}");
        return text.Length <= MaxTopic ? text : $"{AlertLimits.Keep(text, MaxTopic - 1)}…";
    }

    /// <summary>An incident in a list: <c>inc-1042, Critical, Payments: Checkout answers 502</c>.</summary>
    public string Line(Incident incident) => $"{incident.Id}, {Words.Severity(incident.Severity)}, {Owner(incident)}: {incident.Title}";

    /// <summary>The owner's name, with a question mark as long as it is a guess.</summary>
    private string Owner(Incident incident) => incident.OwningTeam.Label is not { } team ? NoOwner : directory.Value.TeamName(team) + (IsSettled(incident) ? "" : "?");

    /// <summary>The first message of a room.</summary>
    public ChatMessage Brief(Incident incident, IncidentEvidence evidence, bool asQuestion, string marker)
    {
        var heading = Heading(incident, statesOwner: !asQuestion);
        List<string> lines = [.. State(incident), Facts(incident, evidence), .. ServiceOwner(incident), .. Why(evidence), .. Alternatives(evidence.Scores, asQuestion), .. Similar(evidence.Scores), .. Next(incident), WhatToType(asQuestion)];
        lines = OneLineEach(lines);
        List<ChatBlock> blocks = [Block(incident, heading, evidence.Scores, lines)];
        if (asQuestion && incident.IsOpen)
            blocks.Add(Answers(evidence.Scores, incident.Id, inRoom: true));
        return new(string.Join('\n', [heading, incident.Title, .. lines]), blocks, marker);
    }

    /// <summary>What the triage or security channel is told about an incident without a room.</summary>
    public ChatMessage Announcement(Incident incident, IncidentEvidence evidence, Announce action, string marker)
    {
        var heading = $"{incident.Id}: {Heading(incident, action.StatesOwner)}";
        List<string> lines = [incident.Title, .. State(incident), Facts(incident, evidence), .. NotAsked(incident, evidence), .. Dropped(incident), .. Why(evidence), .. Alternatives(evidence.Scores, asQuestion: true), .. Similar(evidence.Scores)];
        if (action.Mention.Count > 0)
            lines.Add($"{string.Join(' ', action.Mention.Select(Mention))}: please answer; without an answer by {Clock(incident.OpenedAt + ResponsePlan.AnswerTime, incident)} the room opens.");
        var isAnswered = !incident.IsOpen || incident.OwningTeam.Source == AnswerSource.Person;
        if (!isAnswered)
            lines.Add($"Answer with: !accept {incident.Id} · !reassign {incident.Id} TEAM because … · !ack {incident.Id}");
        lines = OneLineEach(lines);
        List<ChatBlock> blocks = [Block(incident, heading, evidence.Scores, lines)];
        if (!isAnswered)
            blocks.Add(Answers(evidence.Scores, incident.Id, inRoom: false));
        return new(string.Join('\n', [heading, .. lines]), blocks, marker);
    }

    /// <summary>What the reporter is asked where too little was said to find who can help.</summary>
    public ChatMessage Question(Incident incident, string marker)
    {
        var text = $"You reported “{incident.Title}” ({incident.Id}). That is too little to find who can help. Please say here what does not work, in which service or on which page, "
            + $"where, since when, and the exact error. Without an answer by {Clock(incident.OpenedAt + ResponsePlan.AnswerTime, incident)} others look at it as it is.";
        return ChatMessage.Plain(text, marker);
    }

    /// <summary>Where it is, in words: <c>Frankfurt, fra2</c>; empty when unknown.</summary>
    public string Place(Incident incident)
    {
        var place = directory.Value.Place(InviteList.PlaceOf(incident, directory.Value))?.Name ?? incident.Location.Region;
        return string.Join(", ", new[] { place, incident.Location.Site }.Where(p => !string.IsNullOrEmpty(p)).Distinct(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The strongest reasons, in words.</summary>
    public static IReadOnlyList<string> Reasons(AlertScores scores) =>
        [.. scores.Explanation.Where(e => e.Weight > 0).Select(Words.Evidence).Distinct().Take(4)];

    private string Heading(Incident incident, bool statesOwner)
    {
        var type = incident.IssueType.Label is { } label ? directory.Value.IssueTypeName(label) : "Unknown type";
        if (incident.OwningTeam.Label is not { } team)
            return $"{type}, {NoOwner}";
        var owner = directory.Value.TeamName(team);
        if (incident.OwningTeam.Source == AnswerSource.Person)
            return $"{type}, {owner} (set by {NameOf(incident.OwningTeam.By)})";
        return statesOwner ? $"{type}, {owner}" : $"{type}? {owner}?";
    }

    private string Facts(Incident incident, IncidentEvidence evidence)
    {
        var parts = new[] { Words.Severity(incident.Severity), Place(incident), incident.Location.Service, $"from {incident.Source}", Clock(incident.OpenedAt, incident) };
        var cut = evidence.Alert.Cut.Count > 0 ? $" (cut: {string.Join(", ", evidence.Alert.Cut)})" : "";
        return string.Join(" · ", parts.Where(p => !string.IsNullOrEmpty(p))) + cut;
    }

    private static IEnumerable<string> State(Incident incident)
    {
        if (incident.IsNoIncident)
            yield return "Closed: not an incident.";
        else if (incident.State == IncidentState.Resolved)
            yield return "Resolved.";
        else if (incident.State == IncidentState.Acknowledged)
            yield return "Acknowledged.";
    }

    /// <summary>Why a reporter who should be asked is not.</summary>
    private IEnumerable<string> NotAsked(Incident incident, IncidentEvidence evidence)
    {
        if (incident is { Decision: DecisionKind.Ask, IsAsked: false } && evidence.Alert.Reporter is { } reporter)
            yield return directory.Value.Person(reporter) is { } person ? $"Too little was said. {person.Name}, who reported it, has not answered." : $"Too little was said, and {reporter}, who reported it, is not in the directory: nobody was asked.";
    }

    /// <summary>Why a team is asked whose rooms should open by themselves.</summary>
    private IEnumerable<string> Dropped(Incident incident)
    {
        if (incident.Decision == DecisionKind.Act && directory.Value.Team(incident.OwningTeam.Label) is { } team && directory.Value.IsDropped(team))
            yield return $"{team.Name} is asked first: of the last {directory.Value.Records[team.Key].Answers} answers for it {directory.Value.Records[team.Key].Right} were right, and {Words.Percent(directory.Value.AskedOf(team))} are asked for.";
    }

    private IEnumerable<string> ServiceOwner(Incident incident)
    {
        if (directory.Value.Service(incident.Location.Service) is { } service && directory.Value.Team(service.Owner)?.Key != directory.Value.Team(incident.OwningTeam.Label)?.Key)
            yield return $"The service {service.Name} belongs to {directory.Value.TeamName(service.Owner)}, which is not the suggested owner{(incident.IsPrivate ? "" : "; both are invited")}.";
    }

    private IEnumerable<string> Why(IncidentEvidence evidence)
    {
        var scores = evidence.Scores;
        if (scores.OwningTeam.Top is not { } top)
        {
            yield return "No model is loaded, so nobody is suggested.";
            yield break;
        }
        if (scores.Novelty == Novelty.New)
            yield return "Almost nothing of it was seen before.";
        if (scores.OwningTeam.By == AnsweredBy.Rule)
        {
            yield return $"Rule “{scores.Explanation.First(e => e.Kind == EvidenceKind.Rule).Text}”: {directory.Value.TeamName(top)}";
            yield break;
        }
        var reasons = Reasons(scores);
        yield return $"{(scores.OwningTeam.By == AnsweredBy.Parent ? "Model, parent of its teams" : "Model")}: {directory.Value.TeamName(top)}, {Words.Percent(scores.OwningTeam.Trust)} {Words.Trust(scores.OwningTeam.Trust, scores.OwningTeam.Thresholds)}"
            + (reasons.Count > 0 ? $", because of {Words.List(reasons)}" : "");
    }

    private IEnumerable<string> Alternatives(AlertScores scores, bool asQuestion)
    {
        var others = scores.OwningTeam.Classes.Skip(asQuestion ? 0 : 1).Take(3).Where(c => c.Probability >= 0.005).ToList();
        if (others.Count > 0)
            yield return $"{(asQuestion ? "Ranking" : "Alternatives")}: {string.Join(", ", others.Select(c => $"{directory.Value.TeamName(c.Label)} {Words.Percent(c.Probability)}"))}";
    }

    private IEnumerable<string> Similar(AlertScores scores) => scores.Similar.Take(2).Select(s => $"Like {SimilarText.Of(s, directory.Value, clock.GetUtcNow())}");

    private IEnumerable<string> Next(Incident incident)
    {
        if (InviteList.PlaybookOf(incident, directory.Value) is { } playbook)
            yield return $"Next: {playbook.Name}. {string.Join(" ", playbook.Steps.Select((step, i) => $"{i + 1}. {step}."))}";
    }

    private static string WhatToType(bool asQuestion) =>
        $"You can type: !ack · {(asQuestion ? "!accept · " : "")}!reassign TEAM because … · !owner TEXT · !resolve TEXT · !help";

    // A line break in a label or in what was similar would write a line of ours.
    private static List<string> OneLineEach(List<string> lines) => lines.ConvertAll(AlertLimits.OneLine);

    private static BriefBlock Block(Incident incident, string heading, AlertScores scores, List<string> lines)
    {
        var isModels = scores.OwningTeam.Top is not null && incident.OwningTeam.Source == AnswerSource.Model;
        return new(heading, isModels ? scores.OwningTeam.Trust : null, scores.OwningTeam.Thresholds.Act, scores.OwningTeam.Thresholds.Suggest, lines);
    }

    private ButtonsBlock Answers(AlertScores scores, string id, bool inRoom)
    {
        var of = inRoom ? "" : $" {id}";
        var buttons = scores.OwningTeam.Classes.Take(3).Select((c, i) => i == 0
            ? new ChatButton($"Accept {directory.Value.TeamName(c.Label)}", $"accept{of}")
            : new ChatButton($"{directory.Value.TeamName(c.Label)}", $"reassign{of} {c.Label}")).ToList();
        buttons.Add(new("Not an incident", $"not-an-incident{of}"));
        return new(buttons);
    }

    /// <summary><c>13:27 in Frankfurt, 12:27 UTC</c>; without a known place UTC alone.</summary>
    private string Clock(DateTimeOffset time, Incident incident) => directory.Value.Place(InviteList.PlaceOf(incident, directory.Value)) is { } place
        ? string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(time, place.TimeZone):HH:mm} in {place.Name}, {time.UtcDateTime:HH:mm} UTC")
        : string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:HH:mm} UTC");

    private string Mention(string person) => $"@{NameOf(person)}";

    private string NameOf(string? person) => directory.Value.Person(person)?.Name ?? person ?? "somebody";

    /// <summary>Whether the owner is stated as a fact.</summary>
    public static bool IsSettled(Incident incident) =>
        incident.OwningTeam.Source != AnswerSource.Model || incident.Decision == DecisionKind.Act;
}
