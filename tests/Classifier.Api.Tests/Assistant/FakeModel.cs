using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Assistant;

/// <summary>A server that speaks OpenAI's chat completions, with tools, and says what a test tells it to.</summary>
internal sealed class FakeModel : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<JsonElement> _asked = new();

    private FakeModel(WebApplication app) => _app = app;

    /// <summary>Answers one request.</summary>
    public Func<JsonElement, CancellationToken, Task<string>> Answer { get; set; } = (_, _) => Task.FromResult(Words("Nothing to say."));

    /// <summary>All requests so far.</summary>
    public IReadOnlyList<JsonElement> Asked => [.. _asked];

    public string Endpoint => $"{_app.Urls.First()}/v1";

    /// <summary>What the service is started with.</summary>
    public Dictionary<string, string> Settings => new() { ["Assistant:Endpoint"] = Endpoint, ["Assistant:Model"] = "small", ["Assistant:Key"] = "k" };

    public static async Task<FakeModel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var model = new FakeModel(app);
        app.MapPost("/v1/chat/completions", async (HttpContext context) =>
        {
            var request = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted);
            model._asked.Enqueue(request);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(await model.Answer(request, context.RequestAborted), context.RequestAborted);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return model;
    }

    /// <summary>An answer in words.</summary>
    public static string Words(string text) => Completion(new JsonObject { ["role"] = "assistant", ["content"] = text }, "stop");

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

    public static IEnumerable<JsonElement> Messages(JsonElement request) => request.GetProperty("messages").EnumerateArray();

    public static string Content(JsonElement message) => message.GetProperty("content") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : message.GetProperty("content").ToString();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

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
