using Classifier.Api.Idempotency;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Intake;
using Classifier.Api.Json;
using Classifier.Api.Problems;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Classifier.Api.Operations;

/// <summary>What an operator does by hand: stop and start sending, see what was given up or forgotten, try it again.</summary>
internal static class OperationsEndpoints
{
    private const int MaxBytes = 1024;

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").WithTags("Operations").RequireAuthorization(Scopes.Admin).TakesEffectOnce(MaxBytes)
            .WithProblems(ProblemTypes.Unreadable, ProblemTypes.NotFound, ProblemTypes.Conflict, ProblemTypes.TooLarge, ProblemTypes.UnsupportedMediaType, ProblemTypes.Invalid, ProblemTypes.Unavailable);
        group.MapGet("/outbound", GetOutbound).WithSummary("Whether anything is sent to chat tools");
        group.MapPost("/outbound", SetOutbound).Accepts<OutboundRequest>("application/json").WithSummary("Stops or starts all sending; scoring and intake go on");
        group.MapGet("/audit", Audit).WithSummary("Accepted alerts and incidents that nobody is at work on");
        group.MapPost("/alerts/{id:guid}/replay", Replay).WithSummary("Processes an alert again that was given up; one that could not be mapped is mapped anew");
        group.MapPost("/incidents/{id}/retry", Retry).WithSummary("Tries an incident's steps again that were given up");
    }

    private static async Task<Ok<OutboundView>> GetOutbound(IOutboundSwitch outbound, CancellationToken cancellationToken) =>
        TypedResults.Ok(OutboundView.Of(await outbound.ReadAsync(cancellationToken)));

    private static async Task<Ok<OutboundView>> SetOutbound(HttpContext context, IOutboundSwitch outbound, CurrentDirectory directory, WorkSignal signal, TimeProvider clock, ILogger<OutboundView> logger, CancellationToken cancellationToken)
    {
        var request = await JsonBody.ReadAsync(context, ApiJson.Default.OutboundRequest, MaxBytes);
        Unknown.Refuse(request.Unknown);
        if (request.Enabled is not { } enabled)
            throw new ApiProblemException(ProblemTypes.Invalid, "enabled is required.", [new("/enabled", "is required")]);
        var by = Actor.Of(context.User, directory.Value).Name;
        await outbound.SetAsync(enabled, by, clock.GetUtcNow(), cancellationToken);
        logger.OutboundSwitched(enabled, by);
        signal.Steps.Set();
        return TypedResults.Ok(OutboundView.Of(await outbound.ReadAsync(cancellationToken)));
    }

    private static async Task<Ok<AuditView>> Audit(SelfAudit audit, CancellationToken cancellationToken) =>
        TypedResults.Ok(new AuditView([.. (await audit.FindAsync(cancellationToken)).Select(g => new AuditGapView(g.Kind, g.Subject))]));

    private static async Task<Results<Accepted, ProblemHttpResult>> Replay(Guid id, IInbox inbox, DeadLetters deadLetters, CancellationToken cancellationToken)
    {
        if (await inbox.FindAsync(id, cancellationToken) is not { } entry)
            return ApiProblem.NotFound($"alert {id}");
        var outcome = await deadLetters.ReplayAsync(entry, cancellationToken);
        return outcome.IsReplayed ? TypedResults.Accepted($"/v1/alerts/{id}") : ApiProblem.Result(ProblemTypes.Conflict, outcome.Why!);
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> Retry([AsParameters] IncidentRoute route, IDatabase database, IStepStore steps, WorkSignal signal, TimeProvider clock)
    {
        if (await route.FindAsync() is not { Incident: var incident })
            return route.NotFound();
        if (await database.WriteAsync(transaction => steps.RetryDeadAsync(transaction, incident.Number, clock.GetUtcNow()), route.CancellationToken) == 0)
            return ApiProblem.Result(ProblemTypes.Conflict, $"No step of {incident.Id} was given up.");
        signal.Steps.Set();
        return TypedResults.Accepted($"/v1/incidents/{incident.Id}");
    }
}
