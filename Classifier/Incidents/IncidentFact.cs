using Classifier.Alerts;
using Classifier.Decisions;

namespace Classifier.Incidents;

/// <summary>Something that happened to an incident.</summary>
/// <param name="At">When.</param>
public abstract record IncidentFact(DateTimeOffset At);

/// <summary>Another alert of the same key, or of another that belongs to it.</summary>
/// <param name="At">When it was received.</param>
/// <param name="Severity">What it stated or was read from it.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="Reason">Why an alert of another key belongs to it; empty for its own.</param>
public sealed record AlertJoined(DateTimeOffset At, Severity Severity, string Source, string Reason = "") : IncidentFact(At);

/// <summary>Another incident seems to be of the same trouble, and one of the two is private, so they stay apart.</summary>
/// <param name="At">When.</param>
/// <param name="Other">Number of the other one.</param>
/// <param name="Reason">What they have in common.</param>
public sealed record FoundBeside(DateTimeOffset At, long Other, string Reason) : IncidentFact(At);

/// <summary>More was told of it, and it was decided anew; the reporter is asked no longer.</summary>
/// <param name="At">When it was received.</param>
/// <param name="Decision">About all that is known by then.</param>
public sealed record DecidedAnew(DateTimeOffset At, Decision Decision) : IncidentFact(At);

/// <summary>The reporter has not answered in time.</summary>
/// <param name="At">When.</param>
public sealed record AskEnded(DateTimeOffset At) : IncidentFact(At);

/// <summary>An alert of the same key came soon after it had ended.</summary>
/// <param name="At">When it was received.</param>
/// <param name="Source">Who sent it.</param>
public sealed record AlertReturned(DateTimeOffset At, string Source) : IncidentFact(At);

/// <summary>The last of its alerts ended.</summary>
/// <param name="At">When that was received.</param>
/// <param name="Source">Who sent it.</param>
public sealed record AlertsCleared(DateTimeOffset At, string Source) : IncidentFact(At);

/// <summary>A person confirmed the model's owner.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
public sealed record OwnerAccepted(DateTimeOffset At, string By) : IncidentFact(At);

/// <summary>A person named the owner.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Team">Key of the team.</param>
/// <param name="Because">Empty when no reason was given.</param>
public sealed record OwnerReassigned(DateTimeOffset At, string By, string Team, string Because) : IncidentFact(At);

/// <summary>A person named the issue type.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="IssueType">Key of the type.</param>
public sealed record TypeCorrected(DateTimeOffset At, string By, string IssueType) : IncidentFact(At);

/// <summary>A person named the severity; also down from critical, since a person may.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Severity">The level.</param>
public sealed record SeverityCorrected(DateTimeOffset At, string By, Severity Severity) : IncidentFact(At);

/// <summary>Somebody has it.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
public sealed record IncidentAcknowledged(DateTimeOffset At, string By) : IncidentFact(At);

/// <summary>A person said how it stands.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Text">In their words.</param>
public sealed record StatusSaid(DateTimeOffset At, string By, string Text) : IncidentFact(At);

/// <summary>Further people are called: by a person, or because nobody has acknowledged.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Person">Id of who is called.</param>
/// <param name="Reason">Why they.</param>
public sealed record IncidentEscalated(DateTimeOffset At, string By, string Person, string Reason) : IncidentFact(At);

/// <summary>A person brought somebody in.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Whom">Names of those who come.</param>
public sealed record PeopleCalled(DateTimeOffset At, string By, string Whom) : IncidentFact(At);

/// <summary>A person said that only members may see it from now on.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
public sealed record MadePrivate(DateTimeOffset At, string By) : IncidentFact(At);

/// <summary>The security group said that everybody may see it.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
public sealed record MadePublic(DateTimeOffset At, string By) : IncidentFact(At);

/// <summary>Somebody does not want to be reminded of it for a while.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Until">Until when.</param>
public sealed record IncidentSnoozed(DateTimeOffset At, string By, DateTimeOffset Until) : IncidentFact(At);

/// <summary>The time for which it was snoozed is over.</summary>
/// <param name="At">When.</param>
/// <param name="StillFiring">How many of its alerts fire.</param>
public sealed record SnoozeEnded(DateTimeOffset At, int StillFiring) : IncidentFact(At);

/// <summary>A person said that it is part of another incident, where it lives on.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Into">The other one.</param>
public sealed record IncidentMerged(DateTimeOffset At, string By, Incident Into) : IncidentFact(At);

/// <summary>A person said that another incident is part of it.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Other">The other one, as it was.</param>
public sealed record IncidentTakenOver(DateTimeOffset At, string By, Incident Other) : IncidentFact(At);

/// <summary>A person said that some of its alerts are an incident of their own.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Count">How many.</param>
/// <param name="Into">Number of the new incident.</param>
public sealed record AlertsSplitOff(DateTimeOffset At, string By, int Count, long Into) : IncidentFact(At);

/// <summary>Somebody closed it.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Text">What helped; empty when nothing was said.</param>
public sealed record IncidentResolved(DateTimeOffset At, string By, string Text) : IncidentFact(At);

/// <summary>A person said that it is none; closes it.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
public sealed record CalledNoIncident(DateTimeOffset At, string By) : IncidentFact(At);
