using System.Collections.Concurrent;
using System.Text.Json;
using Classifier.Api.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Chat.Webhook;

/// <summary>A delivery as it came.</summary>
internal sealed record Delivery(string Id, string Timestamp, string Signature, string Body)
{
    public string Type => Json.Text("type");

    public JsonElement Data => Json.GetProperty("data");

    private JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);
}

/// <summary>Somebody's program on loopback that takes our webhooks, keeps them, and drops what it has had already. It answers as a test says.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    public const string Secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    /// <summary>Stands in the address; no message and no log may show it.</summary>
    public const string PathSecret = "T0SECRETPATH";

    private readonly ConcurrentQueue<Delivery> _deliveries = [];
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _plans = [];
    private WebApplication _server = null!;

    /// <summary>All that came, repeated ones and refused ones too.</summary>
    public IReadOnlyList<Delivery> Deliveries => [.. _deliveries];

    /// <summary>What it has, each once.</summary>
    public IReadOnlyList<Delivery> Taken => [.. _deliveries.DistinctBy(d => d.Id)];

    /// <summary>What it answers where nothing is planned.</summary>
    public int Status { get; set; } = StatusCodes.Status204NoContent;

    public string Url => $"{_server.Urls.First()}/hooks/{PathSecret}";

    public static async Task<WebhookReceiver> StartAsync()
    {
        var receiver = new WebhookReceiver();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        receiver._server = builder.Build();
        receiver._server.MapPost($"/hooks/{PathSecret}", receiver.TakeAsync);
        await receiver._server.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Settings of a service that tells it.</summary>
    public Dictionary<string, string> Settings(params string[] connectors)
    {
        var settings = new Dictionary<string, string>
        {
            ["Chat:Webhook:Url"] = Url,
            ["Chat:Webhook:Secret"] = Secret,
            ["Chat:Webhook:AllowInside:0"] = "127.0.0.0/8",
        };
        foreach (var (name, i) in connectors.Select((name, i) => (name, i)))
            settings[$"Chat:Connectors:{i}"] = name;
        return settings;
    }

    /// <summary>The next delivery that nothing else is planned for is answered so, after it was kept.</summary>
    public void Plan(Func<HttpContext, Task> answer) => _plans.Enqueue(answer);

    public void Plan(int status, string? retryAfter = null) => Plan(context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        using var body = new StreamReader(context.Request.Body);
        _deliveries.Enqueue(new(headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), await body.ReadToEndAsync(context.RequestAborted)));
        context.Response.StatusCode = Status;
        if (_plans.TryDequeue(out var plan))
            await plan(context);
    }
}
