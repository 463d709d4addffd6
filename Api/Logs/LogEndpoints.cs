using System.Text.Json;
using Classifier.Api.Identity;
using Classifier.Api.Json;
using Classifier.Api.Problems;
using Classifier.Storage;

namespace Classifier.Api.Logs;

/// <summary>OTLP over HTTP. Its clients read a refusal as google.rpc.Status in the encoding they sent, so here it is no problem of RFC 9457.</summary>
internal static class LogEndpoints
{
    private const string Binary = "application/x-protobuf";

    public static void MapLogs(this IEndpointRouteBuilder routes) => routes.MapPost("/v1/logs", Receive)
        .WithTags("Logs").RequireAuthorization(Scopes.Alerts).WithSummary("Accepts log lines by OTLP, as JSON or protobuf, also gzipped")
        .Accepts<JsonElement>("application/json", Binary).Produces(200).Produces(400).Produces(413).Produces(415).Produces(429).Produces(503);

    private static async Task Receive(HttpContext context, LogIntake intake, CancellationToken cancellationToken)
    {
        var isBinary = context.Request.ContentType?.Split(';')[0].Trim().Equals(Binary, StringComparison.OrdinalIgnoreCase) == true;
        try
        {
            JsonBody.RequireType(context.Request, [Binary]);
            var body = await JsonBody.ReadWholeAsync(context, OtlpBody.MaxBytes);
            var answer = await intake.AcceptAsync(body, context.Request.Headers.ContentEncoding.ToString(), isBinary, cancellationToken);
            await WriteAsync(context, isBinary, isBinary ? OtlpBinary.Write(answer) : JsonSerializer.SerializeToUtf8Bytes(answer, OtlpJson.Default.OtlpAnswer));
        }
        catch (ApiProblemException problem)
        {
            await RefuseAsync(context, isBinary, problem.Type, problem.Message);
        }
        catch (StoreUnavailableException)
        {
            await RefuseAsync(context, isBinary, ProblemTypes.Unavailable, ProblemTypes.Unavailable.Title);
        }
    }

    private static Task RefuseAsync(HttpContext context, bool isBinary, ProblemType type, string message)
    {
        context.Response.StatusCode = type.Status;
        if (type.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            ApiProblem.SetRetryAfter(context);
        var status = new OtlpStatus(RpcCode(type.Status), message);
        return WriteAsync(context, isBinary, isBinary ? OtlpBinary.Write(status) : JsonSerializer.SerializeToUtf8Bytes(status, OtlpJson.Default.OtlpStatus));
    }

    // Codes of google.rpc: invalid argument, resource exhausted, unavailable.
    private static int RpcCode(int status) => status switch { 429 => 8, 503 => 14, _ => 3 };

    private static Task WriteAsync(HttpContext context, bool isBinary, byte[] body)
    {
        context.Response.ContentType = isBinary ? Binary : "application/json";
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
