using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Lookups;

/// <summary>A line that a fake holds.</summary>
internal sealed record FakeLine(DateTimeOffset At, string Service, string Text, string Place = "oslo", string Level = "error", string Host = "web-01");

/// <summary>
/// Loki and Elasticsearch by their published API descriptions, as far as we ask them: what they are asked is read by their grammar, and
/// answered from the lines. Neither was ever seen live.
/// </summary>
internal sealed partial class FakeLogServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _queries = [];
    private readonly ConcurrentQueue<IHeaderDictionary> _headers = [];
    private WebApplication _server = null!;

    public List<FakeLine> Lines { get; } = [];

    /// <summary>What it was asked, in its own language.</summary>
    public IReadOnlyList<string> Queries => [.. _queries];

    public IReadOnlyList<IHeaderDictionary> Headers => [.. _headers];

    /// <summary>What it does instead of answering; null for nothing.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    public string Url => _server.Urls.First();

    public static async Task<FakeLogServer> StartAsync()
    {
        var fake = new FakeLogServer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        fake._server = builder.Build();
        fake._server.MapGet("/loki/api/v1/query_range", context => fake.AnswerAsync(context, fake.LokiAsync));
        fake._server.MapPost("/{index}/_search", context => fake.AnswerAsync(context, fake.ElasticsearchAsync));
        await fake._server.StartAsync(TestContext.Current.CancellationToken);
        return fake;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task AnswerAsync(HttpContext context, Func<HttpContext, Task> answer)
    {
        _headers.Enqueue(new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase)));
        return (Instead ?? answer)(context);
    }

    private Task LokiAsync(HttpContext context)
    {
        string Parameter(string name) => context.Request.Query[name].ToString();
        _queries.Enqueue(Parameter("query"));
        DateTimeOffset At(string name) => DateTimeOffset.UnixEpoch.AddTicks(long.Parse(Parameter(name), CultureInfo.InvariantCulture) / 100);
        if (Selector().Match(Parameter("query")) is not { Success: true } selector || Parameter("direction") != "backward")
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return context.Response.WriteAsync("parse error");
        }
        var matchers = selector.Groups["label"].Captures.Zip(selector.Groups["value"].Captures, (label, value) => (Label: label.Value, Pattern: new Regex($"^(?:{Unquoted(value.Value)})$"))).ToList();
        var found = Lines.Where(l => l.At >= At("start") && l.At <= At("end") && matchers.All(m => m.Pattern.IsMatch(m.Label == "service_name" ? l.Service : l.Place)))
            .OrderByDescending(l => l.At).Take(int.Parse(Parameter("limit"), CultureInfo.InvariantCulture));
        return context.Response.WriteAsJsonAsync(new
        {
            status = "success",
            data = new
            {
                resultType = "streams",
                result = found.Select(l => new
                {
                    stream = new Dictionary<string, string> { ["service_name"] = l.Service, ["level"] = l.Level, ["host"] = l.Host },
                    values = new object[] { new object[] { ((l.At - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture), l.Text, new { trace_id = "0" } } },
                }),
                stats = new { },
            },
        });
    }

    private async Task ElasticsearchAsync(HttpContext context)
    {
        var query = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        _queries.Enqueue(query.ToString());
        IEnumerable<FakeLine> found = Lines;
        foreach (var filter in query.GetProperty("query").GetProperty("bool").GetProperty("filter").EnumerateArray())
        {
            var (kind, field) = (filter.EnumerateObject().Single().Name, filter.EnumerateObject().Single().Value.EnumerateObject().Single());
            found = (kind, field.Name) switch
            {
                ("range", "@timestamp") => found.Where(l => l.At >= field.Value.GetProperty("gte").GetDateTimeOffset() && l.At <= field.Value.GetProperty("lte").GetDateTimeOffset()),
                ("terms", "service.name") => found.Where(l => field.Value.EnumerateArray().Any(v => v.GetString() == l.Service)),
                ("terms", "cloud.region") => found.Where(l => field.Value.EnumerateArray().Any(v => v.GetString() == l.Place)),
                _ => throw new InvalidOperationException($"{kind} of {field.Name} is not asked for"),
            };
        }
        var hits = found.OrderByDescending(l => l.At).Take(query.GetProperty("size").GetInt32()).Select((l, i) => new Dictionary<string, object>
        {
            ["_index"] = "logs-app-default",
            ["_id"] = $"{i}",
            ["_score"] = 0,
            ["_source"] = new Dictionary<string, object> { ["@timestamp"] = l.At, ["message"] = l.Text, ["log.level"] = l.Level, ["host"] = new { name = l.Host }, ["service"] = new { name = l.Service } },
        }).ToList();
        await context.Response.WriteAsJsonAsync(new { took = 1, timed_out = false, hits = new { total = new { value = hits.Count, relation = "eq" }, hits } });
    }

    /// <summary>A text of Go in double quotes.</summary>
    private static string Unquoted(string text) => Regex.Replace(text, @"\\(.)", "$1");

    // A stream selector of LogQL with expressions alone: anything behind or between is another query.
    [GeneratedRegex("""^\{(?:(?<label>[a-z_]+)=~"(?<value>(?:[^"\\]|\\["\\])*)"(?:, (?!\}))?)+\}$""")]
    private static partial Regex Selector();
}
