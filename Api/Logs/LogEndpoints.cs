using System.Text.Json;
using Classifier.Api.Identity;
using Classifier.Api.Json;
using Classifier.Api.Problems;
using Classifier.Storage;
using Microsoft.Net.Http.Headers;

namespace Classifier.Api.Logs;

/// <summary>OTLP over HTTP, and plain text. OTLP's clients read a refusal as google.rpc.Status in the encoding they sent, so for them it is no problem of RFC 9457.</summary>
internal static class LogEndpoints
{
    private const string Binary = "application/x-protobuf";
    private const string Text = "text/plain";
    private static readonly string[] Charsets = ["", "utf-8", "us-ascii"];

    public static void MapLogs(this IEndpointRouteBuilder routes) => routes.MapPost("/v1/logs", Receive)
        .WithTags("Logs").RequireAuthorization(Scopes.Alerts).WithSummary("Accepts log lines by OTLP, as JSON or protobuf, or as plain text of one service; also gzipped")
        .Accepts<JsonElement>("application/json", Binary, Text).Produces(200).Produces(400).Produces(413).Produces(415).ProducesProblem(422).Produces(429).Produces(503);

    /// <param name="context">The request.</param>
    /// <param name="intake">Stores the lines.</param>
    /// <param name="service">Who logged a plain text.</param>
    /// <param name="host">Where.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    private static async Task Receive(HttpContext context, LogIntake intake, string? service, string? host, CancellationToken cancellationToken)
    {
        if (JsonBody.IsOf(context.Request, Text))
        {
            await ReceiveTextAsync(context, intake, service, host, cancellationToken);
            return;
        }
        var isBinary = JsonBody.IsOf(context.Request, Binary);
        try
        {
            JsonBody.RequireType(context.Request, [Binary, Text]);
            var body = await JsonBody.ReadWholeAsync(context, LogBody.MaxBytes);
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

    private static async Task ReceiveTextAsync(HttpContext context, LogIntake intake, string? service, string? host, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(service))
            throw new ApiProblemException(ProblemTypes.Invalid, "A plain text says in the address whose it is: POST /v1/logs?service=NAME, perhaps also host=NAME.", [new("/service", "is needed")]);
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !Charsets.Contains(HeaderUtilities.RemoveQuotes(type.Charset).Value ?? "", StringComparer.OrdinalIgnoreCase))
            throw new ApiProblemException(ProblemTypes.UnsupportedMediaType, $"'{context.Request.ContentType}' is not taken here; send text/plain; charset=utf-8.");
        var body = await JsonBody.ReadWholeAsync(context, LogBody.MaxBytes);
        var lines = await intake.AcceptTextAsync(body, context.Request.Headers.ContentEncoding.ToString(), service, host ?? "", cancellationToken);
        await context.Response.WriteAsJsonAsync(new(lines), ApiJson.Default.LinesAccepted, cancellationToken: cancellationToken);
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

/// <summary>The answer to a plain text.</summary>
/// <param name="Lines">How many lines were kept.</param>
internal sealed record LinesAccepted(int Lines);
