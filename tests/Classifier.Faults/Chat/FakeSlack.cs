using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Classifier.Faults.Chat;

/// <summary>
/// A Slack that lives longer than the service under test: methods of the Web API as published, a script of what goes wrong, and
/// at <c>/_effects</c> everything that took effect.
/// </summary>
internal sealed class FakeSlack : IAsyncDisposable
{
    /// <summary>The bot's token; another is refused.</summary>
    public const string Token = "xoxb-fake-0000";

    /// <summary>The app's token, for Socket Mode.</summary>
    public const string AppToken = "xapp-fake-0000";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };
    private readonly WebApplication _app;
    private readonly TimeSpan _latency;
    private readonly Lock _lock = new();

    private FakeSlack(WebApplication app, TimeSpan latency) => (_app, _latency) = (app, latency);

    /// <summary>The channels and people. Take <see cref="Look"/> while it is in use.</summary>
    public FakeWorkspace Workspace { get; } = new();

    /// <summary>What goes wrong. Take <see cref="Look"/> while it is in use.</summary>
    public FaultScript Faults { get; } = new();

    /// <summary>Socket Mode.</summary>
    public FakeSockets Sockets { get; } = new();

    /// <summary>Calls by method.</summary>
    public Dictionary<string, int> Calls { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the Web API is.</summary>
    public Uri ApiUrl => new(new Uri(_app.Urls.First()), "/api/");

    /// <summary>Starts on a loopback port.</summary>
    /// <param name="port">0 for a free one.</param>
    /// <param name="latency">What every call takes.</param>
    public static async Task<FakeSlack> StartAsync(int port, TimeSpan latency)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port));
        var fake = new FakeSlack(builder.Build(), latency);
        fake._app.UseWebSockets();
        fake._app.MapPost("/api/{method}", fake.CallAsync);
        fake._app.Map("/link", fake.Sockets.AcceptAsync);
        fake._app.MapGet("/_effects", () => Results.Text(fake.Look(w => JsonSerializer.Serialize(Effects.Of(w), Json)), "application/json"));
        fake._app.MapPost("/_faults", async (HttpRequest request) =>
        {
            var fault = (await request.ReadFromJsonAsync<Fault>(Json))!;
            fake.Look(_ => { fake.Faults.Plan(fault); return true; });
        });
        fake._app.MapPost("/_chance", (double share, int seed) => fake.Look(_ => { fake.Faults.ByChance(share, seed); return true; }));
        await fake._app.StartAsync();
        return fake;
    }

    /// <summary>Reads or changes the workspace while no call does.</summary>
    public T Look<T>(Func<FakeWorkspace, T> look)
    {
        lock (_lock)
            return look(Workspace);
    }

    /// <summary>Runs until Ctrl-C.</summary>
    public Task WaitAsync() => _app.WaitForShutdownAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task CallAsync(string method, HttpContext context)
    {
        if (_latency > TimeSpan.Zero)
            await Task.Delay(_latency);
        var form = await context.Request.ReadFormAsync();
        Fault? fault;
        JsonObject? answer = null;
        lock (_lock)
        {
            Calls[method] = Calls.GetValueOrDefault(method) + 1;
            fault = Faults.Next(method);
            if (fault is null or { TakesEffect: true })
                answer = Answer(context.Request.Headers.Authorization.ToString(), method, form);
        }
        await FaultyAnswer.WriteAsync(context, fault, answer?.ToJsonString() ?? "");
    }

    private JsonObject Answer(string authorization, string method, IFormCollection form)
    {
        if (method == "apps.connections.open")
            return authorization == $"Bearer {AppToken}" ? new() { ["ok"] = true, ["url"] = new UriBuilder(new Uri(_app.Urls.First())) { Scheme = "ws", Path = "/link" }.ToString() } : Methods.Refuse("not_allowed_token_type");
        return authorization == $"Bearer {Token}" ? Methods.Call(Workspace, method, form) : Methods.Refuse("invalid_auth");
    }
}
