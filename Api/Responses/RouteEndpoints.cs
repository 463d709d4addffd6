using Classifier.Api.Identity;
using Classifier.Api.Intake;
using Classifier.Api.Json;
using Classifier.Api.Limits;
using Classifier.Api.Problems;
using Classifier.Redaction;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Classifier.Api.Responses;

/// <summary>What would happen, and why.</summary>
internal static class RouteEndpoints
{
    public static void MapRoutesTest(this IEndpointRouteBuilder routes) => routes.MapGroup("/v1/routes").WithTags("Responses").RequireAuthorization(Scopes.Incidents).RequireKeyLimit()
        .WithProblems(ProblemTypes.Unreadable, ProblemTypes.TooLarge, ProblemTypes.UnsupportedMediaType, ProblemTypes.Invalid, ProblemTypes.TooManyRequests)
        .MapPost("/test", Test).Accepts<AlertRequest>("application/json").WithSummary("What would be done with an alert, and why; stores nothing and tells nobody");

    private static async Task<Ok<RouteView>> Test(HttpContext context, RouteDesk desk, Redactor redactor, TimeProvider clock, CancellationToken cancellationToken)
    {
        var request = await JsonBody.ReadAsync(context, ApiJson.Default.AlertRequest, IntakeEndpoints.MaxAlertBytes);
        var alert = request.ToAlert(redactor, clock.GetUtcNow());
        Unknown.Warn(context, request.Unknown);
        return TypedResults.Ok(await desk.TestAsync(redactor.Redact(alert), cancellationToken));
    }
}
