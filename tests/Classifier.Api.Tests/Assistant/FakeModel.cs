using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Assistant;

/// <summary>What a server does with a request for a stream.</summary>
public enum ModelStreams
{
    /// <summary>Server-sent events.</summary>
    Yes,

    /// <summary>400, which names the member.</summary>
    Refused,

    /// <summary>One JSON body all the same.</summary>
    InOnePiece,
}

/// <summary>A server that speaks OpenAI's chat completions, with tools and streaming, and says what a test tells it to.</summary>
internal sealed class FakeModel : IAsyncDisposable
{
    // Shorter than an event and than many a letter's bytes together, so that both are torn.
    private const int BytesAtOnce = 13;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<JsonElement> _asked = new();
    private int _left;

    private FakeModel(WebApplication app) => _app = app;

    /// <summary>Answers one request with a completion, which is streamed where that is asked for.</summary>
    public Func<JsonElement, CancellationToken, Task<string>> Answer { get; set; } = (_, _) => Task.FromResult(Words("Nothing to say."));

    /// <summary>Answers a request for a stream instead, with events as they go over the wire; null for <see cref="Answer"/>.</summary>
    public Func<JsonElement, CancellationToken, IAsyncEnumerable<string>>? Events { get; set; }

    /// <summary>What it does with a request for a stream.</summary>
    public ModelStreams Streams { get; set; }

    /// <summary>All requests so far.</summary>
    public IReadOnlyList<JsonElement> Asked => [.. _asked];

    /// <summary>The last question of a person's; briefs are asked for without functions, whenever they are.</summary>
    public JsonElement LastQuestion => _asked.Last(HasFunctions);

    /// <summary>How many streams nobody read to their end.</summary>
    public int Left => Volatile.Read(ref _left);

    public string Endpoint => $"{_app.Urls.First()}/v1";

    /// <summary>What the service is started with.</summary>
    public Dictionary<string, string> Settings => new() { ["Assistant:Endpoint"] = Endpoint, ["Assistant:Model"] = "small", ["Assistant:Key"] = "k" };

    public static async Task<FakeModel> StartAsync(ModelStreams streams = ModelStreams.Yes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var model = new FakeModel(app) { Streams = streams };
        app.MapPost("/v1/chat/completions", model.TakeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return model;
    }

    /// <summary>An answer in words.</summary>
    public static string Words(string text, string reason = "stop") => Completion(new JsonObject { ["role"] = "assistant", ["content"] = text }, reason);

    /// <summary>An answer that wants functions called.</summary>
    public static string Calls(params (string Name, string Arguments)[] calls) => Completion(new JsonObject
    {
        ["role"] = "assistant",
        ["content"] = null,
        ["tool_calls"] = new JsonArray([.. calls.Select((c, i) => (JsonNode)new JsonObject { ["id"] = $"call_{i}", ["type"] = "function", ["function"] = new JsonObject { ["name"] = c.Name, ["arguments"] = c.Arguments } })]),
    }, "tool_calls");

    /// <summary>What the functions gave, of a request that follows a call; empty before.</summary>
    public static IReadOnlyList<string> Results(JsonElement request) =>
        [.. Messages(request).Where(m => m.GetProperty("role").GetString() == "tool").Select(m => Content(m))];

    /// <summary>Whether the request offers functions.</summary>
    public static bool HasFunctions(JsonElement request) => request.TryGetProperty("tools", out _);

    /// <summary>Whether it is to be streamed.</summary>
    public static bool WantsStream(JsonElement request) => request.TryGetProperty("stream", out var stream) && stream.GetBoolean();

    public static IEnumerable<JsonElement> Messages(JsonElement request) => request.GetProperty("messages").EnumerateArray();

    public static string Content(JsonElement message) => message.GetProperty("content") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : message.GetProperty("content").ToString();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var (aborted, response) = (context.RequestAborted, context.Response);
        var request = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: aborted);
        _asked.Enqueue(request);
        if (WantsStream(request) && Streams == ModelStreams.Yes)
        {
            await StreamAsync(response, Events?.Invoke(request, aborted) ?? CompletionEvents.Of(await Answer(request, aborted), request).ToAsyncEnumerable(), aborted);
            return;
        }
        response.ContentType = "application/json";
        if (WantsStream(request) && Streams == ModelStreams.Refused)
        {
            response.StatusCode = 400;
            await response.WriteAsync("""{"error":{"message":"Unsupported value: 'stream' does not support true with this model.","type":"invalid_request_error","param":"stream","code":"unsupported_value"}}""", aborted);
            return;
        }
        await response.WriteAsync(await Answer(request, aborted), aborted);
    }

    private async Task StreamAsync(HttpResponse response, IAsyncEnumerable<string> events, CancellationToken aborted)
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        try
        {
            await foreach (var text in events.WithCancellation(aborted))
            {
                foreach (var piece in Encoding.UTF8.GetBytes(text).Chunk(BytesAtOnce))
                {
                    await response.Body.WriteAsync(piece, aborted);
                    await response.Body.FlushAsync(aborted);
                }
            }
            aborted.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _left);
        }
    }

    private static string Completion(JsonObject message, string reason) => new JsonObject
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["created"] = 1_790_000_000,
        ["model"] = "small",
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = reason }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 1, ["completion_tokens"] = 1, ["total_tokens"] = 2 },
    }.ToJsonString();
}
