using Classifier.Api.Problems;
using Classifier.Api.Scoring;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;

namespace Classifier.Api.Health;

/// <summary>How the service is.</summary>
/// <param name="Status"><c>ready</c>, <c>degraded</c> or <c>not_ready</c>.</param>
/// <param name="Reasons">What is amiss; empty when nothing is.</param>
/// <param name="ModelVersion">The champion that answers; null without one.</param>
/// <param name="QueuedAlerts">Accepted and not decided yet.</param>
public sealed record HealthView(string Status, IReadOnlyList<string> Reasons, string? ModelVersion, int QueuedAlerts);

/// <summary>Alive, and ready.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health").AllowAnonymous();
        group.MapGet("/live", () => TypedResults.Ok(new HealthView("alive", [], null, 0))).WithSummary("The process answers");
        group.MapGet("/ready", Ready).WithSummary("503 while the store cannot write or the first champion trains; degraded is 200");
    }

    private static async Task<IResult> Ready(HttpContext context, IDatabase database, IInbox inbox, IOutboundSwitch outbound, Readiness readiness, CurrentScorer scorer, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        if (!await database.TryWriteAsync(cancellationToken))
            reasons.Add("the store cannot write");
        if (readiness.Training is { } training)
            reasons.Add(training);
        var isReady = reasons.Count == 0;
        if (readiness.Degraded is { } degraded)
            reasons.Add(degraded);
        if (isReady && await outbound.ReadAsync(cancellationToken) is { IsOn: false, By: { } by })
            reasons.Add($"sending to chat tools was stopped by {by}");
        var status = !isReady ? "not_ready" : reasons.Count > 0 ? "degraded" : "ready";
        if (!isReady)
            ApiProblem.SetRetryAfter(context);
        var queued = isReady ? await inbox.CountQueuedAsync(cancellationToken) : 0;
        return TypedResults.Json(new HealthView(status, reasons, scorer.Version, queued), Json.ApiJson.Default.HealthView, statusCode: isReady ? 200 : 503);
    }
}
