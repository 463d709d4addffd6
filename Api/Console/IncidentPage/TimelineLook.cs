using Classifier.Api.Briefs;
using Classifier.Api.Console.Signs;
using Classifier.Directories;
using Classifier.Incidents;

namespace Classifier.Api.Console.IncidentPage;

/// <summary>How the lines of a timeline look and read.</summary>
internal static class TimelineLook
{
    /// <summary>The sign of what happened.</summary>
    public static string IconOf(string what) => what switch
    {
        TimelineWords.Opened or TimelineWords.AlertJoined or TimelineWords.Announced => LineIcons.Bell,
        TimelineWords.Decided => LineIcons.Bolt,
        TimelineWords.RoomOpened => LineIcons.Hash,
        TimelineWords.Invited => LineIcons.People,
        TimelineWords.Joined => LineIcons.Joined,
        TimelineWords.Left => LineIcons.Left,
        TimelineWords.Accepted or TimelineWords.Reassigned => LineIcons.Move,
        TimelineWords.TypeSet or TimelineWords.SeveritySet or TimelineWords.TopicSet or TimelineWords.NotAnIncident or TimelineWords.Noted or TimelineWords.NoteEdited or TimelineWords.NoteRemoved => LineIcons.Pen,
        TimelineWords.Acknowledged or TimelineWords.Resolved => LineIcons.Ack,
        TimelineWords.Unanswered or TimelineWords.AskEnded or TimelineWords.Snoozed or TimelineWords.SnoozeEnded => LineIcons.Clock,
        TimelineWords.Merged or TimelineWords.TookOver or TimelineWords.SplitOff => LineIcons.Move,
        TimelineWords.Asked or TimelineWords.Answered => LineIcons.Chat,
        TimelineWords.NotReached or TimelineWords.StepFailed => LineIcons.Stop,
        _ => LineIcons.Info,
    };

    /// <summary>What happened, in words.</summary>
    public static string Tell(TimelineEvent e, ResponderDirectory directory)
    {
        var who = directory.Person(e.Who)?.Name ?? e.Who;
        return e.What switch
        {
            TimelineWords.Opened => $"Opened by an {e.Why}",
            TimelineWords.AlertJoined => $"Another alert {e.Why}",
            TimelineWords.Beside => $"Beside {e.Why}",
            TimelineWords.SeverityRaised => $"Severity rose from {e.Why}",
            TimelineWords.Decided => $"Decided: {e.Why}",
            TimelineWords.RoomOpened => $"Room opened: {e.Why.Replace("builtin", "built-in chat", StringComparison.Ordinal)}",
            TimelineWords.StoodIn => $"Stands in: {e.Why.Replace("builtin", "built-in chat", StringComparison.Ordinal)}",
            TimelineWords.Announced => $"Told {e.Why.Replace("builtin", "built-in chat", StringComparison.Ordinal)}",
            TimelineWords.Invited => $"Invited {e.Why}",
            TimelineWords.NotReached => $"Not reached: {e.Why}",
            TimelineWords.Joined => $"{who} joined",
            TimelineWords.Left => $"Left: {e.Why}",
            TimelineWords.TopicSet => $"Topic set: {e.Why}",
            TimelineWords.Accepted => $"{who}: {directory.TeamName(e.Why)} is right. Kept as a confirmation",
            TimelineWords.Reassigned => $"{who}: owner is {Owner(e.Why, directory)}. Kept as a correction",
            TimelineWords.TypeSet => $"{who}: type is {directory.IssueTypeName(e.Why)}. Kept as a correction",
            TimelineWords.SeveritySet => $"{who}: severity is {e.Why}",
            TimelineWords.NotAnIncident => $"{who}: not an incident",
            TimelineWords.Acknowledged => $"{who} has it",
            TimelineWords.Resolved => e.Why.Length > 0 ? $"Resolved: {e.Why}" : $"Resolved by {who}",
            TimelineWords.Noted => $"{who} noted: {e.Why}",
            TimelineWords.NoteEdited => $"{who} changed what was noted: {e.Why}",
            TimelineWords.NoteRemoved => $"What was noted is deleted: {e.Why}",
            TimelineWords.Asked => $"Asked for what is missing: {e.Why.Replace("builtin", "built-in chat", StringComparison.Ordinal)}",
            TimelineWords.Answered => $"{who} answered: {e.Why}",
            TimelineWords.AskEnded => "No answer in time: others are told as it is",
            TimelineWords.Unanswered => $"Room opens: {e.Why}",
            TimelineWords.StatusSaid => $"{who}: {e.Why}",
            TimelineWords.Escalated => Escalated(e, directory),
            TimelineWords.Called => $"{who} called {e.Why}",
            TimelineWords.MadePrivate => $"{who}: private from here on",
            TimelineWords.MadePublic => $"{who}: public from here on",
            TimelineWords.RoomArchived => $"Room closed: {e.Why}",
            TimelineWords.Snoozed => $"{who}: snoozed {e.Why}",
            TimelineWords.SnoozeEnded => $"The snooze is over: {e.Why}",
            TimelineWords.Merged => $"{who}: merged {e.Why}",
            TimelineWords.TookOver => $"{who}: took over {e.Why}",
            TimelineWords.SplitOff => $"{who}: {e.Why}",
            _ => $"{e.What.Replace('_', ' ')}: {e.Why}",
        };
    }

    /// <summary>What happened to several people at once, in words.</summary>
    public static string Tell(IReadOnlyList<TimelineEvent> together, ResponderDirectory directory) => together switch
    {
        [var one] => Tell(one, directory),
        [{ What: TimelineWords.Invited }, ..] => $"Invited {Words.List([.. together.Select(Name).Distinct()])}",
        [{ What: TimelineWords.Joined }, ..] => $"{Words.List([.. together.Select(e => directory.Person(e.Who)?.Name ?? e.Who).Distinct()])} joined",
        _ => string.Join("; ", together.Select(e => Tell(e, directory))),
    };

    // An invitation's reason begins with the name.
    private static string Name(TimelineEvent invited) => invited.Why.Split(':')[0];

    // The person's id, then why.
    private static string Escalated(TimelineEvent e, ResponderDirectory directory)
    {
        var end = e.Why.IndexOf(':', StringComparison.Ordinal);
        return $"Called {directory.Person(e.Why[..end])?.Name ?? e.Why[..end]}{e.Why[end..]}";
    }

    private static string Owner(string why, ResponderDirectory directory)
    {
        var end = why.IndexOf(',', StringComparison.Ordinal);
        return end < 0 ? directory.TeamName(why) : directory.TeamName(why[..end]) + why[end..];
    }
}
