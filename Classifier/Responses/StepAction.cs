using System.Text.Json.Serialization;

namespace Classifier.Responses;

/// <summary>One thing to do for an incident. Stored with the decision, carried out one by one.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(OpenRoom), "open_room")]
[JsonDerivedType(typeof(InvitePeople), "invite")]
[JsonDerivedType(typeof(RemovePeople), "remove")]
[JsonDerivedType(typeof(SetTopic), "set_topic")]
[JsonDerivedType(typeof(PostBrief), "post_brief")]
[JsonDerivedType(typeof(PostNote), "post_note")]
[JsonDerivedType(typeof(Announce), "announce")]
[JsonDerivedType(typeof(OpenRoomIfUnanswered), "open_room_if_unanswered")]
[JsonDerivedType(typeof(AskReporter), "ask_reporter")]
[JsonDerivedType(typeof(EndAsk), "end_ask")]
[JsonDerivedType(typeof(PinBrief), "pin_brief")]
[JsonDerivedType(typeof(EditBrief), "edit_brief")]
[JsonDerivedType(typeof(TellStakeholders), "tell_stakeholders")]
[JsonDerivedType(typeof(LookAgain), "look_again")]
[JsonDerivedType(typeof(EndSnooze), "end_snooze")]
[JsonDerivedType(typeof(EscalateIfUnacknowledged), "escalate_if_unacknowledged")]
[JsonDerivedType(typeof(ArchiveRoom), "archive_room")]
[JsonDerivedType(typeof(ArchiveIfClosed), "archive_if_closed")]
[JsonDerivedType(typeof(ReopenRoom), "reopen_room")]
public abstract record StepAction
{
    /// <summary>Waits for its time and holds up no step behind it.</summary>
    [JsonIgnore]
    public bool IsTimer => this is OpenRoomIfUnanswered or EndAsk or EndSnooze or EscalateIfUnacknowledged or ArchiveIfClosed;
}

/// <summary>Opens the incident's room, or finds the one that an earlier attempt opened.</summary>
/// <param name="IsPrivate">Decided before it exists, never changed.</param>
public sealed record OpenRoom(bool IsPrivate) : StepAction;

/// <summary>Brings people into the room.</summary>
/// <param name="People">Who, as what, and why.</param>
public sealed record InvitePeople(IReadOnlyList<Invitation> People) : StepAction;

/// <summary>Takes people out of the room who came for an owner that it no longer has.</summary>
/// <param name="People">Ids.</param>
public sealed record RemovePeople(IReadOnlyList<string> People) : StepAction;

/// <summary>Writes the room's topic from the incident as it then is.</summary>
public sealed record SetTopic : StepAction;

/// <summary>Posts what is known: what, whose, why, similar incidents, what one can type.</summary>
/// <param name="AsQuestion">The owner is not settled: the ranking is put as a question.</param>
public sealed record PostBrief(bool AsQuestion) : StepAction;

/// <summary>Keeps the brief, and a link to the incident's page, in sight at the top of the room where the tool can.</summary>
public sealed record PinBrief : StepAction;

/// <summary>Writes the brief anew from the incident as it then is; where none was posted, nothing.</summary>
public sealed record EditBrief : StepAction;

/// <summary>Tells the stakeholders' channel how a public incident stands.</summary>
/// <param name="Text">Plain text.</param>
public sealed record TellStakeholders(string Text) : StepAction;

/// <summary>Asks the reporter, alone, for what is missing.</summary>
public sealed record AskReporter : StepAction;

/// <summary>When it comes due and the reporter has not answered, the incident is dealt with as it is.</summary>
public sealed record EndAsk : StepAction;

/// <summary>Posts a line into the room; without a room, where the incident was announced.</summary>
/// <param name="Text">Plain text.</param>
public sealed record PostNote(string Text) : StepAction;

/// <summary>Tells the triage channel, or the security group's private one, about an incident without a room.</summary>
/// <param name="InSecurityChannel">The security group's.</param>
/// <param name="StatesOwner">The owner is suggested; else only the evidence is shown.</param>
/// <param name="Mention">Ids of people to mention.</param>
public sealed record Announce(bool InSecurityChannel, bool StatesOwner, IReadOnlyList<string> Mention) : StepAction;

/// <summary>When it comes due and still nobody has answered, the room opens with the triage on-call.</summary>
public sealed record OpenRoomIfUnanswered : StepAction;

/// <summary>When it comes due, a snooze that was not set anew is over, and people are told what still fires.</summary>
public sealed record EndSnooze : StepAction;

/// <summary>When it comes due and nobody has acknowledged, the next in line is called; and so on until somebody has, or nobody is left.</summary>
public sealed record EscalateIfUnacknowledged : StepAction;

/// <summary>Closes a room of the incident that is not its room any more.</summary>
/// <param name="IsPrivate">Which of its rooms.</param>
public sealed record ArchiveRoom(bool IsPrivate) : StepAction;

/// <summary>When it comes due and the incident has not been opened again, its room is closed; the messages stay readable.</summary>
public sealed record ArchiveIfClosed : StepAction;

/// <summary>Opens the incident's room again where it was closed; where the tool cannot, a new one.</summary>
public sealed record ReopenRoom : StepAction;

/// <summary>Scores the incident again with what a later alert brought; another leader is suggested once.</summary>
/// <param name="AlertId">Id of the later alert.</param>
public sealed record LookAgain(Guid AlertId) : StepAction;

/// <summary>Somebody to bring in.</summary>
/// <param name="Person">Id.</param>
/// <param name="Role">What they are there for, e.g. <c>owner</c>.</param>
/// <param name="Reason">Why they, in words for people.</param>
public sealed record Invitation(string Person, string Role, string Reason);

/// <summary>An action with the time from which it may be carried out.</summary>
/// <param name="Action">What.</param>
/// <param name="DueAt">From when.</param>
public sealed record PlannedStep(StepAction Action, DateTimeOffset DueAt);
