using Classifier.Alerts;
using Classifier.Decisions;
using Classifier.Scoring;

namespace Classifier.Incidents;

/// <summary>Another owner that later alerts point to.</summary>
/// <param name="Team">The team.</param>
/// <param name="Ranking">What it is taken from.</param>
public sealed record ChangedLeader(string Team, Ranking Ranking);

/// <summary>Whether a later alert of an incident points to another owner. Pure; what comes of it is a suggestion to people, never a change.</summary>
public static class NewEvidence
{
    // Less than this is the model's own unsteadiness.
    private const double Margin = 0.10;

    /// <summary>Whether the model may speak up at all: what a person or a rule said is not questioned.</summary>
    public static bool MayChange(Incident incident) => incident.IsOpen && incident.OwningTeam.Source == AnswerSource.Model;

    /// <summary>The first alert with what a later one adds: text, labels it does not have, log lines.</summary>
    /// <returns>Null where the later one adds nothing.</returns>
    public static Alert? Join(Alert first, Alert later)
    {
        var labels = new SortedDictionary<string, string>(first.Labels.ToDictionary(), StringComparer.Ordinal);
        foreach (var (key, value) in later.Labels)
            labels.TryAdd(key, value);
        var logs = first.Logs.Union(later.Logs).TakeLast(AlertLimits.LogLines).ToList();
        var text = string.Join('\n', new[] { first.Description, later.Title == first.Title ? "" : later.Title, later.Description == first.Description ? "" : later.Description }.Where(t => t.Length > 0));
        return text == first.Description && labels.Count == first.Labels.Count && logs.SequenceEqual(first.Logs) ? null : first with
        {
            Description = AlertLimits.Keep(text, AlertLimits.Description),
            Labels = labels.Take(AlertLimits.Labels).ToDictionary(),
            Logs = logs,
        };
    }

    /// <summary>Another team by a clear margin, sure enough to be suggested; null when the owner stands. A parent of teams is no clearer an owner.</summary>
    /// <param name="incident">With the owner it has.</param>
    /// <param name="decision">About the joined alert.</param>
    public static ChangedLeader? Leader(Incident incident, Decision decision)
    {
        var ranking = decision.Scores.OwningTeam;
        return MayChange(incident) && decision.Kind is DecisionKind.Act or DecisionKind.Suggest && decision.Scores.IsSecurity == incident.IsPrivate
            && ranking is { Top: { } top, By: not AnsweredBy.Parent } && top != incident.OwningTeam.Label
            && ranking.Classes[0].Probability - ranking.ProbabilityOf(incident.OwningTeam.Label) >= Margin ? new(top, ranking) : null;
    }
}
