using System.ComponentModel.DataAnnotations;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Limits;
using Classifier.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Classifier.Api.Times;

/// <summary>How long it takes from an alert to the right people.</summary>
internal static class TimesEndpoints
{
    private const int DefaultDays = 30;
    private const int MostDays = 365;

    public static void MapTimes(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").WithTags("Operations").RequireAuthorization(Scopes.Incidents).RequireKeyLimit()
            .WithProblems(ProblemTypes.NotFound, ProblemTypes.Invalid, ProblemTypes.TooManyRequests, ProblemTypes.Unavailable);
        group.MapGet("/times", List).WithSummary("How long incidents of the last days took: median and 90th percentile, by team, and how long it took before");
        group.MapGet("/incidents/{id}/times", Get).WithSummary("How long one incident took to a room, to the right people, to somebody who has it and to its end");
    }

    private static async Task<Results<Ok<TimesView>, ProblemHttpResult>> List(HttpContext context, TimesDesk desk, CurrentDirectory directory, CancellationToken cancellationToken, [Range(1, MostDays)] int days = DefaultDays) =>
        days is >= 1 and <= MostDays
            ? TypedResults.Ok(await desk.ReadAsync(days, Actor.Of(context.User, directory.Value), cancellationToken))
            : ApiProblem.Result(ProblemTypes.Invalid, $"days is 1 to {MostDays}.");

    private static async Task<Results<Ok<IncidentTimesView>, ProblemHttpResult>> Get([AsParameters] IncidentRoute route, TimesDesk desk) =>
        await route.FindAsync() is { } found
            ? TypedResults.Ok(IncidentTimesView.Of(desk.Of(found, await route.Store.TimelineAsync(found.Incident.Number, route.CancellationToken))))
            : route.NotFound();
}
