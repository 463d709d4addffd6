using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;

namespace Classifier.Faults.Chat.Teams;

/// <summary>A call that came.</summary>
/// <param name="Name">What it is called in a script of faults, e.g. <c>POST channels</c>.</param>
/// <param name="Method">HTTP's.</param>
/// <param name="Path">Decoded, with the query behind it.</param>
/// <param name="Body">As it came.</param>
internal sealed record TeamsCallSeen(string Name, string Method, string Path, string Body);

/// <summary>
/// Microsoft Graph, the Bot Connector and Entra's tokens for one organisation, as published, with a script of what goes wrong; and the
/// keys by which a service knows what is delivered.
/// </summary>
internal sealed class FakeTeams : IAsyncDisposable
{
    public const string Secret = "fake~client-secret";

    /// <summary>Writes characters as they are, as our service does.</summary>
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly FakeTenant _tenant = new();
    private readonly FaultScript _faults = new();
    private readonly List<TeamsCallSeen> _calls = [];
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);
    private int _issued;

    private FakeTeams(WebApplication app) => _app = app;

    /// <summary>Signs what is delivered.</summary>
    public TeamsSigner Signer { get; private set; } = new();

    /// <summary>Further keys that are published, with their endorsements.</summary>
    public List<JsonObject> OtherKeys { get; } = [];

    /// <summary>How often the keys were read.</summary>
    public int KeysRead { get; private set; }

    /// <summary>How long tokens last.</summary>
    public int TokenSeconds { get; set; } = 3600;

    public Uri Url => new(_app.Urls.First());

    public Uri GraphUrl => new(Url, "/v1.0/");

    public Uri ServiceUrl => new(Url, "/emea/");

    public Uri TokenUrl => new(Url, "/token");

    public Uri OpenIdMetadataUrl => new(Url, "/openid");

    /// <summary>What came, in order, also what went wrong.</summary>
    public IReadOnlyList<TeamsCallSeen> Calls => Look(_ => _calls.ToList());

    /// <summary>Starts on a loopback port.</summary>
    public static async Task<FakeTeams> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var fake = new FakeTeams(builder.Build());
        fake._app.MapPost("/token", fake.IssueAsync);
        fake._app.MapGet("/openid", () => Results.Text(new JsonObject { ["issuer"] = TeamsSigner.Issuer, ["jwks_uri"] = new Uri(fake.Url, "/keys").ToString(), ["id_token_signing_alg_values_supported"] = new JsonArray("RS256") }.ToJsonString(), "application/json"));
        fake._app.MapGet("/keys", fake.Keys);
        fake._app.Map("/v1.0/{**path}", (HttpContext context) => fake.CallAsync(context, "/v1.0/", "graph"));
        fake._app.Map("/emea/v3/{**path}", (HttpContext context) => fake.CallAsync(context, "/emea/v3/", "bot"));
        await fake._app.StartAsync();
        return fake;
    }

    /// <summary>Reads or changes the organisation while no call does.</summary>
    public T Look<T>(Func<FakeTenant, T> look)
    {
        lock (_lock)
            return look(_tenant);
    }

    /// <summary>Lets the next call that fits go wrong.</summary>
    public void Plan(Fault fault) => Look(_ =>
    {
        _faults.Plan(fault);
        return true;
    });

    /// <summary>Refuses all tokens that were issued so far.</summary>
    public void RevokeTokens() => Look(_ =>
    {
        _tokens.Clear();
        return true;
    });

    /// <summary>Signs with a new key from now on; the old one is not published any more.</summary>
    public void RotateKeys()
    {
        Signer.Dispose();
        Signer = new();
    }

    /// <summary>How often something was called.</summary>
    public int Count(string name) => Calls.Count(c => c.Name == name);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Signer.Dispose();
    }

    private IResult Keys()
    {
        KeysRead++;
        return Results.Text(new JsonObject { ["keys"] = new JsonArray([Signer.PublicKey("msteams", "webchat"), .. OtherKeys.Select(k => k.DeepClone())]) }.ToJsonString(), "application/json");
    }

    private async Task IssueAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var isKnown = form["client_id"] == FakeTenant.AppId && form["client_secret"] == Secret && form["grant_type"] == "client_credentials";
        var answer = new JsonObject { ["error"] = "invalid_client", ["error_description"] = "AADSTS7000215: Invalid client secret provided." };
        var fault = Look(_ =>
        {
            _calls.Add(new("POST token", "POST", "token", ""));
            if (isKnown)
            {
                var token = $"token-{++_issued}";
                _tokens[token] = form["scope"].ToString().Contains("graph", StringComparison.Ordinal) ? "graph" : "bot";
                answer = new() { ["token_type"] = "Bearer", ["expires_in"] = TokenSeconds, ["access_token"] = token };
            }
            return _faults.Next("POST token");
        });
        await FaultyAnswer.WriteAsync(context, fault, answer.ToJsonString(), isKnown ? 200 : 401);
    }

    private async Task CallAsync(HttpContext context, string root, string audience)
    {
        var (request, raw) = (context.Request, await new StreamReader(context.Request.Body).ReadToEndAsync());
        var path = Uri.UnescapeDataString(context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0])[root.Length..];
        var name = $"{request.Method} {NameOf(path)}";
        var (fault, reply) = Look(tenant =>
        {
            _calls.Add(new(name, request.Method, path + request.QueryString, raw));
            var next = _faults.Next(name);
            return (next, next is null or { TakesEffect: true } ? Answer(tenant, context, path, raw, audience) : new TeamsReply(200));
        });
        await FaultyAnswer.WriteAsync(context, fault, reply.Body?.ToJsonString(Plain) ?? "", reply.Status);
    }

    private TeamsReply Answer(FakeTenant tenant, HttpContext context, string path, string raw, string audience)
    {
        var request = context.Request;
        if (!_tokens.TryGetValue(request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal), out var scope) || scope != audience)
            return FakeGraph.Refuse(401, "InvalidAuthenticationToken", "Access token is not valid.");
        var body = raw.Length == 0 ? null : (JsonObject)JsonNode.Parse(raw)!;
        return audience == "graph" ? FakeGraph.Call(tenant, request.Method, path, request.QueryString.Value ?? "", body, new(Url, $"/v1.0/{path}")) : FakeBotConnector.Call(tenant, request.Method, path, body ?? []);
    }

    /// <summary>The last word of a path that is no id.</summary>
    private static string NameOf(string path) => path.Split('/').Last(part => part is "channels" or "members" or "add" or "archive" or "unarchive" or "messages" or "replies" or "users" or "conversations" or "activities") is var word && path.EndsWith(word, StringComparison.Ordinal) ? word : $"{word}/id";
}
