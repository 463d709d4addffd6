using Classifier.Alerts;
using Classifier.Api.Commands;
using Classifier.Api.Idempotency;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Intake;
using Classifier.Api.Json;
using Classifier.Api.Limits;
using Classifier.Api.Problems;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Redaction;
using Classifier.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Classifier.Api.Mutes;

/// <summary>Alerts of which nobody is told for a while: what runs, what is planned, and an end before its time.</summary>
internal static class MuteEndpoints
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxBecause = 1000;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

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

    private static async Task<Results<Created<MuteView>, ProblemHttpResult>> Add(
        HttpContext context, IDatabase database, IMuteStore store, CurrentDirectory directory, Redactor redactor, TimeProvider clock, CancellationToken cancellationToken)
    {
        var request = await JsonBody.ReadAsync(context, ApiJson.Default.MuteRequest, MaxBytes);
        Unknown.Refuse(request.Unknown);
        var now = clock.GetUtcNow();
        var mute = Read(request, now);
        mute = mute with { By = Actor.Of(context.User, directory.Value).Name, Because = redactor.Redact(AlertLimits.Keep(mute.Because, MaxBecause)) };
        await database.WriteAsync(async transaction =>
        {
            await store.AddAsync(transaction, mute, now);
            return true;
        }, cancellationToken);
        return TypedResults.Created($"/v1/mutes/{mute.Id}", MuteView.Of(mute));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> End(string id, IDatabase database, IMuteStore store, WorkSignal signal, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!await database.WriteAsync(transaction => store.EndAsync(transaction, id, clock.GetUtcNow()), cancellationToken))
            return ApiProblem.NotFound($"mute {id}");
        signal.Unmuted.Set();
        return TypedResults.NoContent();
    }

    /// <exception cref="ApiProblemException">422, with what is wrong.</exception>
    private static Mute Read(MuteRequest request, DateTimeOffset now)
    {
        var condition = request.If?.ToCondition() ?? new();
        if (condition.IsEmpty)
            throw Invalid("/if", "is required; for all alerts write {\"sources\":[\"*\"]}");
        if (condition.Text.Any(string.IsNullOrWhiteSpace))
            throw Invalid("/if/text", "has an empty phrase");
        var from = request.From is { } start && start > now ? start : now;
        var until = (request.For, request.Until) switch
        {
            ({ } length, null) => SpanWords.Read(length) is { } span && span > TimeSpan.Zero ? from + span : throw Invalid("/for", "is a length such as 30m, 2h or 1d"),
            (null, { } end) => end,
            _ => throw Invalid("/until", "or \"for\" is required, one of the two: a mute always ends"),
        };
        if (until <= from || until - now > Longest)
            throw Invalid(request.Until is null ? "/from" : "/until", "makes it end before it begins, or later than in 90 days");
        return new(Guid.CreateVersion7(now).ToString(), condition, request.Because?.Trim() ?? "", "", from.ToUniversalTime(), until.ToUniversalTime());
    }

    private static ApiProblemException Invalid(string member, string detail) => new(ProblemTypes.Invalid, $"{member} {detail}.", [new(member, detail)]);
}
