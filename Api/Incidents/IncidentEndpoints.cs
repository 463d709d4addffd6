using Classifier.Alerts;
using Classifier.Api.Chat.BuiltIn;
using Classifier.Api.Idempotency;
using Classifier.Api.Identity;
using Classifier.Api.Intake;
using Classifier.Api.Json;
using Classifier.Api.Limits;
using Classifier.Api.Problems;
using Classifier.Incidents;
using Microsoft.AspNetCore.Http.HttpResults;
using IncidentResult = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<Classifier.Api.Incidents.IncidentView>, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace Classifier.Api.Incidents;

/// <summary>Incidents: read and act.</summary>
internal static class IncidentEndpoints
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxSplit = 500;

    public static void MapIncidents(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/incidents").WithTags("Incidents").RequireAuthorization(Scopes.Incidents).RequireKeyLimit()
            .WithProblems(ProblemTypes.Unreadable, ProblemTypes.NotFound, ProblemTypes.Conflict, ProblemTypes.TooLarge, ProblemTypes.UnsupportedMediaType, ProblemTypes.Invalid, ProblemTypes.TooManyRequests, ProblemTypes.Unavailable);
        var acting = group.MapGroup("").TakesEffectOnce(MaxBytes).TakesIfMatch().WithProblems(ProblemTypes.PreconditionFailed);
        group.MapGet("", List).WithSummary("Incidents, newest first");
        group.MapGet("/{id}", Get).TakesIfNoneMatch().WithSummary("One incident");
        group.MapGet("/{id}/timeline", Timeline).WithSummary("Its history, oldest first");
        group.MapGet("/{id}/similar", Similar).WithSummary("Past incidents like it");
        group.MapGet("/{id}/trace", Trace).WithSummary("How it was decided");
        group.MapGet("/{id}/messages", Messages).WithSummary("Its room's messages, oldest first");
        acting.MapPost("/{id}/messages", Say).Accepts<MessageRequest>("application/json").WithSummary("Writes into its room; !verb and /verb are commands");
        acting.MapPost("/{id}/ack", Acknowledge).WithSummary("Takes it on");
        acting.MapPost("/{id}/resolve", Resolve).Accepts<ResolveRequest>(isOptional: true, "application/json").WithSummary("Closes it");
        acting.MapPost("/{id}/reassign", Reassign).Accepts<ReassignRequest>("application/json").WithSummary("Names the owning team; a label for the next training");
        acting.MapPost("/{id}/merge", Merge).Accepts<MergeRequest>("application/json").WithSummary("Makes it part of another incident, where its alerts and people go");
        acting.MapPost("/{id}/split", Split).Accepts<SplitRequest>("application/json").WithSummary("Makes some of its alerts an incident of their own, named by Location");
        acting.MapPost("/{id}/feedback", Feedback).Accepts<FeedbackRequest>("application/json").WithSummary("Says what is right; labels for the next training");
    }

    private static async Task<Results<Ok<Page<IncidentView>>, ProblemHttpResult>> List(
        HttpContext context, IncidentReader reader, CurrentDirectory directory, CancellationToken cancellationToken, string? state = null, int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!Paging.IsLimit(limit) || !Paging.TryRead(cursor, out long? before))
            return Paging.Refusal();
        if (!TryReadStates(state, out var states))
            return ApiProblem.Result(ProblemTypes.Invalid, $"'{state}' is no list of states; known are open, acknowledged, resolved, merged.");
        var found = await reader.ListAsync(new(states, before, limit), Actor.Of(context.User, directory.Value), cancellationToken);
        return TypedResults.Ok(new Page<IncidentView>([.. found.Select(IncidentView.Of)], found.Count == limit ? Paging.Write(found[^1].Incident.Number) : null));
    }

    private static async Task<Results<Ok<IncidentView>, StatusCodeHttpResult, ProblemHttpResult>> Get([AsParameters] IncidentRoute route)
    {
        if (await route.FindAsync() is not { } found)
            return route.NotFound();
        var view = IncidentView.Of(found);
        return EntityTags.IsKnown(route.Context, view, ApiJson.Default.IncidentView, found.Incident.Version) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(view);
    }

    private static async Task<Results<Ok<Page<TimelineView>>, ProblemHttpResult>> Timeline([AsParameters] IncidentRoute route, int? limit = null, string? cursor = null)
    {
        if (await route.FindAsync() is not { } found)
            return route.NotFound();
        List<TimelineView> events = [.. (await route.Store.TimelineAsync(found.Incident.Number, route.CancellationToken)).Select(e => new TimelineView(e.Id, e.At, e.Who, e.What, e.Why))];
        return Paging.PageOf(events, e => $"{e.Id}", limit, cursor) is { } page ? TypedResults.Ok(page) : Paging.Refusal();
    }

    private static async Task<Results<Ok<Page<SimilarView>>, ProblemHttpResult>> Similar([AsParameters] IncidentRoute route)
    {
        if (await route.FindAsync() is not { } found)
            return route.NotFound();
        var evidence = await route.Store.EvidenceAsync(found.Incident.Number, route.CancellationToken);
        return TypedResults.Ok(new Page<SimilarView>([.. evidence.Scores.Similar.Select(SimilarView.Of)], null));
    }

    private static async Task<Results<Ok<Page<TraceView>>, ProblemHttpResult>> Trace([AsParameters] IncidentRoute route)
    {
        if (await route.FindAsync() is not { } found)
            return route.NotFound();
        var evidence = await route.Store.EvidenceAsync(found.Incident.Number, route.CancellationToken);
        return TypedResults.Ok(new Page<TraceView>([.. evidence.Trace.Select(s => new TraceView(s.Question, s.Answer, s.IsDecisive))], null));
    }

    private static async Task<Results<Ok<Page<MessageView>>, ProblemHttpResult>> Messages([AsParameters] IncidentRoute route, RoomConversation conversation, int? limit = null, string? cursor = null)
    {
        if (await route.FindAsync() is not { } found)
            return route.NotFound();
        List<MessageView> messages = [.. (await conversation.MessagesAsync(found, route.CancellationToken)).Select(MessageView.Of)];
        return Paging.PageOf(messages, m => $"{m.Id}", limit, cursor) is { } page ? TypedResults.Ok(page) : Paging.Refusal();
    }

    private static async Task<Results<Ok<MessageAnswer>, ProblemHttpResult>> Say([AsParameters] IncidentRoute route, RoomConversation conversation)
    {
        var request = await JsonBody.ReadAsync(route.Context, ApiJson.Default.MessageRequest, MaxBytes);
        Unknown.Refuse(request.Unknown);
        if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > RoomConversation.MaxLength)
            return Invalid("/text", $"has 1 to {RoomConversation.MaxLength} characters");
        if (await route.FindAsync() is not { } found)
            return route.NotFound();
        route.RequiredVersion(found.Incident);
        var said = await conversation.SayAsync(found, route.Actor, request.Text, route.CancellationToken);
        return said is { IsPosted: false, Reply: null }
            ? ApiProblem.Result(ProblemTypes.Conflict, $"{route.Id} has no room yet; commands work, words have nowhere to go.")
            : TypedResults.Ok(new MessageAnswer(said.IsPosted, said.Reply?.Text));
    }

    private static async Task<IncidentResult> Acknowledge([AsParameters] IncidentRoute route)
    {
        Unknown.Refuse((await OptionalBody(route.Context, ApiJson.Default.EmptyRequest))?.Unknown);
        return await route.ActAsync((actions, number, actor) => actions.AcknowledgeAsync(number, actor, route.CancellationToken));
    }

    private static async Task<IncidentResult> Resolve([AsParameters] IncidentRoute route)
    {
        var request = await OptionalBody(route.Context, ApiJson.Default.ResolveRequest);
        Unknown.Refuse(request?.Unknown);
        return await route.ActAsync((actions, number, actor) => actions.ResolveAsync(number, request?.Text?.Trim() ?? "", actor, route.CancellationToken));
    }

    private static async Task<IncidentResult> Reassign([AsParameters] IncidentRoute route)
    {
        var request = await JsonBody.ReadAsync(route.Context, ApiJson.Default.ReassignRequest, MaxBytes);
        Unknown.Refuse(request.Unknown);
        var teams = route.Directory.Value.FindTeams(request.Team ?? "");
        return teams.Count == 1
            ? await route.ActAsync((actions, number, actor) => actions.ReassignAsync(number, teams[0], request.Because?.Trim() ?? "", actor, route.CancellationToken))
            : NoSuchTeam("/team", request.Team, teams.Count);
    }

    private static async Task<IncidentResult> Merge([AsParameters] IncidentRoute route, MergeDesk desk)
    {
        var request = await JsonBody.ReadAsync(route.Context, ApiJson.Default.MergeRequest, MaxBytes);
        Unknown.Refuse(request.Unknown);
        return IncidentReader.TryReadId(request.Into, out var into)
            ? await route.ActAsync((incident, version) => desk.MergeAsync(incident.Number, into, version, route.Actor, route.CancellationToken))
            : Invalid("/into", "is the id of an incident, such as inc-1042");
    }

    private static async Task<IncidentResult> Split([AsParameters] IncidentRoute route, SplitDesk desk, IInbox inbox)
    {
        var request = await JsonBody.ReadAsync(route.Context, ApiJson.Default.SplitRequest, MaxBytes);
        Unknown.Refuse(request.Unknown);
        if (request.AlertIds is not { Count: > 0 and <= MaxSplit } ids)
            return Invalid("/alert_ids", $"names 1 to {MaxSplit} alerts of the incident");
        if (await route.FindAsync() is not { } found)
            return route.NotFound();
        var alerts = new List<InboxEntry>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
        {
            if (await inbox.FindAsync(ids[i], route.CancellationToken) is not { } alert || alert.Incident != found.Incident.Number)
                return Invalid($"/alert_ids/{i}", $"is no alert of {found.Incident.Id}");
            if (alerts.TrueForAll(a => a.Id != alert.Id))
                alerts.Add(alert);
        }
        return await route.ActAsync(async (incident, version) =>
        {
            var split = await desk.SplitAsync(incident.Number, alerts, version, route.Actor, route.CancellationToken);
            if (split.Into is { } into)
                route.Context.Response.Headers.Location = $"/v1/incidents/{Incident.IdOf(into)}";
            return split.Outcome;
        });
    }

    private static async Task<IncidentResult> Feedback([AsParameters] IncidentRoute route)
    {
        var request = await JsonBody.ReadAsync(route.Context, ApiJson.Default.FeedbackRequest, MaxBytes);
        Unknown.Refuse(request.Unknown);
        var directory = route.Directory.Value;
        var teams = request.OwningTeam is { } typed ? directory.FindTeams(typed) : [];
        if (request.OwningTeam is not null && teams.Count != 1)
            return NoSuchTeam("/owning_team", request.OwningTeam, teams.Count);
        if (request.Severity is not null && SeverityWords.Parse(request.Severity) is null)
            return Invalid("/severity", "is one of critical, high, medium, low, info");
        if (request.IssueType is { } type && directory.Parts.IssueTypes.All(t => t.Key != type))
            return Invalid("/issue_type", $"is none of {string.Join(", ", directory.Parts.IssueTypes.Select(t => t.Key))}");
        if (request is { IssueType: null, OwningTeam: null, Severity: null, NotAnIncident: not true })
            return Invalid("", "says nothing: give issue_type, owning_team, severity or not_an_incident");
        return await route.ActAsync((actions, number, actor) => actions.FeedbackAsync(
            number, new(request.IssueType, teams.Count == 1 ? teams[0] : null, SeverityWords.Parse(request.Severity), request.NotAnIncident == true), actor, route.CancellationToken));
    }

    private static bool TryReadStates(string? text, out List<IncidentState> states)
    {
        states = [];
        foreach (var word in text?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (char.IsDigit(word[0]) || !Enum.TryParse<IncidentState>(word, ignoreCase: true, out var known))
                return false;
            states.Add(known);
        }
        return true;
    }

    private static async Task<T?> OptionalBody<T>(HttpContext context, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class =>
        context.Request.ContentLength is null or 0 && !context.Request.HasJsonContentType() ? null : await JsonBody.ReadAsync(context, type, MaxBytes);

    private static ProblemHttpResult NoSuchTeam(string member, string? typed, int found) => Invalid(member, string.IsNullOrEmpty(typed)
        ? "is required" : found > 1 ? $"'{typed}' begins more than one team" : $"'{typed}' is no team of the directory");

    private static ProblemHttpResult Invalid(string member, string detail) => ApiProblem.Result(ProblemTypes.Invalid, $"{member} {detail}.".Trim(), [new(member, detail)]);
}
