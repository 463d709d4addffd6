using Classifier.Api.Assistant;
using Classifier.Api.Briefs;
using Classifier.Api.Chat;
using Classifier.Api.Incidents;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;

namespace Classifier.Api.Responses;

/// <summary>Steps that say something of an incident in one chat tool: in its room, in the standing ones, to one person.</summary>
internal sealed class MessageSteps(
    StepTools tools, IIncidentStore incidents, IPostStore posts, ConnectorSet connectors, StandingRooms standing, BriefWriter briefs, CurrentDirectory directory, IConfiguration configuration, TimeProvider clock,
    SummaryWorker? summaries = null)
{
    public async Task PostBriefAsync(ClaimedStep step, Incident incident, PostBrief action, CancellationToken cancellationToken)
    {
        var basis = await incidents.EvidenceAsync(incident.Number, cancellationToken);
        var room = await tools.RoomAsync(step, incident, cancellationToken);
        var posted = await tools.PostAsync(room, step, incident, briefs.Brief(incident, basis, action.AsQuestion, $"step-{step.Id}"), cancellationToken);
        await tools.FinishAsync(step, cancellationToken, transaction => KeepAsync(transaction, step, PostKind.Brief, posted));
        if (step.Connector == connectors.Planned[0])
            summaries?.Briefed(incident.Number);        // once for all tools
    }

    /// <summary>What stands at the top is easier to find, but the brief is there without it.</summary>
    public async Task PinAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken)
    {
        var problems = new List<string?>();
        if (await tools.FindRoomAsync(step, incident, cancellationToken) is { } room)
        {
            var brief = (await posts.OfIncidentAsync(incident.Number, cancellationToken)).LastOrDefault(p => p.Kind == PostKind.Brief && p.Connector == step.Connector && p.Room == room.Id);
            if (brief is not null && tools.ToolOf(step, incident) is IPinsMessages tool)
                problems.Add(await TryAsync("pinning the brief", tool.PinAsync(new(room, brief.Message), cancellationToken)));
            problems.Add(await BookmarkAsync(step, incident, room, cancellationToken));
        }
        await tools.FinishAsync(step, cancellationToken, null, [.. problems.OfType<string>().Select(p => (TimelineWords.StepFailed, p))]);
    }

    /// <summary>Writes anew what stands in the incident's own room and where it was announced.</summary>
    public async Task EditAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken)
    {
        var room = await tools.FindRoomAsync(step, incident, cancellationToken);
        var kept = (await posts.OfIncidentAsync(incident.Number, cancellationToken)).Where(p => p.Connector == step.Connector).ToList();
        var basis = await incidents.EvidenceAsync(incident.Number, cancellationToken);
        var problems = new List<string?>();
        if (room is not null && kept.LastOrDefault(p => p.Kind == PostKind.Brief && p.Room == room.Id) is { } brief)
            problems.Add(await TryAsync("editing the brief", tools.ToolOf(step, incident).UpdateAsync(new(room, brief.Message), briefs.Brief(incident, basis, !BriefWriter.IsSettled(incident), brief.Message), cancellationToken)));
        // A room that is private now does not speak of it where it was public.
        foreach (var told in incident.IsPrivate ? [] : kept.Where(p => p.Kind == PostKind.Announcement))
            problems.Add(await TryAsync("editing the announcement", tools.ToolOf(step, incident).UpdateAsync(new(new(step.Connector, told.Room, told.Room), told.Message), briefs.Announcement(incident, basis, AnnouncementOf(incident), told.Message), cancellationToken)));
        await tools.FinishAsync(step, cancellationToken, null, [.. problems.OfType<string>().Select(p => (TimelineWords.StepFailed, p))]);
    }

    public async Task AskAsync(ClaimedStep step, Incident incident, CancellationToken cancellationToken)
    {
        if (!incident.IsAsked || directory.Value.Person(incident.Asked) is not { } reporter)
            await tools.FinishAsync(step, cancellationToken);
        else if (await DirectRooms.EnsureAsync(tools.ToolOf(step, incident), reporter, cancellationToken) is not { } room)
            await tools.FinishAsync(step, cancellationToken, null, (TimelineWords.NotReached, $"{reporter.Name}: no name for {step.Connector} on file"));
        else
        {
            var posted = await tools.PostAsync(room, step, incident, briefs.Question(incident, $"step-{step.Id}"), cancellationToken);
            await tools.FinishAsync(step, cancellationToken, transaction => KeepAsync(transaction, step, PostKind.Question, posted), (TimelineWords.Asked, $"{reporter.Name}, on {step.Connector}"));
        }
    }

    /// <summary>What has become private since is not told.</summary>
    public async Task TellStakeholdersAsync(ClaimedStep step, Incident incident, TellStakeholders action, CancellationToken cancellationToken)
    {
        if (!incident.IsPrivate && await standing.EnsureStakeholdersAsync(tools.ToolOf(step, incident), cancellationToken) is { } room)
            await tools.PostAsync(room, step, incident, briefs.Update(incident, action.Text, $"step-{step.Id}"), cancellationToken);
        await tools.FinishAsync(step, cancellationToken);
    }

    public async Task PostNoteAsync(ClaimedStep step, Incident incident, PostNote action, CancellationToken cancellationToken)
    {
        var message = new ChatMessage(action.Text, [new NoticeBlock("state", action.Text)], $"step-{step.Id}");
        if (await tools.FindRoomAsync(step, incident, cancellationToken) is { } room)
            await tools.PostAsync(room, step, incident, message, cancellationToken);
        else if ((await incidents.TimelineAsync(incident.Number, cancellationToken)).Any(e => e.What == TimelineWords.Announced))
            await tools.PostAsync(await standing.EnsureAsync(tools.ToolOf(step, incident), incident.IsPrivate, cancellationToken), step, incident, message with { Text = $"{incident.Id}: {action.Text}", Blocks = [] }, cancellationToken);
        await tools.FinishAsync(step, cancellationToken);
    }

    public async Task AnnounceAsync(ClaimedStep step, Incident incident, Announce action, CancellationToken cancellationToken)
    {
        var room = await standing.EnsureAsync(tools.ToolOf(step, incident), action.InSecurityChannel, cancellationToken);
        var basis = await incidents.EvidenceAsync(incident.Number, cancellationToken);
        var posted = await tools.PostAsync(room, step, incident, briefs.Announcement(incident, basis, action, $"step-{step.Id}"), cancellationToken);
        await tools.FinishAsync(step, cancellationToken, transaction => KeepAsync(transaction, step, PostKind.Announcement, posted), (TimelineWords.Announced, $"in {room.Name} on {step.Connector}"));
    }

    /// <summary>The incident's page, where one is told how people reach the console.</summary>
    private Task<string?> BookmarkAsync(ClaimedStep step, Incident incident, ChatRoom room, CancellationToken cancellationToken) =>
        tools.ToolOf(step, incident) is IBookmarksLinks tool && configuration.GetValue<Uri>("Console:PublicUrl") is { } console
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

    private Task KeepAsync(StoreTransaction transaction, ClaimedStep step, PostKind kind, MessageRef posted) =>
        posts.SaveAsync(transaction, new(step.Incident, kind, step.Connector, posted.Room.Id, posted.Id, clock.GetUtcNow()));

    private static Announce AnnouncementOf(Incident incident) => new(incident.IsPrivate, BriefWriter.IsSettled(incident) || incident.Decision is DecisionKind.Act or DecisionKind.Suggest, []);
}
