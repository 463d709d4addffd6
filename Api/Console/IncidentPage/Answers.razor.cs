using Classifier.Api.Briefs;
using Classifier.Api.Console.Signs;
using Classifier.Directories;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Scoring;
using Microsoft.AspNetCore.Components;

namespace Classifier.Api.Console.IncidentPage;

/// <summary>Where the four answers come from: evidence, directory, similar incidents and playbook.</summary>
public sealed partial class Answers
{
    private const int MostReasons = 4;

    /// <summary>The incident.</summary>
    [Parameter, EditorRequired]
    public IncidentDetails Details { get; set; } = default!;

    /// <summary>Runs a command.</summary>
    [Parameter, EditorRequired]
    public RunCommand Act { get; set; } = default!;

    /// <summary>By the page's clock.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    private Incident Incident => Details.Incident;

    private AlertScores Scores => Details.Evidence.Scores;

    private string? Place => InviteList.PlaceOf(Incident, Directory.Value);

    private string TypeName => Named(Incident.IssueType, Directory.Value.IssueTypeName, "No type yet");

    private string OwnerName => Named(Incident.OwningTeam, Directory.Value.TeamName, "No owner yet");

    // The alert's own words: its first sentence says what people notice.
    private string Summary => Details.Evidence.Alert.Description.Split('\n')[0] is { Length: > 0 } line ? line : Incident.Title;

    private OnCallAnswer? OnCallNow => Incident.IsOpen && Incident.OwningTeam.Label is { } team ? OnCall.Of(Directory.Value, team, Place, Now) : null;

    private Playbook? Playbook => InviteList.PlaybookOf(Incident, Directory.Value);

    private string? LikeFix => Scores.Similar.FirstOrDefault(s => s.Fix is not null)?.Fix;

    private IEnumerable<(string Icon, string Text)> Reasons => Told().Take(MostReasons + 1);

    private IEnumerable<(string Icon, string Text)> Told()
    {
        if (Details.Timeline.LastOrDefault(e => e.What is TimelineWords.Reassigned) is { } said && said.Why.IndexOf(", because ", StringComparison.Ordinal) is > 0 and var at)
            yield return (LineIcons.Pen, $"{Directory.Value.Person(said.Who)?.Name ?? said.Who}: “{said.Why[(at + ", because ".Length)..]}”");
        foreach (var reason in Scores.Explanation.Where(e => e.Weight > 0).Take(3))
            yield return reason.Kind == EvidenceKind.Text ? (LineIcons.Lines, $"“{reason.Text}” in the alert") : (LineIcons.Tag, reason.Text);
        if (Scores.Similar.Count > 0)
            yield return (LineIcons.Rings, $"Like {Scores.Similar[0].Id}, {Scores.Similar[0].Title}{(Scores.Similar[0].OpenedAt is { } at2 ? $", {Words.Ago(at2, Now)}" : "")}");
        if (Scores.OwningTeam.Top is null)
            yield return (LineIcons.Info, "No model answered; a person decides.");
        else if (Scores.Novelty == Novelty.New)
            yield return (LineIcons.Info, "Almost nothing of it was seen before.");
    }

    private string Named(Answer answer, Func<string, string> nameOf, string none) =>
        answer.Label is not { } label ? none : StateWords.IsGuess(Incident, answer) ? $"{nameOf(label)}?" : nameOf(label);

    private bool IsHere(Person person) => Details.Here.Any(p => p.Person == person.Id);
}
