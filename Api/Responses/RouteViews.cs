using Classifier.Api.Incidents;
using Classifier.Api.Scoring;

namespace Classifier.Api.Responses;

/// <summary>What would happen with an alert that came now, and why. Nothing is stored, nobody is told.</summary>
/// <param name="Score">What the model and the rules say.</param>
/// <param name="Trace">Every question on the way to the decision.</param>
/// <param name="Thresholds">What the owning team needs; null without an owner.</param>
/// <param name="Rules">Every rule of the directory, and whether it fits.</param>
/// <param name="Mode"><c>auto</c> or <c>suggest</c>, of the owning team.</param>
/// <param name="MutedBy">The mute or maintenance that would hold it back; null for none.</param>
/// <param name="Playbook">What would be done about it; null for none.</param>
/// <param name="Room">The room that would open; null for none.</param>
/// <param name="Announced">Where it would be told without a room: <c>triage</c> or <c>security</c>; null for nowhere.</param>
/// <param name="Says">What the room, the channel or the reporter would be told first, in the language of whoever reads it; null for nothing.</param>
/// <param name="Invited">Who would be called, and why.</param>
/// <param name="Then">Who would be called after them, one by one, when nobody acknowledges; from high up.</param>
public sealed record RouteView(
    ScoreView Score, IReadOnlyList<TraceView> Trace, RouteThresholds? Thresholds, IReadOnlyList<RouteRule> Rules, string Mode, string? MutedBy, RoutePlaybook? Playbook, RouteRoom? Room, string? Announced, string? Says,
    IReadOnlyList<RoutePerson> Invited, IReadOnlyList<RoutePerson> Then);

/// <summary>Trust from which a team is acted on, and from which it is suggested; above 1 no trust is enough.</summary>
public sealed record RouteThresholds(double Act, double Suggest);

/// <summary>A rule of the directory.</summary>
public sealed record RouteRule(string Name, bool Fits);

/// <summary>A playbook of the directory.</summary>
public sealed record RoutePlaybook(string Key, string Name);

/// <summary>A room; <c>NUMBER</c> stands for the incident's.</summary>
public sealed record RouteRoom(string Name, bool Private);

/// <summary>Somebody with the reason.</summary>
public sealed record RoutePerson(string Person, string Name, string Role, string Reason);
