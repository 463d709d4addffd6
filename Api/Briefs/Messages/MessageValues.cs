using System.Globalization;
using Classifier.Alerts;
using Classifier.Api.Incidents;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Scoring;

namespace Classifier.Api.Briefs.Messages;

/// <summary>What texts say of an incident, as values without breaks of lines: one in a label or in what was similar would write a line of ours.</summary>
internal sealed class MessageValues(CurrentDirectory directory, TimeProvider clock)
{
    private const int MostSimilar = 2;
    private const int MostTeams = 3;
    private const double LeastProbability = 0.005;

    /// <summary>What is known of it without what it was decided by.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="language">In which to say it.</param>
    /// <param name="isStated">Whether the owner is stated as a fact.</param>
    public Dictionary<string, object?> Of(Incident incident, MessageLanguage language, bool isStated) => OneLineEach(new()
    {
        ["id"] = incident.Id,
        ["title"] = incident.Title,
        ["severity"] = language.Words.Of(Words.Severity(incident.Severity)),
        ["level"] = incident.Severity.Word(),
        ["state"] = incident.IsNoIncident ? "no-incident" : incident.State.ToString().ToLowerInvariant(),
        ["type"] = incident.IssueType.Label is { } type ? directory.Value.IssueTypeName(type) : null,
        ["owner"] = incident.OwningTeam.Label is { } team ? directory.Value.TeamName(team) : null,
        ["set_by"] = incident.OwningTeam is { Label: not null, Source: AnswerSource.Person, By: var by } ? Name(by) : null,
        ["is_guess"] = incident.OwningTeam.Label is not null && !BriefWriter.IsSettled(incident),
        ["is_stated"] = isStated,
        ["is_private"] = incident.IsPrivate,
        ["is_unanswered"] = incident.IsOpen && incident.OwningTeam.Source != AnswerSource.Person,
        ["source"] = incident.Source,
        ["service"] = Filled(incident.Location.Service),
        ["place"] = Filled(Place(incident)),
        ["opened"] = Time(incident.OpenedAt, incident, language),
        ["answer_by"] = Time(incident.OpenedAt + ResponsePlan.AnswerTime, incident, language),
    });

    /// <summary>What it was decided by, beside what is known of it.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="evidence">What it was decided by.</param>
    /// <param name="language">In which to say it.</param>
    /// <param name="isStated">Whether the owner is stated as a fact.</param>
    /// <param name="isQuestion">Whether people are asked for the owner.</param>
    /// <param name="mention">Ids of those who are asked by name.</param>
    public Dictionary<string, object?> Of(Incident incident, IncidentEvidence evidence, MessageLanguage language, bool isStated, bool isQuestion, IReadOnlyList<string> mention)
    {
        var (scores, owner, words) = (evidence.Scores, evidence.Scores.OwningTeam, language.Words);
        var others = owner.Classes.Skip(isQuestion ? 0 : 1).Take(MostTeams).Where(c => c.Probability >= LeastProbability).Select(c => $"{directory.Value.TeamName(c.Label)} {words.Of(Words.Percent(c.Probability))}").ToList();
        var reasons = scores.Explanation.Where(e => e.Weight > 0).Select(e => Words.Evidence(e, words)).Distinct().Take(BriefWriter.MostReasons).ToList();
        var (service, playbook) = (ServiceOfAnother(incident), InviteList.PlaybookOf(incident, directory.Value));
        var reporter = incident is { Decision: DecisionKind.Ask, IsAsked: false } ? evidence.Alert.Reporter : null;
        var dropped = incident.Decision == DecisionKind.Act && directory.Value.Team(incident.OwningTeam.Label) is { } team && directory.Value.IsDropped(team) ? team : null;
        var record = dropped is null ? null : directory.Value.Records[dropped.Key];
        var values = Of(incident, language, isStated);
        foreach (var (name, value) in OneLineEach(new()
        {
            ["cut"] = Filled(string.Join(", ", evidence.Alert.Cut)),
            ["suggested"] = owner.Top is { } top ? directory.Value.TeamName(top) : null,
            ["trust"] = $"{words.Of(Words.Percent(owner.Trust))} {words.Of(Words.Trust(owner.Trust, owner.Thresholds))}",
            ["reasons"] = reasons.Count > 0 ? Words.List(reasons, words.Of("and")) : null,
            ["rule"] = owner is { Top: not null, By: AnsweredBy.Rule } ? scores.Explanation.First(e => e.Kind == EvidenceKind.Rule).Text : null,
            ["is_of_parent"] = owner.By == AnsweredBy.Parent,
            ["novelty"] = scores.Novelty.ToString().ToLowerInvariant(),
            ["teams"] = Filled(string.Join(", ", others)),
            ["is_question"] = isQuestion,
            ["similar"] = scores.Similar.Take(MostSimilar).Select(past => Of(past, words)).ToList(),
            ["playbook"] = playbook?.Name,
            ["steps"] = playbook?.Steps.Select(AlertLimits.OneLine).ToList() ?? [],
            ["service_name"] = service?.Name,
            ["service_owner"] = service is null ? null : directory.Value.TeamName(service.Owner),
            ["reporter"] = reporter is null ? null : Name(reporter),
            ["is_reporter_known"] = directory.Value.Person(reporter) is not null,
            ["answers"] = record?.Answers,
            ["right"] = record?.Right,
            ["asked_for"] = dropped is null ? null : words.Of(Words.Percent(directory.Value.AskedOf(dropped))),
            ["mention"] = Filled(string.Join(' ', mention.Select(person => $"@{Name(person)}"))),
        }))
            values[name] = value;
        return values;
    }

    /// <summary>Where it is, in words: <c>Frankfurt, fra2</c>; empty when unknown.</summary>
    public string Place(Incident incident)
    {
        var place = directory.Value.Place(InviteList.PlaceOf(incident, directory.Value))?.Name ?? incident.Location.Region;
        return string.Join(", ", new[] { place, incident.Location.Site }.Where(p => !string.IsNullOrEmpty(p)).Distinct(StringComparer.OrdinalIgnoreCase));
    }

    private Dictionary<string, object?> Of(SimilarIncident past, Vocabulary words) => OneLineEach(new()
    {
        ["id"] = past.Id,
        ["similarity"] = past.Similarity.ToString("F2", CultureInfo.InvariantCulture),
        ["title"] = past.Title.TrimEnd('.'),
        ["team"] = past.OwningTeam is { } team ? directory.Value.TeamName(team).TrimEnd('.') : null,
        ["ago"] = past.OpenedAt is { } at ? words.Of(Words.Ago(at, clock.GetUtcNow())).TrimEnd('.') : null,
        ["cause"] = past.Cause?.TrimEnd('.'),
        ["fix"] = past.Fix?.TrimEnd('.'),
        ["people"] = past.Responders.Count > 0 ? Words.List([.. past.Responders.Select(Name)], words.Of("and")).TrimEnd('.') : null,
        ["shared"] = Filled(string.Join(", ", past.Shared.Select(e => Words.Evidence(SimilarText.Short(e), words))).TrimEnd('.')),
    });

    /// <summary>The service, where it belongs to another team than the one that is suggested.</summary>
    private Classifier.Directories.Service? ServiceOfAnother(Incident incident) => directory.Value.Service(incident.Location.Service) is { } service && directory.Value.Team(service.Owner)?.Key != directory.Value.Team(incident.OwningTeam.Label)?.Key ? service : null;

    /// <summary><c>13:27 in Frankfurt, 12:27 UTC</c>; without a known place UTC alone.</summary>
    private string Time(DateTimeOffset time, Incident incident, MessageLanguage language)
    {
        var place = directory.Value.Place(InviteList.PlaceOf(incident, directory.Value));
        return language.Say(MessageNames.Time, new Dictionary<string, object?>
        {
            ["local"] = place is null ? null : TimeZoneInfo.ConvertTime(time, place.TimeZone).ToString("HH:mm", CultureInfo.InvariantCulture),
            ["town"] = place?.Name,
            ["utc"] = time.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture),
        });
    }

    private string Name(string? person) => directory.Value.Person(person)?.Name ?? person ?? "somebody";

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static Dictionary<string, object?> OneLineEach(Dictionary<string, object?> values)
    {
        foreach (var (name, value) in values)
        {
            if (value is string text)
                values[name] = AlertLimits.OneLine(text);
        }
        return values;
    }
}
