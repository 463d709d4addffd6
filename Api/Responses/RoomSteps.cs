using Classifier.Api.Briefs;
using Classifier.Api.Chat;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;

namespace Classifier.Api.Responses;

/// <summary>Steps about an incident's room in one chat tool and who is in it.</summary>
internal sealed class RoomSteps(StepTools tools, IIncidentStore incidents, BriefWriter briefs, TimeProvider clock, ILogger<RoomSteps> logger)
{
    private const int MaxNames = 20;

    public async Task OpenAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken)
    {
        var room = await IntentAsync(step, incident, cancellationToken);
        for (var attempt = room.NameAttempt; ; attempt++)
        {
            try
            {
                CrashPoint.Reached(CrashPoint.RoomCall);
                var there = await tools.ToolOf(step, incident).EnsureRoomAsync(new(RoomKind.Incident, room.Name, RoomMarker.Of(incident), incident.IsPrivate, MayExist: step.Attempt > 1), cancellationToken);
                CrashPoint.Reached(CrashPoint.RoomOpened);
                var now = clock.GetUtcNow();
                await tools.FinishAsync(step, cancellationToken, transaction => incidents.SaveRoomAsync(transaction, room with { Name = there.Name, ExternalId = there.Id, State = RoomState.Open, OpenedAt = now }),
                    (TimelineWords.RoomOpened, $"{there.Name} on {step.Connector}"));
                logger.RoomOpened(incident.Number, incident.IsPrivate ? "(private)" : there.Name, step.Connector);
                return;
            }
            catch (RoomNameTakenException) when (attempt < MaxNames)
            {
                // Never adopted: the next name is committed before the next call.
                room = room with { Name = RoomName.For(incident, attempt + 1), NameAttempt = attempt + 1 };
                await tools.SaveAsync(step, transaction => incidents.SaveRoomAsync(transaction, room), cancellationToken);
            }
        }
    }

    public async Task InviteAsync(ClaimedStep step, Incident incident, InvitePeople action, CancellationToken cancellationToken)
    {
        var room = await tools.RoomAsync(step, incident, cancellationToken);
        var mapped = action.People.Select(i => (Invitation: i, Handle: tools.HandleOf(i.Person, step.Connector))).ToList();
        var outcomes = (await tools.ToolOf(step, incident).InviteAsync(room, [.. mapped.Select(m => m.Handle).OfType<string>().Distinct()], cancellationToken))
            .DistinctBy(o => o.Handle).ToDictionary(o => o.Handle);
        CrashPoint.Reached(CrashPoint.Invited);
        var now = clock.GetUtcNow();
        var responders = mapped.Select(m => new Responder(
            incident.Number, m.Invitation.Person, m.Invitation.Role, m.Invitation.Reason, now, null, null,
            m.Handle is null ? $"no name for {step.Connector} on file" : outcomes[m.Handle].Problem)).ToList();
        var events = responders.Select(r => r.Problem is null
            ? (TimelineWords.Invited, $"{tools.NameOf(r.Person)}: {r.Reason}")
            : (TimelineWords.NotReached, $"{tools.NameOf(r.Person)}: {r.Problem}")).ToArray();
        var missing = responders.Where(r => r.Problem is not null).Select(r => $"{tools.NameOf(r.Person)} ({r.Role}) could not be invited: {r.Problem}.").ToList();
        // One post for all: a step that is held back between two begins anew, and where nothing can be looked up the first would come again.
        if (missing.Count > 0)
            await tools.PostAsync(room, step, incident, ChatMessage.Plain(string.Join('\n', missing), $"step-{step.Id}-missing") with { MayExist = true }, cancellationToken);
        await tools.FinishAsync(step, cancellationToken, transaction => SaveRespondersAsync(transaction, incident.Number, responders), events);
    }

    public async Task RemoveAsync(ClaimedStep step, Incident incident, RemovePeople action, CancellationToken cancellationToken)
    {
        var room = await tools.RoomAsync(step, incident, cancellationToken);
        foreach (var handle in action.People.Select(p => tools.HandleOf(p, step.Connector)).OfType<string>())
            await tools.ToolOf(step, incident).RemoveAsync(room, handle, cancellationToken);
        var now = clock.GetUtcNow();
        await tools.FinishAsync(step, cancellationToken, async transaction =>
        {
            foreach (var responder in (await incidents.RespondersAsync(transaction, incident.Number)).Where(r => action.People.Contains(r.Person)))
                await incidents.SaveResponderAsync(transaction, responder with { LeftAt = now });
        }, [.. action.People.Select(p => (TimelineWords.Left, $"{tools.NameOf(p)}: came for the first owner"))]);
    }

    public async Task SetTopicAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken)
    {
        var topic = briefs.Topic(incident);
        await tools.ToolOf(step, incident).SetTopicAsync(await tools.RoomAsync(step, incident, cancellationToken), topic, cancellationToken);
        await tools.FinishAsync(step, cancellationToken, null, (TimelineWords.TopicSet, topic));
    }

    public async Task ArchiveAsync(ClaimedStep step, Incident incident, bool isPrivate, CancellationToken cancellationToken)
    {
        var known = (await incidents.RoomsAsync([incident.Number], cancellationToken)).FirstOrDefault(r => r.Connector == step.Connector && r.IsPrivate == isPrivate);
        if (known is not { ExternalId: { } id, State: RoomState.Open })
        {
            await tools.FinishAsync(step, cancellationToken);
            return;
        }
        await tools.ToolOf(step, incident).ArchiveAsync(new(step.Connector, id, known.Name), cancellationToken);
        await tools.FinishAsync(step, cancellationToken, transaction => incidents.SaveRoomAsync(transaction, known with { State = RoomState.Archived }), (TimelineWords.RoomArchived, $"{known.Name} on {step.Connector}"));
    }

    public async Task ReopenAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken)
    {
        var known = (await incidents.RoomsAsync([incident.Number], cancellationToken)).FirstOrDefault(r => r.Connector == step.Connector && r.IsPrivate == incident.IsPrivate);
        if (known is not { ExternalId: { } id, State: RoomState.Archived })
            await tools.FinishAsync(step, cancellationToken);
        else if (tools.ToolOf(step, incident) is IReopensRooms tool)
        {
            await tool.ReopenAsync(new(step.Connector, id, known.Name), cancellationToken);
            await tools.FinishAsync(step, cancellationToken, transaction => incidents.SaveRoomAsync(transaction, known with { State = RoomState.Open }), (TimelineWords.RoomOpened, $"{known.Name} on {step.Connector}, again"));
        }
        else
            await OpenAsync(step, incident, cancellationToken);
    }

    /// <summary>Somebody who is there already stays there; who left is invited anew.</summary>
    private async Task SaveRespondersAsync(StoreTransaction transaction, long incident, List<Responder> invited)
    {
        var before = (await incidents.RespondersAsync(transaction, incident)).ToDictionary(r => r.Person);
        foreach (var responder in invited)
        {
            var joinedAt = before.TryGetValue(responder.Person, out var known) && known.LeftAt is null ? known.JoinedAt : null;
            await incidents.SaveResponderAsync(transaction, responder with { JoinedAt = joinedAt });
        }
    }

    private async Task<IncidentRoom> IntentAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken) =>
        (await incidents.RoomsAsync([incident.Number], cancellationToken)).First(r => r.Connector == step.Connector && r.IsPrivate == incident.IsPrivate);
}
