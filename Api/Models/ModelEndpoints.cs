using Classifier.Api.Identity;
using Classifier.Api.Json;
using Classifier.Api.Problems;
using Classifier.Models;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Classifier.Api.Models;

/// <summary>Model versions: compare, promote, roll back.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/models").WithTags("Models").RequireAuthorization(Scopes.Models)
            .WithProblems(ProblemTypes.NotFound, ProblemTypes.Conflict);
        group.MapGet("", List).WithSummary("Versions, newest first");
        group.MapGet("/{version}", Get).WithSummary("One version");
        group.MapPost("/{version}/promote", Promote).WithSummary("Makes a version champion, without restart");
        group.MapPost("/rollback", RollBack).WithSummary("Makes the previous champion champion again");
    }

    private static Results<Ok<Page<ModelView>>, ProblemHttpResult> List(ModelStore models)
    {
        var champion = ChampionOf(models);
        return TypedResults.Ok(new Page<ModelView>([.. models.List().Select(card => ModelView.Of(card, card.Version == champion))], null));
    }

    private static Results<Ok<ModelView>, ProblemHttpResult> Get(string version, ModelStore models) =>
        models.List().FirstOrDefault(card => card.Version == version) is { } card ? TypedResults.Ok(ModelView.Of(card, version == ChampionOf(models))) : ApiProblem.NotFound($"model {version}");

    private static Results<Ok<ModelPointer>, ProblemHttpResult> Promote(string version, ModelStore models, ChampionWatcher watcher)
    {
        if (models.List().All(card => card.Version != version) && !IsThere(models, version))
            return ApiProblem.NotFound($"model {version}");
        return Point(() => models.Promote(version), watcher);
    }

    private static Results<Ok<ModelPointer>, ProblemHttpResult> RollBack(ModelStore models, ChampionWatcher watcher) => Point(models.Rollback, watcher);

    private static Results<Ok<ModelPointer>, ProblemHttpResult> Point(Func<ChampionPointer> point, ChampionWatcher watcher)
    {
        try
        {
            var pointer = point();
            watcher.Refresh(now: true);
            return TypedResults.Ok(new ModelPointer(pointer.Version, pointer.Previous));
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
