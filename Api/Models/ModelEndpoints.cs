using Classifier.Api.Idempotency;
using Classifier.Api.Identity;
using Classifier.Api.Json;
using Classifier.Api.Limits;
using Classifier.Api.Problems;
using Classifier.Models;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Classifier.Api.Models;

/// <summary>Model versions: compare, promote, roll back.</summary>
internal static class ModelEndpoints
{
    private const int MaxBytes = 64 * 1024;

    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/models").WithTags("Models").RequireAuthorization(Scopes.Models).RequireKeyLimit()
            .WithProblems(ProblemTypes.NotFound, ProblemTypes.Conflict, ProblemTypes.Invalid, ProblemTypes.TooManyRequests, ProblemTypes.Unavailable);
        var acting = group.MapGroup("").TakesEffectOnce(MaxBytes);
        group.MapGet("", List).TakesIfNoneMatch().WithSummary("Versions, newest first");
        group.MapGet("/{version}", Get).TakesIfNoneMatch().WithSummary("One version");
        acting.MapPost("/{version}/promote", Promote).WithSummary("Makes a version champion, without restart");
        acting.MapPost("/rollback", RollBack).WithSummary("Makes the previous champion champion again");
    }

    private static Results<Ok<Page<ModelView>>, StatusCodeHttpResult, ProblemHttpResult> List(HttpContext context, ModelStore models, int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!Paging.IsLimit(limit) || !Paging.TryRead(cursor, out var before))
            return Paging.Refusal();
        var champion = ChampionOf(models);
        var older = models.List().Where(card => before is null || string.CompareOrdinal(card.Version, before) < 0).ToList();
        var next = older.Count > limit ? Paging.Write(older[limit - 1].Version) : null;
        var page = new Page<ModelView>([.. older.Take(limit).Select(card => ModelView.Of(card, card.Version == champion))], next);
        return EntityTags.IsKnown(context, page, ApiJson.Default.PageModelView) ? NotModified() : TypedResults.Ok(page);
    }

    private static Results<Ok<ModelView>, StatusCodeHttpResult, ProblemHttpResult> Get(string version, HttpContext context, ModelStore models)
    {
        if (models.List().FirstOrDefault(card => card.Version == version) is not { } card)
            return ApiProblem.NotFound($"model {version}");
        var view = ModelView.Of(card, version == ChampionOf(models));
        return EntityTags.IsKnown(context, view, ApiJson.Default.ModelView) ? NotModified() : TypedResults.Ok(view);
    }

    private static StatusCodeHttpResult NotModified() => TypedResults.StatusCode(StatusCodes.Status304NotModified);

    private static async Task<Results<Ok<ModelPointer>, ProblemHttpResult>> Promote(string version, ModelStore models, ModelSharing sharing, ChampionWatcher watcher, CancellationToken cancellationToken)
    {
        if (models.List().All(card => card.Version != version) && !IsThere(models, version))
            return ApiProblem.NotFound($"model {version}");
        return await PointAsync(() => models.Promote(version), models, sharing, watcher, cancellationToken);
    }

    private static Task<Results<Ok<ModelPointer>, ProblemHttpResult>> RollBack(ModelStore models, ModelSharing sharing, ChampionWatcher watcher, CancellationToken cancellationToken) =>
        PointAsync(models.Rollback, models, sharing, watcher, cancellationToken);

    private static async Task<Results<Ok<ModelPointer>, ProblemHttpResult>> PointAsync(Func<ChampionPointer> point, ModelStore models, ModelSharing sharing, ChampionWatcher watcher, CancellationToken cancellationToken)
    {
        try
        {
            var pointer = point();
            await sharing.NowAsync(cancellationToken);
            watcher.Refresh(now: true);
            return ChampionOf(models) == pointer.Version
                ? TypedResults.Ok(new ModelPointer(pointer.Version, pointer.Previous))
                : ApiProblem.Result(ProblemTypes.Conflict, $"Another promotion came first; the champion is {ChampionOf(models)}.");
        }
        catch (Exception error) when (error is ModelRefusedException or InvalidOperationException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return ApiProblem.Result(ProblemTypes.Conflict, $"Nothing was changed: {error.Message}");
        }
    }

    private static string? ChampionOf(ModelStore models)
    {
        try
        {
            return models.Champion()?.Version;
        }
        catch (ModelRefusedException)
        {
            return null;    // the pointer is damaged; readiness says so
        }
    }

    private static bool IsThere(ModelStore models, string version)
    {
        try
        {
            return Directory.Exists(models.PathOf(version));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
