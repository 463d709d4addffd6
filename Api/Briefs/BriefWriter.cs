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
        var text = texts.Say(MessageNames.Topic, LanguageOf(incident), values.Of(incident, LanguageOf(incident), IsSettled(incident)));
        return text.Length <= MaxTopic ? text : $"{AlertLimits.Keep(text, MaxTopic - 1)}…";
    }

    /// <summary>An incident in a list: <c>inc-1042, Critical, Payments: Checkout answers 502</c>.</summary>
    public string Line(Incident incident, string language = MessageCatalog.English) => texts.Say(MessageNames.Line, language, values.Of(incident, language, IsSettled(incident)));

    /// <summary>The first message of a room.</summary>
    public ChatMessage Brief(Incident incident, IncidentEvidence evidence, bool asQuestion, string marker)
    {
        var language = LanguageOf(incident);
        var said = texts.WithPieces(language, values.Of(incident, evidence, language, isStated: !asQuestion, asQuestion, []));
        var heading = (string)said[MessageNames.Heading]!;
        var lines = texts.Lines(MessageNames.Brief, language, said);
        List<ChatBlock> blocks = [Block(incident, heading, evidence.Scores, lines)];
        if (asQuestion && incident.IsOpen)
            blocks.Add(Answers(evidence.Scores, incident.Id, inRoom: true, language));
        return new(string.Join('\n', [heading, incident.Title, .. lines]), blocks, marker);
    }

    /// <summary>What the triage or security channel is told about an incident without a room.</summary>
    public ChatMessage Announcement(Incident incident, IncidentEvidence evidence, Announce action, string marker)
    {
        var language = directory.Value.LanguageOf(action.InSecurityChannel ? directory.Value.Parts.Security?.Team : directory.Value.Parts.Triage?.Team);
        var said = texts.WithPieces(language, values.Of(incident, evidence, language, action.StatesOwner, isQuestion: true, action.Mention));
        var heading = $"{incident.Id}: {said[MessageNames.Heading]}";
        var lines = texts.Lines(MessageNames.Announcement, language, said);
        List<ChatBlock> blocks = [Block(incident, heading, evidence.Scores, lines)];
        if (incident.IsOpen && incident.OwningTeam.Source != AnswerSource.Person)
            blocks.Add(Answers(evidence.Scores, incident.Id, inRoom: false, language));
        return new(string.Join('\n', [heading, .. lines]), blocks, marker);
    }

    /// <summary>What the reporter is asked where too little was said to find who can help.</summary>
    public ChatMessage Question(Incident incident, string marker)
    {
        var language = directory.Value.LanguageOf(directory.Value.Person(incident.Asked)?.Team);
        return ChatMessage.Plain(string.Join('\n', texts.Lines(MessageNames.Question, language, values.Of(incident, language, IsSettled(incident)))), marker);
    }

    /// <summary>What stakeholders are told, who are not in the room.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="text">How it stands, as somebody said.</param>
    /// <param name="marker">For the message.</param>
    public ChatMessage Update(Incident incident, string text, string marker)
    {
        var language = directory.Value.LanguageOf(null);
        var said = new Dictionary<string, object?>(values.Of(incident, language, IsSettled(incident))) { [MessageNames.Line] = Line(incident, language), ["text"] = text };
        return ChatMessage.Plain(string.Join('\n', texts.Lines(MessageNames.Update, language, said)), marker);
    }

    /// <summary>Where it is, in words: <c>Frankfurt, fra2</c>; empty when unknown.</summary>
    public string Place(Incident incident) => values.Place(incident);

    /// <summary>The strongest reasons, in words.</summary>
    public static IReadOnlyList<string> Reasons(AlertScores scores) =>
        [.. scores.Explanation.Where(e => e.Weight > 0).Select(Words.Evidence).Distinct().Take(MostReasons)];

    /// <summary>Whether the owner is stated as a fact.</summary>
    public static bool IsSettled(Incident incident) =>
        incident.OwningTeam.Source != AnswerSource.Model || incident.Decision == DecisionKind.Act;

    private string LanguageOf(Incident incident) => directory.Value.LanguageOf(incident.OwningTeam.Label);

    private static BriefBlock Block(Incident incident, string heading, AlertScores scores, IReadOnlyList<string> lines)
    {
        var isModels = scores.OwningTeam.Top is not null && incident.OwningTeam.Source == AnswerSource.Model;
        return new(heading, isModels ? scores.OwningTeam.Trust : null, scores.OwningTeam.Thresholds.Act, scores.OwningTeam.Thresholds.Suggest, lines);
    }

    private ButtonsBlock Answers(AlertScores scores, string id, bool inRoom, string language)
    {
        var of = inRoom ? "" : $" {id}";
        var buttons = scores.OwningTeam.Classes.Take(3).Select((c, i) => (c.Label, Name: directory.Value.TeamName(c.Label), IsFirst: i == 0)).Select(team => team.IsFirst
            ? new ChatButton(texts.Say(MessageNames.Accept, language, new Dictionary<string, object?> { ["team"] = team.Name }), $"accept{of}")
            : new ChatButton(team.Name, $"reassign{of} {team.Label}")).ToList();
        buttons.Add(new(texts.Say(MessageNames.NotAnIncident, language, new Dictionary<string, object?>()), $"not-an-incident{of}"));
        return new(buttons);
    }
}
