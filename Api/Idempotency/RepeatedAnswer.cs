using Classifier.Api.Problems;
using Classifier.Idempotency;

namespace Classifier.Api.Idempotency;

/// <summary>What a request is told whose key was taken by an earlier one: the first answer again, 409 while there is none yet, 422 when it asked something else.</summary>
internal sealed class RepeatedAnswer(EarlierRequest earlier, OnceRequest request) : IResult
{
    public const string Header = "Idempotent-Replayed";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (!earlier.RequestHash.AsSpan().SequenceEqual(request.RequestHash))
            return ApiProblem.Result(ProblemTypes.IdempotencyKeyReused, $"This {IdempotencyKey.Header} came with another method, path or body before.").ExecuteAsync(httpContext);
        if (earlier.Answer is not { } answer)
            return ApiProblem.Result(ProblemTypes.InProgress, $"The first request with this {IdempotencyKey.Header} is still in progress.").ExecuteAsync(httpContext);
        httpContext.Response.Headers[Header] = "true";
        return answer.Body is { } body
            ? WriteAsync(httpContext.Response, answer, body)
            : ApiProblem.Result(ProblemTypes.Internal, $"The first request with this {IdempotencyKey.Header} broke on our side; look whether it took effect before you send it with a new one.").ExecuteAsync(httpContext);
    }

    private static async Task WriteAsync(HttpResponse response, KeptAnswer answer, byte[] body)
    {
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
    }
}
