using Classifier.Api.Identity;
using Classifier.Api.Incidents;

namespace Classifier.Api.Chat.Slack.Inbound;

/// <summary>Who somebody in Slack is here: the person of the directory that has the user id as handle. Nobody else may act.</summary>
internal sealed class SlackPeople(CurrentDirectory directory, RefusedPeople refused, ILogger<SlackPeople> logger)
{
    /// <summary>Who wants something of us; null for somebody whom the directory does not know, which is logged and listed by the audit.</summary>
    public Actor? Find(string? user)
    {
        if (Known(user) is { } actor)
            return actor;
        logger.StrangerRefused(user ?? "nobody");
        if (user is { Length: > 0 })
            refused.Add(SlackApi.ConnectorName, user);
        return null;
    }

    /// <summary>Who is only there; null for somebody whom the directory does not know.</summary>
    public Actor? Known(string? user) =>
        directory.Value.Parts.People.FirstOrDefault(p => user is { Length: > 0 } && Handles.Of(p, SlackApi.ConnectorName) == user) is { } person ? new(person.Id, person, IsAdmin: false) : null;

    /// <summary>What a stranger is told.</summary>
    public static string Refusal(string? user) => $"I do not know who you are here, so I cannot act for you. Somebody who keeps the directory has to add the handle slack: {user} to your entry.";
}
