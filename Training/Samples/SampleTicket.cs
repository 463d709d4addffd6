using Classifier.Alerts;
using Classifier.History;

namespace Classifier.Training.Samples;

/// <summary>A ticket of the sample history together with what was planted in it, which no file says.</summary>
/// <param name="Ticket">As it stands in the history.</param>
/// <param name="TrueTeam">Who really owned it; differs from the ticket's where <see cref="IsNoise"/>.</param>
/// <param name="TrueType">What it really was.</param>
/// <param name="Plan">How it was written.</param>
/// <param name="TwinOf">Id of the older ticket that it nearly repeats; null for most.</param>
/// <param name="SaysSomethingNew">Whether it uses a phrase that nobody used before <see cref="SampleCalendar.WordingChanges"/>.</param>
internal sealed record SampleTicket(Ticket Ticket, string TrueTeam, string TrueType, TicketPlan Plan, string? TwinOf, bool SaysSomethingNew)
{
    /// <summary>Carries a wrong owning team.</summary>
    public bool IsNoise => Ticket.OwningTeam != TrueTeam;

    /// <summary>Only the log lines say where the cause is.</summary>
    public bool TellsByLogsAlone => Plan.Knowledge == Knowledge.Symptom && Ticket.Logs.Count > 0;

    /// <summary>Means a suspected compromise.</summary>
    public bool IsSecurity => Company.SecurityTypes.Contains(TrueType);

    /// <summary>Sounds like a compromise and is none.</summary>
    public bool IsLookalike => Plan.Scenario.IsLookalike;
}

/// <summary>What a ticket is to be about and who writes it; with other numbers it gives a near-duplicate.</summary>
/// <param name="Type">The book of its issue type.</param>
/// <param name="Scenario">How the type shows.</param>
/// <param name="Service">What is at fault.</param>
/// <param name="Seen">Where the author sees it: the same, unless they know only the symptom.</param>
/// <param name="Place">Where.</param>
/// <param name="Author">Who writes, unless a tool does.</param>
/// <param name="Voice">How it is filed.</param>
/// <param name="Wording">Seed of the words.</param>
/// <param name="UsesNewWording">The author has taken up the new phrases.</param>
/// <param name="Knowledge">How much the author knows.</param>
/// <param name="Severity">How bad it is, which the text may say and the form may state.</param>
internal sealed record TicketPlan(
    PhraseBook Type, Scenario Scenario, SampleService Service, SampleService Seen, SamplePlace Place, Author Author, Scenario Voice, int Wording, bool UsesNewWording,
    Knowledge Knowledge, Severity Severity)
{
    /// <summary>A tool filed it.</summary>
    public bool IsMachine => Voice.Settings.ContainsKey("tool");
}
