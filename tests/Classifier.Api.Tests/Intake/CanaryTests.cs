using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Classifier.Api.Models;
using Classifier.Api.Tests.Support;
using Classifier.Chat;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Intake;

/// <summary>Secrets planted in every place that takes text come out nowhere: not of the database, chat, logs, answers or model.</summary>
public sealed class CanaryTests
{
    private readonly Canaries _canaries = new();
    private readonly StringBuilder _answers = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Without the own rule, what it would have found comes out everywhere, and nothing else.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PlantedInEveryPlaceOfTheService_ComeOutNowhere(bool withOwnRule)
    {
        using var home = new TestHome();
        if (withOwnRule)
            await File.WriteAllTextAsync(Path.Combine(home.Root, "data", "redaction.yaml"), Canaries.OwnRule, Token);
        using var logs = new CollectingLogs();
        string chat;
        await using (var service = await RunningService.StartAsync(home: home, configure: s => s.AddSingleton<ILoggerProvider>(logs), settings: new Dictionary<string, string> { ["Logging:LogLevel:Default"] = "Trace" }))
        {
            await SendLogsAsync(service);
            var incident = (await service.OpenAsync(Alert())).Text("id");
            await SendWebhooksAsync(service);
            await ScoreAsync(service);
            await TalkAsync(service, incident);
            await ReadAsync(service, incident);
            chat = await ChatAsync(service);
            service.Get<ILoggerFactory>().CreateLogger("Classifier.Test").Planted("zebralog");
        }

        // The service has ended, so the database holds everything.
        var tables = Canaries.Tables(Path.Combine(home.Root, "var", "classifier.db"));
        foreach (var (place, word) in _canaries.Known.Where(k => !k.Key.StartsWith("score", StringComparison.Ordinal) && k.Key != "preview"))
            Assert.True(tables.Contains(word, StringComparison.OrdinalIgnoreCase), $"the search does not find what was planted as {place}");
        Assert.Contains("zebramessage", chat, StringComparison.Ordinal);
        Assert.Contains("zebratitle", _answers.ToString(), StringComparison.Ordinal);
        Assert.Contains("zebralog", logs.Text, StringComparison.Ordinal);
        Assert.Empty(_canaries.In(logs.Text));
        foreach (var text in (string[])[tables, Canaries.Files(Path.Combine(home.Root, "var")), chat, _answers.ToString()])
        {
            var found = _canaries.In(text).ToList();
            Assert.Equal(withOwnRule, found.Count == 0);
            Assert.All(found, f => Assert.Contains(": EMP-", f, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task PlantedInHistory_ReachNeitherDatabaseNorModelNorReport()
    {
        using var home = new TestHome(await File.ReadAllTextAsync(Path.Combine(Home.Find().Data, "directory.yaml"), Token));
        await File.WriteAllTextAsync(Path.Combine(home.Root, "data", "redaction.yaml"), Canaries.OwnRule, Token);
        var outside = Directory.CreateTempSubdirectory("classifier-test-");
        try
        {
            var history = Path.Combine(outside.FullName, "history.jsonl");
            var sample = await File.ReadAllLinesAsync(Path.Combine(Home.Find().Data, "history.jsonl"), Token);
            await File.WriteAllLinesAsync(history, sample.Where((_, i) => i % 40 == 0).Concat(Tickets()), Token);

            await TrainingAsync(home, "import", history);
            await TrainingAsync(home, "train", "--budget", "small", "--seed", "42");

            var (tables, models) = (Canaries.Tables(Path.Combine(home.Root, "var", "classifier.db")), Canaries.Files(Path.Combine(home.Root, "models")));
            Assert.All(_canaries.Known, k => Assert.Contains(k.Value, tables, StringComparison.Ordinal));
            Assert.Contains("zebrahistorytitle", models, StringComparison.Ordinal);
            Assert.Contains("zebrahistoryfix", models, StringComparison.Ordinal);
            Assert.Empty(_canaries.In(tables));
            Assert.Empty(_canaries.In(models));
            Assert.Empty(_canaries.In(_answers.ToString()));
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    private object Alert() => new
    {
        title = $"edge 95 {_canaries.All("title")}",
        description = _canaries.All("description"),
        labels = new Dictionary<string, string>
        {
            ["site"] = _canaries.All("label"),
            [_canaries.One("label name")] = "x",
            ["db.password"] = _canaries.Whole("label called password"),
            ["service"] = "shop-web",
            ["host"] = _canaries.One("host"),
        },
        logs = new[] { _canaries.All("logs") },
        dedup_key = _canaries.One("dedup key"),
        reporter = _canaries.One("reporter"),
        source = _canaries.One("source"),
        severity = "high",
    };

    private async Task SendLogsAsync(RunningService service)
    {
        object Pair(string key, object value) => new { key, value };
        object Text(string text) => new { stringValue = text };
        await PostAsync(service, "/v1/logs", new
        {
            resourceLogs = new[]
            {
                new
                {
                    resource = new { attributes = new[] { Pair("service.name", Text(_canaries.One("service name"))), Pair("host.name", Text(_canaries.One("host name"))) } },
                    scopeLogs = new[]
                    {
                        new
                        {
                            logRecords = new object[]
                            {
                                new { body = Text(_canaries.All("body")) },
                                new { body = new { kvlistValue = new { values = new[] { Pair("said", Text(_canaries.All("body map"))), Pair("token", new { arrayValue = new { values = new[] { Text(_canaries.One("body list")) } } }) } } } },
                                new { body = Text("x"), attributes = new[] { Pair("why", Text(_canaries.All("attribute"))), Pair("db.password", Text(_canaries.Whole("attribute called password"))), Pair(_canaries.One("attribute name"), Text("x")) } },
                                new { body = Text("x"), attributes = new[] { Pair("exception.message", Text(_canaries.All("exception"))), Pair("exception.stacktrace", Text(_canaries.Whole("stack trace"))) } },
                                new { eventName = _canaries.One("event") },
                                new { body = Text("-----BEGIN PRIVATE KEY-----") },
                                new { body = Text(_canaries.Whole("key over several records")) },
                                new { body = Text("-----END PRIVATE KEY-----") },
                            },
                        },
                    },
                },
            },
        });
        var text = $"{_canaries.All("text")}\npassword:\n{_canaries.Whole("text below its name")}\n";
        await service.PostRawAsync($"/v1/logs?service={Uri.EscapeDataString(_canaries.One("text service"))}&host={Uri.EscapeDataString(_canaries.One("text host"))}", text, "text/plain");
    }

    private async Task SendWebhooksAsync(RunningService service)
    {
        object Group(string place) => new
        {
            version = "4",
            status = "firing",
            groupKey = _canaries.One($"{place} key"),
            alerts = new[] { new { status = "firing", labels = new { alertname = $"edge 95 {_canaries.All(place)}", severity = _canaries.Secret($"{place} severity") }, annotations = new { summary = _canaries.All($"{place} summary") }, startsAt = _canaries.Secret($"{place} time") } },
        };
        await PostAsync(service, "/v1/alerts/alertmanager", Group("webhook"));
        await PostAsync(service, "/v1/alerts/alertmanager", new { strange = _canaries.All("strange webhook") });
        await PostAsync(service, "/v1/sources/alertmanager/preview", new { strange = _canaries.All("preview") });
    }

    private async Task ScoreAsync(RunningService service)
    {
        var alert = new { title = $"edge 95 {_canaries.All("score title")}", description = _canaries.All("score description"), labels = new { site = _canaries.All("score label") } };
        await PostAsync(service, "/v1/score", alert);
        await PostAsync(service, "/v1/score/batch", new[] { alert });
    }

    private async Task TalkAsync(RunningService service, string incident)
    {
        await PostAsync(service, $"/v1/incidents/{incident}/messages", new { text = _canaries.All("message") });
        foreach (var command in (string[])["owner", "reassign", "type", "logs", "oncall", "frobnicate"])
            await PostAsync(service, $"/v1/incidents/{incident}/messages", new { text = $"!{command} {_canaries.All($"{command} text")}" });
        await PostAsync(service, $"/v1/incidents/{incident}/messages", new { text = $"!reassign shop because {_canaries.All("reason in chat")}" });
        await PostAsync(service, $"/v1/incidents/{incident}/reassign", new { team = "edge", because = _canaries.All("reason") });
        await PostAsync(service, $"/v1/incidents/{incident}/resolve", new { text = _canaries.All("resolution") });
        await service.SettledAsync(incident);
    }

    private async Task ReadAsync(RunningService service, string incident)
    {
        foreach (var path in (string[])["/v1/alerts", "/v1/incidents", .. new[] { "", "/timeline", "/similar", "/trace", "/messages" }.Select(p => $"/v1/incidents/{incident}{p}")])
            _answers.AppendLine((await service.GetAsync(path)).ToString());
    }

    private static async Task<string> ChatAsync(RunningService service)
    {
        var all = new StringBuilder();
        var store = service.Get<IBuiltInChatStore>();
        var incidents = (await service.GetAsync("/v1/incidents")).GetProperty("items").EnumerateArray();
        var rooms = incidents.SelectMany(i => i.GetProperty("rooms").EnumerateArray()).Select(r => r.GetProperty("external_id").GetString()).OfType<string>().ToList();
        foreach (var room in rooms)
        {
            all.Append(await store.FindAsync(room, Token)).AppendLine();
            foreach (var message in await store.MessagesAsync(room, 500, Token))
                all.Append(message.Text).Append(' ').AppendLine(message.Blocks);
        }
        return all.ToString();
    }

    private async Task PostAsync(RunningService service, string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), new MediaTypeHeaderValue("application/json"));
        using var response = await service.Http.PostAsync(path, content, Token);
        _answers.Append(response.Headers).AppendLine(await response.Content.ReadAsStringAsync(Token));
    }

    // Two of each, since what is seen once is no feature.
    private IEnumerable<string> Tickets() => Enumerable.Range(0, 2).Select(i => JsonSerializer.Serialize(new
    {
        id = $"canary-{i}",
        opened_at = Some.Monday.AddDays(i),
        title = _canaries.All("history title"),
        description = _canaries.All("history description"),
        issue_type = "disk-full",
        owning_team = "hosting",
        attributes = new Dictionary<string, string> { ["note"] = _canaries.All("history attribute"), ["db.password"] = _canaries.Whole("history password") },
        cause = _canaries.All("history cause"),
        fix = _canaries.All("history fix"),
        logs = new[] { _canaries.All("history logs") },
        changes = new[] { new { at = Some.Monday.AddDays(i).AddHours(1), field = "description", from = _canaries.All("history before"), to = _canaries.All("history after") } },
    }));

    private async Task TrainingAsync(TestHome home, params string[] arguments)
    {
        using var process = Process.Start(TrainingProgram.StartInfo(TrainingProgram.Find()!, new(home.Root), new(Classifier.Storage.StorageSettings.Sqlite, null), arguments))!;
        var errors = process.StandardError.ReadToEndAsync(Token);
        _answers.AppendLine(await process.StandardOutput.ReadToEndAsync(Token)).AppendLine(await errors);
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', arguments)}: {await errors}");
    }
}
