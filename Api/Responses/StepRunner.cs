using Classifier.Api.Assistant;
using Classifier.Api.Briefs;
using Classifier.Api.Chat;
using Classifier.Api.Incidents;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;

namespace Classifier.Api.Responses;

/// <summary>
/// Carries out one step. Each can be repeated: rooms are found again by marker, invites and topics are the same twice, posts
/// carry the step as marker. What came of it is committed together with the step's end.
/// </summary>
internal sealed class StepRunner(
    IDatabase database, IIncidentStore incidents, IStepStore steps, IPostStore posts, ConnectorSet connectors, StandingRooms standing, DecisionSteps decisions,
    BriefWriter briefs, CurrentDirectory directory, IncidentFeed feed, IConfiguration configuration, TimeProvider clock, ILogger<StepRunner> logger, SummaryWorker? summaries = null)
{
    private const int MaxNames = 20;

    /// <summary>Carries out a step and marks it done.</summary>
    /// <exception cref="ChatException">The chat tool refused or could not be reached.</exception>
    /// <exception cref="FencedException">Somebody else took over.</exception>
    public async Task RunAsync(ClaimedStep step, CancellationToken cancellationToken)
    {
        var incident = await incidents.FindAsync(step.Incident, cancellationToken) ?? throw new InvalidOperationException($"step {step.Id} has no incident");
        await (step.Action switch
        {
            _ when !IsForHere(step, incident) => FinishAsync(step, cancellationToken),
            not PostNote when incident.State == IncidentState.Merged => FinishAsync(step, cancellationToken),       // what was still to do is done where it lives on
            OpenRoom => OpenAsync(step, incident, cancellationToken),
            InvitePeople action => InviteAsync(step, incident, action, cancellationToken),
            RemovePeople action => RemoveAsync(step, incident, action, cancellationToken),
            SetTopic => SetTopicAsync(step, incident, cancellationToken),
            PostBrief action => PostBriefAsync(step, incident, action, cancellationToken),
            PostNote action => PostNoteAsync(step, incident, action, cancellationToken),
            PinBrief => PinAsync(step, incident, cancellationToken),
            EditBrief => EditAsync(step, incident, cancellationToken),
            AskReporter => AskAsync(step, incident, cancellationToken),
            TellStakeholders action => TellStakeholdersAsync(step, incident, action, cancellationToken),
            Announce action => AnnounceAsync(step, incident, action, cancellationToken),
            ArchiveRoom action => ArchiveAsync(step, incident, action.IsPrivate, cancellationToken),
            ReopenRoom => ReopenAsync(step, incident, cancellationToken),
            ArchiveIfClosed when incident.IsOpen => FinishAsync(step, cancellationToken),
            ArchiveIfClosed => ArchiveAsync(step, incident, incident.IsPrivate, cancellationToken),
            _ => decisions.RunAsync(step, incident, cancellationToken),
        });
        feed.Changed(step.Incident);
    }

    /// <summary>
    /// Nothing is said of a private incident where what is private is not kept to members, and nobody is asked where nobody answers; but
    /// the room that an incident had there while it was public is closed, and timers, which say nothing, go on.
    /// </summary>
    private bool IsForHere(ClaimedStep step, Incident incident) => step.Action switch
    {
        ArchiveRoom or LookAgain or { IsTimer: true } => true,
        Announce { InSecurityChannel: true } => connectors.Can(step.Connector, ChatCapabilities.PrivateRooms),
        AskReporter => connectors.MayKnow(step.Connector, incident) && !connectors.Can(step.Connector, ChatCapabilities.OneWay),
        _ => connectors.MayKnow(step.Connector, incident),
    };

    private async Task OpenAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken)
    {
        var room = await IntentAsync(step, incident, cancellationToken);
        for (var attempt = room.NameAttempt; ; attempt++)
        {
            try
            {
                CrashPoint.Reached(CrashPoint.RoomCall);
                var there = await ToolOf(step, incident).EnsureRoomAsync(new(RoomKind.Incident, room.Name, RoomMarker.Of(incident), incident.IsPrivate, MayExist: step.Attempt > 1), cancellationToken);
                CrashPoint.Reached(CrashPoint.RoomOpened);
                var now = clock.GetUtcNow();
                await FinishAsync(step, cancellationToken, transaction => incidents.SaveRoomAsync(transaction, room with { Name = there.Name, ExternalId = there.Id, State = RoomState.Open, OpenedAt = now }),
                    (TimelineWords.RoomOpened, $"{there.Name} on {step.Connector}"));
                logger.RoomOpened(incident.Number, incident.IsPrivate ? "(private)" : there.Name, step.Connector);
                return;
            }
            catch (RoomNameTakenException) when (attempt < MaxNames)
            {
                // Never adopted: the next name is committed before the next call.
                room = room with { Name = RoomName.For(incident, attempt + 1), NameAttempt = attempt + 1 };
                await SaveAsync(transaction => incidents.SaveRoomAsync(transaction, room), cancellationToken);
            }
        }
    }

    private async Task InviteAsync(ClaimedStep step, Incident incident, InvitePeople action, CancellationToken cancellationToken)
    {
        var room = await RoomAsync(step, incident, cancellationToken);
        var mapped = action.People.Select(i => (Invitation: i, Handle: HandleOf(i.Person, step.Connector))).ToList();
        var outcomes = (await ToolOf(step, incident).InviteAsync(room, [.. mapped.Select(m => m.Handle).OfType<string>().Distinct()], cancellationToken))
            .DistinctBy(o => o.Handle).ToDictionary(o => o.Handle);
        CrashPoint.Reached(CrashPoint.Invited);
        var now = clock.GetUtcNow();
        var responders = mapped.Select(m => new Responder(
            incident.Number, m.Invitation.Person, m.Invitation.Role, m.Invitation.Reason, now, null, null,
            m.Handle is null ? $"no name for {step.Connector} on file" : outcomes[m.Handle].Problem)).ToList();
        var events = responders.Select(r => r.Problem is null
            ? (TimelineWords.Invited, $"{NameOf(r.Person)}: {r.Reason}")
            : (TimelineWords.NotReached, $"{NameOf(r.Person)}: {r.Problem}")).ToArray();
        // Several calls in one step: when one is held back, the step begins anew without counting as tried.
        foreach (var missing in responders.Where(r => r.Problem is not null))
            await PostAsync(room, step, incident, ChatMessage.Plain($"{NameOf(missing.Person)} ({missing.Role}) could not be invited: {missing.Problem}.", $"step-{step.Id}-{missing.Person}") with { MayExist = true }, cancellationToken);
        await FinishAsync(step, cancellationToken, transaction => SaveRespondersAsync(transaction, incident.Number, responders), events);
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

    private async Task RemoveAsync(ClaimedStep step, Incident incident, RemovePeople action, CancellationToken cancellationToken)
    {
        var room = await RoomAsync(step, incident, cancellationToken);
        foreach (var handle in action.People.Select(p => HandleOf(p, step.Connector)).OfType<string>())
            await ToolOf(step, incident).RemoveAsync(room, handle, cancellationToken);
        var now = clock.GetUtcNow();
        await FinishAsync(step, cancellationToken, async transaction =>
        {
            foreach (var responder in (await incidents.RespondersAsync(transaction, incident.Number)).Where(r => action.People.Contains(r.Person)))
                await incidents.SaveResponderAsync(transaction, responder with { LeftAt = now });
        }, [.. action.People.Select(p => (TimelineWords.Left, $"{NameOf(p)}: came for the first owner"))]);
    }

    private async Task SetTopicAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken)
    {
        var topic = briefs.Topic(incident);
        await ToolOf(step, incident).SetTopicAsync(await RoomAsync(step, incident, cancellationToken), topic, cancellationToken);
        await FinishAsync(step, cancellationToken, null, (TimelineWords.TopicSet, topic));
    }

    private async Task PostBriefAsync(ClaimedStep step, Incident incident, PostBrief action, CancellationToken cancellationToken)
    {
        var basis = await incidents.EvidenceAsync(incident.Number, cancellationToken);
        var room = await RoomAsync(step, incident, cancellationToken);
        var posted = await PostAsync(room, step, incident, briefs.Brief(incident, basis, action.AsQuestion, $"step-{step.Id}"), cancellationToken);
        await FinishAsync(step, cancellationToken, transaction => KeepAsync(transaction, step, PostKind.Brief, posted));
        if (step.Connector == connectors.Planned[0])
            summaries?.Briefed(incident.Number);        // once for all tools
    }

    /// <summary>What stands at the top is easier to find, but the brief is there without it.</summary>
    private async Task PinAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken)
    {
        var problems = new List<string?>();
        if (await FindRoomAsync(step, incident, cancellationToken) is { } room)
        {
            var brief = (await posts.OfIncidentAsync(incident.Number, cancellationToken)).LastOrDefault(p => p.Kind == PostKind.Brief && p.Connector == step.Connector && p.Room == room.Id);
            if (brief is not null && ToolOf(step, incident) is IPinsMessages tool)
                problems.Add(await TryAsync("pinning the brief", tool.PinAsync(new(room, brief.Message), cancellationToken)));
            problems.Add(await BookmarkAsync(step, incident, room, cancellationToken));
        }
        await FinishAsync(step, cancellationToken, null, [.. problems.OfType<string>().Select(p => (TimelineWords.StepFailed, p))]);
    }

    /// <summary>The incident's page, where one is told how people reach the console.</summary>
    private Task<string?> BookmarkAsync(ClaimedStep step, Incident incident, ChatRoom room, CancellationToken cancellationToken) =>
        ToolOf(step, incident) is IBookmarksLinks tool && configuration.GetValue<Uri>("Console:PublicUrl") is { } console
            ? TryAsync("keeping a link", tool.BookmarkAsync(room, incident.Id, new(console, $"incidents/{incident.Id}"), cancellationToken)) : Task.FromResult<string?>(null);

    /// <returns>What went wrong for good; null when all is well.</returns>
    private static async Task<string?> TryAsync(string what, Task call)
    {
        try
        {
            await call;
            return null;
        }
        catch (ChatException error) when (!error.IsTransient)
        {
            return $"{what}: {error.Message}";
        }
    }

    /// <summary>Writes anew what stands in the incident's own room and where it was announced.</summary>
    private async Task EditAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken)
    {
        var room = await FindRoomAsync(step, incident, cancellationToken);
        var kept = (await posts.OfIncidentAsync(incident.Number, cancellationToken)).Where(p => p.Connector == step.Connector).ToList();
        var basis = await incidents.EvidenceAsync(incident.Number, cancellationToken);
        var problems = new List<string?>();
        if (room is not null && kept.LastOrDefault(p => p.Kind == PostKind.Brief && p.Room == room.Id) is { } brief)
            problems.Add(await TryAsync("editing the brief", ToolOf(step, incident).UpdateAsync(new(room, brief.Message), briefs.Brief(incident, basis, !BriefWriter.IsSettled(incident), brief.Message), cancellationToken)));
        // A room that is private now does not speak of it where it was public.
        foreach (var told in incident.IsPrivate ? [] : kept.Where(p => p.Kind == PostKind.Announcement))
            problems.Add(await TryAsync("editing the announcement", ToolOf(step, incident).UpdateAsync(new(new(step.Connector, told.Room, told.Room), told.Message), briefs.Announcement(incident, basis, AnnouncementOf(incident), told.Message), cancellationToken)));
        await FinishAsync(step, cancellationToken, null, [.. problems.OfType<string>().Select(p => (TimelineWords.StepFailed, p))]);
    }

    private static Announce AnnouncementOf(Incident incident) => new(incident.IsPrivate, BriefWriter.IsSettled(incident) || incident.Decision is DecisionKind.Act or DecisionKind.Suggest, []);

    private async Task AskAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken)
    {
        if (!incident.IsAsked || directory.Value.Person(incident.Asked) is not { } reporter)
            await FinishAsync(step, cancellationToken);
        else if (await DirectRooms.EnsureAsync(ToolOf(step, incident), reporter, cancellationToken) is not { } room)
            await FinishAsync(step, cancellationToken, null, (TimelineWords.NotReached, $"{reporter.Name}: no name for {step.Connector} on file"));
        else
        {
            var posted = await PostAsync(room, step, incident, briefs.Question(incident, $"step-{step.Id}"), cancellationToken);
            await FinishAsync(step, cancellationToken, transaction => KeepAsync(transaction, step, PostKind.Question, posted), (TimelineWords.Asked, $"{reporter.Name}, on {step.Connector}"));
        }
    }

    /// <summary>What has become private since is not told.</summary>
    private async Task TellStakeholdersAsync(ClaimedStep step, Incident incident, TellStakeholders action, CancellationToken cancellationToken)
    {
        if (!incident.IsPrivate && await standing.EnsureStakeholdersAsync(ToolOf(step, incident), cancellationToken) is { } room)
            await PostAsync(room, step, incident, ChatMessage.Plain($"{briefs.Line(incident)}: {action.Text}", $"step-{step.Id}"), cancellationToken);
        await FinishAsync(step, cancellationToken);
    }

    private Task KeepAsync(StoreTransaction transaction, ClaimedStep step, PostKind kind, MessageRef posted) =>
        posts.SaveAsync(transaction, new(step.Incident, kind, step.Connector, posted.Room.Id, posted.Id, clock.GetUtcNow()));

    private async Task PostNoteAsync(ClaimedStep step, Incident incident, PostNote action, CancellationToken cancellationToken)
    {
        var message = new ChatMessage(action.Text, [new NoticeBlock("state", action.Text)], $"step-{step.Id}");
        if (await FindRoomAsync(step, incident, cancellationToken) is { } room)
            await PostAsync(room, step, incident, message, cancellationToken);
        else if ((await incidents.TimelineAsync(incident.Number, cancellationToken)).Any(e => e.What == TimelineWords.Announced))
            await PostAsync(await standing.EnsureAsync(ToolOf(step, incident), incident.IsPrivate, cancellationToken), step, incident, message with { Text = $"{incident.Id}: {action.Text}", Blocks = [] }, cancellationToken);
        await FinishAsync(step, cancellationToken);
    }

    private async Task AnnounceAsync(ClaimedStep step, Incident incident, Announce action, CancellationToken cancellationToken)
    {
        var room = await standing.EnsureAsync(ToolOf(step, incident), action.InSecurityChannel, cancellationToken);
        var basis = await incidents.EvidenceAsync(incident.Number, cancellationToken);
        var posted = await PostAsync(room, step, incident, briefs.Announcement(incident, basis, action, $"step-{step.Id}"), cancellationToken);
        await FinishAsync(step, cancellationToken, transaction => KeepAsync(transaction, step, PostKind.Announcement, posted), (TimelineWords.Announced, $"in {room.Name} on {step.Connector}"));
    }

    private async Task ArchiveAsync(ClaimedStep step, Incident incident, bool isPrivate, CancellationToken cancellationToken)
    {
        var known = (await incidents.RoomsAsync([incident.Number], cancellationToken)).FirstOrDefault(r => r.Connector == step.Connector && r.IsPrivate == isPrivate);
        if (known is not { ExternalId: { } id, State: RoomState.Open })
        {
            await FinishAsync(step, cancellationToken);
            return;
        }
        await ToolOf(step, incident).ArchiveAsync(new(step.Connector, id, known.Name), cancellationToken);
        await FinishAsync(step, cancellationToken, transaction => incidents.SaveRoomAsync(transaction, known with { State = RoomState.Archived }), (TimelineWords.RoomArchived, $"{known.Name} on {step.Connector}"));
    }

    private async Task ReopenAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken)
    {
        var known = (await incidents.RoomsAsync([incident.Number], cancellationToken)).FirstOrDefault(r => r.Connector == step.Connector && r.IsPrivate == incident.IsPrivate);
        if (known is not { ExternalId: { } id, State: RoomState.Archived })
            await FinishAsync(step, cancellationToken);
        else if (ToolOf(step, incident) is IReopensRooms tool)
        {
            await tool.ReopenAsync(new(step.Connector, id, known.Name), cancellationToken);
            await FinishAsync(step, cancellationToken, transaction => incidents.SaveRoomAsync(transaction, known with { State = RoomState.Open }), (TimelineWords.RoomOpened, $"{known.Name} on {step.Connector}, again"));
        }
        else
            await OpenAsync(step, incident, cancellationToken);
    }

    private async Task<IncidentRoom> IntentAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken) =>
        (await incidents.RoomsAsync([incident.Number], cancellationToken)).First(r => r.Connector == step.Connector && r.IsPrivate == incident.IsPrivate);

    private async Task<ChatRoom?> FindRoomAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken) =>
        (await incidents.RoomsAsync([incident.Number], cancellationToken)).FirstOrDefault(r => r.Connector == step.Connector && r.IsPrivate == incident.IsPrivate) is { ExternalId: { } id } room
            ? new(step.Connector, id, room.Name) : null;

    private async Task<ChatRoom> RoomAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken) =>
        await FindRoomAsync(step, incident, cancellationToken) ?? throw new ChatException(step.Connector, $"{incident.Id} has no room", isTransient: false);

    private async Task<MessageRef> PostAsync(ChatRoom room, ClaimedStep step, Incident incident, ChatMessage message, CancellationToken cancellationToken)
    {
        CrashPoint.Reached(CrashPoint.PostCall);
        var posted = await ToolOf(step, incident).PostAsync(room, message with { MayExist = message.MayExist || step.Attempt > 1 }, cancellationToken);
        CrashPoint.Reached(CrashPoint.Posted);
        return posted;
    }

    /// <summary>The chat tool, which is asked for nothing that another node may do by then: whoever was paused would do it twice.</summary>
    private IChatConnector ToolOf(ClaimedStep step, Incident incident)
    {
        if (!step.Lease.MayBegin)
            throw new FencedException($"step {step.Id}");
        // With the time, since another database may have steps of the same numbers.
        return connectors.Get(step.Connector) is ICarriesSteps tool ? tool.Of($"{step.Id} {incident.OpenedAt.UtcTicks}") : connectors.Get(step.Connector);
    }

    private string? HandleOf(string person, string connector) => directory.Value.Person(person) is { } known ? Handles.Of(known, connector) : null;

    private string NameOf(string person) => directory.Value.Person(person)?.Name ?? person;

    private Task<bool> SaveAsync(Func<StoreTransaction, Task> work, CancellationToken cancellationToken) => database.WriteAsync(async transaction =>
    {
        await work(transaction);
        return true;
    }, cancellationToken);

    private async Task FinishAsync(ClaimedStep step, CancellationToken cancellationToken, Func<StoreTransaction, Task>? work = null, params (string What, string Why)[] events)
    {
        await SaveAsync(async transaction =>
        {
            var now = clock.GetUtcNow();
            await steps.MarkDoneAsync(transaction, step, now);
            if (work is not null)
                await work(transaction);
            await incidents.AddEventsAsync(transaction, step.Incident, [.. events.Select(e => IncidentMachine.Event(now, TimelineWords.Classifier, e.What, e.Why))]);
            CrashPoint.Reached(CrashPoint.StepCommit);
        }, cancellationToken);
        CrashPoint.Reached(CrashPoint.StepDone);
    }
}
