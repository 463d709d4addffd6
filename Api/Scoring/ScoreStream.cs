using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Classifier.Api.Intake;
using Classifier.Api.Json;
using Classifier.Api.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Classifier.Api.Scoring;

/// <summary>
/// Answers one alert a line with one item a line, for as long as the client sends. What is answered goes out before the next
/// line is waited for; a client that does not read is not read from either.
/// </summary>
internal sealed class ScoreStream(ScoreDesk desk, TimeProvider clock) : IResult
{
    /// <summary>Newline-delimited JSON.</summary>
    public const string ContentType = "application/x-ndjson";

    private const int LongestUnsent = 16 * 1024;

    /// <summary>A client that sends no whole line for so long has its answer ended.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        desk.RequireModel();
        LiftLimits(httpContext.Features);
        httpContext.Response.ContentType = ContentType;
        try
        {
            await AnswerAsync(httpContext);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException && httpContext.Response.HasStarted)
        {
            httpContext.Abort();        // the client has gone, or half an answer must not end like a whole one
        }
    }

    /// <summary>Says in the API's description what a line holds, beside the array form.</summary>
    public static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        operation.RequestBody!.Content![ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(ScoreRequest), context.Document) };
        operation.Responses!["200"].Content![ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(BatchItem), context.Document) };
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var lines = new LineReader(context.Request.BodyReader, IntakeEndpoints.MaxAlertBytes);
        var output = context.Response.BodyWriter;
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var type = (JsonTypeInfo<BatchItem>)options.GetTypeInfo(typeof(BatchItem));
        await using var json = new Utf8JsonWriter(output, new() { Encoder = options.Encoder });
        while (lines.TryRead() || await FlushAndWaitAsync(context, lines, output))
        {
            context.RequestAborted.ThrowIfCancellationRequested();
            JsonSerializer.Serialize(json, ItemOf(lines), type);
            json.Reset();
            output.Write("\n"u8);
            if (output.UnflushedBytes > LongestUnsent)
                await output.FlushAsync(context.RequestAborted);
        }
    }

    private BatchItem ItemOf(LineReader lines) => lines.IsTooLong
        ? ScoreDesk.Refused(new(ProblemTypes.TooLarge, $"Line {lines.Number} is longer than {IntakeEndpoints.MaxAlertBytes / 1024} KiB."), lines.Number)
        : desk.Item(lines.Line, "", lines.Number);

    /// <summary>Sends what is answered, then waits for the next line.</summary>
    /// <returns>False at the body's end, when the client stays silent too long, and when the service stops.</returns>
    private async ValueTask<bool> FlushAndWaitAsync(HttpContext context, LineReader lines, PipeWriter output)
    {
        await output.FlushAsync(context.RequestAborted);
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var patience = new CancellationTokenSource(LongestWait, clock);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping, context.RequestAborted);
        try
        {
            return await lines.ReadAsync(waiting.Token);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The limits of a whole body and of its speed; each line has its own instead.</summary>
    private static void LiftLimits(IFeatureCollection features)
    {
        if (features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }
}
