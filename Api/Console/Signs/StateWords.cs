using Classifier.Alerts;
using Classifier.Decisions;
using Classifier.Incidents;

namespace Classifier.Api.Console.Signs;

/// <summary>What an incident's state and decision are called on pages.</summary>
internal static class StateWords
{
    /// <summary>While somebody is waited for, what happened; else the state.</summary>
    public static string Of(Incident incident) => incident switch
    {
        { IsWaiting: true, Decision: DecisionKind.Act, Severity: Severity.Low } => "Message sent",
        { IsWaiting: true } => Of(incident.Decision),
        { IsNoIncident: true } => "Not an incident",
        _ => incident.State.ToString(),
    };

    /// <summary>The four decisions as what happened.</summary>
    public static string Of(DecisionKind decision) => decision switch
    {
        DecisionKind.Act or DecisionKind.Suggest => "Suggested",
        DecisionKind.Ask => "Asked",
        _ => "In triage",
    };

    /// <summary>Whether an answer is only a guess, shown with a question mark.</summary>
    public static bool IsGuess(Incident incident, Answer answer) =>
        answer.Source == AnswerSource.Model && incident.Decision is DecisionKind.Triage or DecisionKind.Ask;
}
