using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Classifier.Api.Identity;
using Classifier.Api.Intake;
using Classifier.Api.Json;
using Classifier.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Classifier.Api.Scoring;

/// <summary>Scores without storing anything.</summary>
internal static class ScoringEndpoints
{
    private const int MaxBatchBytes = 8 * 1024 * 1024;
    private const int MaxBatchItems = 500;

    public static IServiceCollection AddScoring(this IServiceCollection services) => services.AddSingleton<ScoreDesk>().AddHostedService<ClosedIncidentFollower>();

    public static void MapScoring(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/score").WithTags("Scoring").RequireAuthorization(Scopes.Score)
            .WithProblems(ProblemTypes.Unreadable, ProblemTypes.TooLarge, ProblemTypes.UnsupportedMediaType, ProblemTypes.Invalid, ProblemTypes.NoModel);
        group.MapPost("", Score).Accepts<ScoreRequest>("application/json").WithSummary("Scores one alert by issue type and owning team; stores nothing");
        group.MapPost("/batch", ScoreBatch).Accepts<IReadOnlyList<ScoreRequest>>("application/json", ScoreStream.ContentType)
            .WithSummary("Scores up to 500 alerts, or a stream of any length; order kept, one status each")
            .WithDescription("As `application/json`: an array of up to 500 alerts in 8 MiB. As `application/x-ndjson`: one alert of at most 256 KiB a line, without end; each is answered "
                + "with one line, an item of the array form, as soon as it is scored. A line that cannot be scored has its problem, with the number of the line, for an answer, and the stream "
                + "goes on. Blank lines are passed over. The answer ends with the body, or when no whole line comes for five minutes.")
            .AddOpenApiOperationTransformer((operation, context, _) =>
            {
                ScoreStream.Describe(operation, context);
                return Task.CompletedTask;
            });
    }

    private static async Task<Ok<ScoreView>> Score(HttpContext context, ScoreDesk desk)
    {
        var request = await JsonBody.ReadAsync(context, ApiJson.Default.ScoreRequest, IntakeEndpoints.MaxAlertBytes);
        var view = desk.Score(request);
        Unknown.Warn(context, request.Unknown);
        return TypedResults.Ok(view);
    }

    private static async Task<Results<Ok<BatchView>, ScoreStream>> ScoreBatch(HttpContext context, ScoreDesk desk, TimeProvider clock)
    {
        if (IsStream(context.Request))
            return new ScoreStream(desk, clock);
        var bytes = await JsonBody.ReadBytesAsync(context, MaxBatchBytes);
        var body = JsonBody.Parse(bytes, ApiJson.Default.JsonElement);
        if (body.ValueKind != JsonValueKind.Array)
            throw new ApiProblemException(ProblemTypes.Unreadable, "The body is an array of alerts.", [new("", "must be an array")]);
        if (body.GetArrayLength() > MaxBatchItems)
            throw new ApiProblemException(ProblemTypes.TooLarge, $"A batch has at most {MaxBatchItems} items.");
        desk.RequireModel();
        return TypedResults.Ok(new BatchView([.. body.EnumerateArray().Select((item, i) => desk.Item(JsonMarshal.GetRawUtf8Value(item), $"/{i}"))]));
    }

    private static bool IsStream(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && string.Equals(type.MediaType, ScoreStream.ContentType, StringComparison.OrdinalIgnoreCase);
}
