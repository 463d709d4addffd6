using Classifier.Api.Chat.BuiltIn;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Times;
using Classifier.Chat;
using Classifier.Incidents;

namespace Classifier.Api.Console.IncidentPage;

/// <summary>Reads an incident's page for somebody.</summary>
internal sealed class IncidentDetailsReader(IncidentReader reader, IIncidentStore incidents, IBuiltInChatStore chat, RoomConversation conversation, RoomMessages said, TimesDesk times, TimeProvider clock)
{
    /// <summary>The page; null when the incident is not there for the actor.</summary>
    public async Task<IncidentDetails?> FindAsync(string id, Actor actor, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(id, actor, cancellationToken) is not { } snapshot)
            return null;
        var number = snapshot.Incident.Number;
        var room = RoomConversation.RoomOf(snapshot) is { } there ? await chat.FindAsync(there.Id, cancellationToken) : null;
        var timeline = await incidents.TimelineAsync(number, cancellationToken);
        return new(
            snapshot.Incident, await incidents.EvidenceAsync(number, cancellationToken), snapshot.Responders, timeline, times.Of(snapshot, timeline),
            room, await conversation.MessagesAsync(snapshot, cancellationToken), await said.NotedAsync(number, cancellationToken), clock.GetUtcNow());
    }
}
