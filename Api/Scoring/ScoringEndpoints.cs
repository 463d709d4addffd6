using System.Text;
using System.Text.Json;
using Classifier.Api.Identity;
using Classifier.Api.Intake;
using Classifier.Api.Json;
using Classifier.Api.Problems;
using Classifier.Redaction;
using Classifier.Scoring;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Classifier.Api.Scoring;

/// <summary>Scores without storing anything.</summary>
internal static class ScoringEndpoints
{
    private const int MaxBatchBytes = 8 * 1024 * 1024;
    private const int MaxBatchItems = 500;

    public static void MapScoring(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/score").WithTags("Scoring").RequireAuthorization(Scopes.Score)
            .WithProblems(ProblemTypes.Unreadable, ProblemTypes.TooLarge, ProblemTypes.UnsupportedMediaType, ProblemTypes.Invalid, ProblemTypes.NoModel);
        group.MapPost("", Score).Accepts<ScoreRequest>("application/json").WithSummary("Scores one alert by issue type and owning team; stores nothing");
        group.MapPost("/batch", ScoreBatch).Accepts<IReadOnlyList<ScoreRequest>>("application/json").WithSummary("Scores up to 500 alerts; order kept, one status each");
    }

    private static async Task<Ok<ScoreView>> Score(HttpContext context, CurrentScorer scorer, TimeProvider clock)
    {
        var request = await JsonBody.ReadAsync(context, ApiJson.Default.ScoreRequest, IntakeEndpoints.MaxAlertBytes);
        var view = ScoreOne(request, scorer, clock, "");
        Unknown.Warn(context, request.Unknown);
        return TypedResults.Ok(view);
    }

    private static async Task<Ok<BatchView>> ScoreBatch(HttpContext context, CurrentScorer scorer, TimeProvider clock)
    {
        var bytes = await JsonBody.ReadBytesAsync(context, MaxBatchBytes);
        var body = JsonBody.Parse(bytes, ApiJson.Default.JsonElement);
        if (body.ValueKind != JsonValueKind.Array)
            throw new ApiProblemException(ProblemTypes.Unreadable, "The body is an array of alerts.", [new("", "must be an array")]);
        if (body.GetArrayLength() > MaxBatchItems)
            throw new ApiProblemException(ProblemTypes.TooLarge, $"A batch has at most {MaxBatchItems} items.");
        RequireModel(scorer);
        return TypedResults.Ok(new BatchView([.. body.EnumerateArray().Select((item, i) => ScoreItem(item, i, scorer, clock))]));
    }

    private static BatchItem ScoreItem(JsonElement item, int index, CurrentScorer scorer, TimeProvider clock)
    {
        try
        {
            var request = JsonBody.Parse(Encoding.UTF8.GetBytes(item.GetRawText()), ApiJson.Default.ScoreRequest);
            return new(200, ScoreOne(request, scorer, clock, $"/{index}"), null);
        }
        catch (ApiProblemException problem)
        {
            return new(problem.Type.Status, null, ApiProblem.Details(problem.Type, problem.Message, problem.Errors));
        }
    }

    private static ScoreView ScoreOne(ScoreRequest request, CurrentScorer scorer, TimeProvider clock, string under)
    {
        var include = Include(request.Include, under);
        var alert = Redactor.Redact(request.ToAlert(clock.GetUtcNow(), under));
        RequireModel(scorer);
        return ScoreView.Of(scorer.Value.Score(alert, include), alert.Reporter is not null);
    }

    private static ScoreParts Include(IReadOnlyList<string>? names, string under)
    {
        if (names is null)
            return ScoreParts.Explanation;
        var parts = ScoreParts.None;
        for (var i = 0; i < names.Count; i++)
        {
            parts |= names[i] switch
            {
                "explanation" => ScoreParts.Explanation,
                "similar" => ScoreParts.Similar,
                _ => throw new ApiProblemException(ProblemTypes.Invalid, $"'{names[i]}' cannot be included; known are explanation, similar.", [new($"{under}/include/{i}", "is explanation or similar")]),
            };
        }
        return parts;
    }

    private static void RequireModel(CurrentScorer scorer)
    {
        if (!scorer.HasModel)
            throw new ApiProblemException(ProblemTypes.NoModel, ProblemTypes.NoModel.Advice);
    }
}
