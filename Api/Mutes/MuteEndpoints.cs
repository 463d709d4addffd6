using Classifier.Api.Idempotency;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Intake;
using Classifier.Api.Json;
using Classifier.Api.Limits;
using Classifier.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Classifier.Api.Mutes;

/// <summary>Alerts of which nobody is told for a while: what runs, what is planned, and an end before its time.</summary>
internal static class MuteEndpoints
{
    private const int MaxBytes = 64 * 1024;

    public static void MapMutes(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/mutes").WithTags("Mutes").RequireAuthorization(Scopes.Incidents).RequireKeyLimit().TakesEffectOnce(MaxBytes)
            .WithProblems(ProblemTypes.Unreadable, ProblemTypes.NotFound, ProblemTypes.Conflict, ProblemTypes.TooLarge, ProblemTypes.UnsupportedMediaType, ProblemTypes.Invalid, ProblemTypes.TooManyRequests, ProblemTypes.Unavailable);
        group.MapGet("", List).WithSummary("Mutes and planned maintenance that have not ended, first to end first");
        group.MapPost("", Add).Accepts<MuteRequest>("application/json").WithSummary("Stores matching alerts without telling anybody, until it ends");
        group.MapDelete("/{id}", End).WithSummary("Ends a mute now; what still fires is told");
    }

    private static async Task<Ok<Page<MuteView>>> List(MuteDesk mutes, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<MuteView>([.. (await mutes.ListAsync(cancellationToken)).Select(MuteView.Of)], null));

    private static async Task<Results<Created<MuteView>, ProblemHttpResult>> Add(HttpContext context, MuteActions actions, CurrentDirectory directory, CancellationToken cancellationToken)
    {
        var request = await JsonBody.ReadAsync(context, ApiJson.Default.MuteRequest, MaxBytes);
        Unknown.Refuse(request.Unknown);
        var mute = await actions.AddAsync(request, Actor.Of(context.User, directory.Value), cancellationToken);
        return TypedResults.Created($"/v1/mutes/{mute.Id}", MuteView.Of(mute));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> End(string id, MuteActions actions, CancellationToken cancellationToken) =>
        await actions.EndAsync(id, cancellationToken) ? TypedResults.NoContent() : ApiProblem.NotFound($"mute {id}");
}
