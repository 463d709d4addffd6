using System.Net;
using System.Text.Json.Nodes;
using Classifier.Faults.Chat;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Chat.Emulate;

/// <summary>A call that came through.</summary>
/// <param name="Method">Of the Web API.</param>
/// <param name="Form">What was sent.</param>
internal sealed record SlackCall(string Method, IReadOnlyDictionary<string, string> Form)
{
    /// <summary>What was answered, or would have been; empty until then.</summary>
    public string Answer { get; set; } = "";
}

/// <summary>
/// Stands before emulate: passes on what that serves, lets calls go wrong as a test says, and answers itself only what emulate
/// lacks: unknown tokens, guests, and pages that hold less than was asked for.
/// </summary>
internal sealed class SlackProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly EmulateProcess _emulate;
    private readonly FaultScript _faults = new();
    private readonly List<SlackCall> _calls = [];
    private readonly Lock _lock = new();

    private SlackProxy(WebApplication app, EmulateProcess emulate) => (_app, _emulate) = (app, emulate);

    /// <summary>Where the Web API is.</summary>
    public Uri ApiUrl => new(new Uri(_app.Urls.First()), "/api/");

    /// <summary>People who may be in no further channel.</summary>
    public HashSet<string> Guests { get; } = new(StringComparer.Ordinal);

    /// <summary>Entries a page at most, whatever was asked for, as Slack may do.</summary>
    public int LargestPage { get; set; } = 100;

    /// <summary>What came, in order, also what went wrong.</summary>
    public IReadOnlyList<SlackCall> Calls
    {
        get
        {
            lock (_lock)
                return [.. _calls];
        }
    }

    public static async Task<SlackProxy> StartAsync(EmulateProcess emulate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var proxy = new SlackProxy(builder.Build(), emulate);
        proxy._app.MapPost("/api/{method}", proxy.CallAsync);
        await proxy._app.StartAsync();
        return proxy;
    }

    /// <summary>Lets the next call that fits go wrong.</summary>
    public void Plan(Fault fault)
    {
        lock (_lock)
            _faults.Plan(fault);
    }

    /// <summary>How often a method was called.</summary>
    public int Count(string method) => Calls.Count(c => c.Method == method);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task CallAsync(string method, HttpContext context)
    {
        var form = (await context.Request.ReadFormAsync()).ToDictionary(f => f.Key, f => f.Value.ToString());
        var call = new SlackCall(method, form);
        Fault? fault;
        lock (_lock)
        {
            _calls.Add(call);
            fault = _faults.Next(method);
        }
        // Not ended with the caller: it takes effect though nobody waits for the answer.
        var answer = fault is null or { TakesEffect: true } ? AnswerAsync(context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal), method, form) : Task.FromResult("");
        await FaultyAnswer.WriteAsync(context, fault, call.Answer = await answer);
    }

    private async Task<string> AnswerAsync(string token, string method, Dictionary<string, string> form)
    {
        if (!EmulateProcess.Knows(token))
            return Methods.Refuse("invalid_auth").ToJsonString();
        if (method == "conversations.invite" && form.GetValueOrDefault("users", "").Split(',').Where(Guests.Contains).ToList() is { Count: > 0 } guests)
        {
            var refusal = Methods.Refuse("user_is_restricted");
            refusal["errors"] = new JsonArray([.. guests.Select(g => new JsonObject { ["user"] = g, ["ok"] = false, ["error"] = "user_is_restricted" })]);
            return refusal.ToJsonString();
        }
        if (form.TryGetValue("limit", out var limit) && int.TryParse(limit, out var asked))
            form["limit"] = $"{Math.Min(asked, LargestPage)}";
        return await _emulate.ForwardAsync(token, method, form);
    }
}
