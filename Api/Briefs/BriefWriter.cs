using Classifier.Alerts;
using Classifier.Api.Briefs.Messages;
using Classifier.Api.Chat;
using Classifier.Api.Incidents;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Scoring;

namespace Classifier.Api.Briefs;

/// <summary>Writes what rooms are told: what it is, whose, why we think so, what to do now. In the language of the team that reads it.</summary>
internal sealed class BriefWriter(MessageTexts texts, MessageValues values, CurrentDirectory directory)
{
    /// <summary>So many of the strongest reasons are said.</summary>
    public const int MostReasons = 4;

    private const int MaxTopic = 250;

    /// <summary>One line that says what, where and whose.</summary>
    public string Topic(Incident incident)
    {
        var language = LanguageOf(incident);
        var text = language.Say(MessageNames.Topic, values.Of(incident, language, IsSettled(incident)));
        return text.Length <= MaxTopic ? text : $"{AlertLimits.Keep(text, MaxTopic - 1)}…";
    }

    /// <summary>An incident in a list: <c>inc-1042, Critical, Payments: Checkout answers 502</c>.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="language">In which to say it; null for English.</param>
    public string Line(Incident incident, MessageLanguage? language = null)
    {
        var said = language ?? texts.In(MessageCatalog.English);
        return said.Say(MessageNames.Line, values.Of(incident, said, IsSettled(incident)));
    }

    /// <summary>The first message of a room.</summary>
    public ChatMessage Brief(Incident incident, IncidentEvidence evidence, bool asQuestion, string marker)
    {
        var language = LanguageOf(incident);
        var (heading, lines) = Brief(incident, evidence, asQuestion, language);
        List<ChatBlock> blocks = [Block(incident, heading, evidence.Scores, lines)];
        if (asQuestion && incident.IsOpen)
            blocks.Add(Answers(evidence.Scores, incident.Id, inRoom: true, language));
        return new(string.Join('\n', [heading, incident.Title, .. lines]), blocks, marker);
    }

    /// <summary>The same for who is no person: in English, whatever an operator makes of it.</summary>
    public string Facts(Incident incident, IncidentEvidence evidence)
    {
        var (heading, lines) = Brief(incident, evidence, !IsSettled(incident), texts.AsShipped);
        return string.Join('\n', [heading, incident.Title, .. lines]);
    }

    /// <summary>What the triage or security channel is told about an incident without a room.</summary>
    public ChatMessage Announcement(Incident incident, IncidentEvidence evidence, Announce action, string marker)
    {
        var language = texts.In(directory.Value.LanguageOf(action.InSecurityChannel ? directory.Value.Parts.Security?.Team : directory.Value.Parts.Triage?.Team));
        var said = language.WithPieces(MessageNames.Announcement, values.Of(incident, evidence, language, action.StatesOwner, isQuestion: true, action.Mention));
        var heading = $"{incident.Id}: {said[MessageNames.Heading]}";
        var lines = language.Lines(MessageNames.Announcement, said);
        List<ChatBlock> blocks = [Block(incident, heading, evidence.Scores, lines)];
        if (incident.IsOpen && incident.OwningTeam.Source != AnswerSource.Person)
            blocks.Add(Answers(evidence.Scores, incident.Id, inRoom: false, language));
        return new(string.Join('\n', [heading, .. lines]), blocks, marker);
    }

    /// <summary>What the reporter is asked where too little was said to find who can help.</summary>
    public ChatMessage Question(Incident incident, string marker)
    {
        var language = texts.In(directory.Value.LanguageOf(directory.Value.Person(incident.Asked)?.Team));
        return ChatMessage.Plain(string.Join('\n', language.Lines(MessageNames.Question, values.Of(incident, language, IsSettled(incident)))), marker);
    }

    /// <summary>What stakeholders are told, who are not in the room.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="text">How it stands, as somebody said.</param>
    /// <param name="marker">For the message.</param>
    public ChatMessage Update(Incident incident, string text, string marker)
    {
        var language = texts.In(directory.Value.LanguageOf(null));
        var said = values.Of(incident, language, IsSettled(incident));
        (said[MessageNames.Line], said["text"]) = (Line(incident, language), AlertLimits.OneLine(text));
        return ChatMessage.Plain(string.Join('\n', language.Lines(MessageNames.Update, said)), marker);
    }

    /// <summary>Where it is, in words: <c>Frankfurt, fra2</c>; empty when unknown.</summary>
    public string Place(Incident incident) => values.Place(incident);

    /// <summary>The strongest reasons, in words.</summary>
    public static IReadOnlyList<string> Reasons(AlertScores scores) =>
        [.. scores.Explanation.Where(e => e.Weight > 0).Select(Words.Evidence).Distinct().Take(MostReasons)];

    /// <summary>Whether the owner is stated as a fact.</summary>
    public static bool IsSettled(Incident incident) =>
        incident.OwningTeam.Source != AnswerSource.Model || incident.Decision == DecisionKind.Act;

    private MessageLanguage LanguageOf(Incident incident) => texts.In(directory.Value.LanguageOf(incident.OwningTeam.Label));

    private (string Heading, IReadOnlyList<string> Lines) Brief(Incident incident, IncidentEvidence evidence, bool asQuestion, MessageLanguage language)
    {
        var said = language.WithPieces(MessageNames.Brief, values.Of(incident, evidence, language, isStated: !asQuestion, asQuestion, []));
        return ((string)said[MessageNames.Heading]!, language.Lines(MessageNames.Brief, said));
    }

    private static BriefBlock Block(Incident incident, string heading, AlertScores scores, IReadOnlyList<string> lines)
    {
        var isModels = scores.OwningTeam.Top is not null && incident.OwningTeam.Source == AnswerSource.Model;
        return new(heading, isModels ? scores.OwningTeam.Trust : null, scores.OwningTeam.Thresholds.Act, scores.OwningTeam.Thresholds.Suggest, lines);
    }

    private ButtonsBlock Answers(AlertScores scores, string id, bool inRoom, MessageLanguage language)
    {
        var of = inRoom ? "" : $" {id}";
        List<string> teams = [.. scores.OwningTeam.Classes.Take(3).Select(c => c.Label)];
        List<ChatButton> buttons = [.. teams.Skip(1).Select(team => new ChatButton(directory.Value.TeamName(team), $"reassign{of} {team}"))];
        if (teams.Count > 0)
            buttons.Insert(0, new(language.Say(MessageNames.Accept, new Dictionary<string, object?> { ["team"] = directory.Value.TeamName(teams[0]) }), $"accept{of}"));
        buttons.Add(new(language.Say(MessageNames.NotAnIncident, new Dictionary<string, object?>()), $"not-an-incident{of}"));
        return new(buttons);
    }
}
