using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Directories;
using Classifier.Incidents;

namespace Classifier.Api.Chat.Teams.Inbound;

/// <summary>The form that names another owner.</summary>
internal static class TeamsForm
{
    public const string Title = "Another owner";

    // A form is a card too, of some 28 KB.
    private const int MaxTeams = 150;
    private const int MaxName = 60;

    /// <summary>Asks for the owner of an incident.</summary>
    public static TeamsCard ForOwner(Incident incident, ResponderDirectory directory)
    {
        var question = $"Who owns {incident.Id}?";
        TeamsElement[] fields =
        [
            new TeamsChoices(question, [.. directory.Parts.Teams.Take(MaxTeams).Select(t => new TeamsChoice(TeamsMessages.OneLine(t.Name, MaxName), t.Key))]) { Id = "team" },
            new TeamsTextInput("Because") { Id = "because" },
        ];
        return new(fields, question, new()) { Actions = [new TeamsSubmit("Reassign", new(Command: null) { Incident = incident.Number })] };
    }
}
