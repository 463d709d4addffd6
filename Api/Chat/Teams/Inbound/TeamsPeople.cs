using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;

namespace Classifier.Api.Chat.Teams.Inbound;

/// <summary>Who somebody in Teams is here: the person of the directory that has Entra's id as handle. Nobody else may act.</summary>
internal sealed class TeamsPeople(CurrentDirectory directory, RefusedPeople refused, ILogger<TeamsPeople> logger)
{
    /// <summary>Who wants something of us; null for somebody whom the directory does not know, which is logged and listed by the audit.</summary>
    public Actor? Find(TeamsAccount? account)
    {
        if (Known(account) is { } actor)
            return actor;
        var user = account?.AadObjectId ?? account?.Id ?? "nobody";
        logger.StrangerRefused(user);
        refused.Add(TeamsHttp.ConnectorName, user);
        return null;
    }

    /// <summary>Who is only there; null for somebody whom the directory does not know.</summary>
    public Actor? Known(TeamsAccount? account) => account?.AadObjectId is { Length: > 0 } user
        && directory.Value.Parts.People.FirstOrDefault(p => string.Equals(Handles.Of(p, TeamsHttp.ConnectorName), user, StringComparison.OrdinalIgnoreCase)) is { } person ? new(person.Id, person, IsAdmin: false) : null;

    /// <summary>What a stranger is told.</summary>
    public static string Refusal(TeamsAccount? account) =>
        $"I do not know who you are here, so I cannot act for you. Somebody who keeps the directory has to add the handle teams: {account?.AadObjectId ?? "(your object id in Entra)"} to your entry.";
}
