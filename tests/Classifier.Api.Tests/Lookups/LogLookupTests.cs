using System.Globalization;
using System.Text;
using Classifier.Api.Identity;
using Classifier.Api.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Classifier.Api.Tests.Lookups;

/// <summary><c>logs</c> answers from the own store, Loki, Elasticsearch and files at once.</summary>
public sealed class LogLookupTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Opened = Some.Monday;
    private FakeLogServer _loki = null!;
    private FakeLogServer _elasticsearch = null!;
    private TestHome _home = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_loki, _elasticsearch, _home) = (await FakeLogServer.StartAsync(), await FakeLogServer.StartAsync(), new());
        Directory.CreateDirectory(Path.Combine(_home.Root, "logs"));
    }

    public async ValueTask DisposeAsync()
    {
        await _loki.DisposeAsync();
        await _elasticsearch.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task Logs_FromEverySource_AreThoseOfServiceAndTime_ScrubbedAndWithALink()
    {
        _loki.Lines.AddRange([new(Opened.AddMinutes(-2), "shop-web", "loki says password=hunter2!"), new(Opened.AddMinutes(-40), "shop-web", "loki long ago"), new(Opened, "other", "loki of another")]);
        _elasticsearch.Lines.AddRange([new(Opened.AddMinutes(-1), "shop-web", "elastic says\nin two lines"), new(Opened, "other", "elastic of another")]);
        await WriteAsync("shop-web.log", "2026-01-05T11:59:30Z ERROR file says ann@example.org\n\tat Pool.take\n2026-01-05T11:00:00Z file long ago\n");
        await WriteAsync("all.log", "[2026-01-05 11:59:40,123] WARN shop-web: pool is full\n[2026-01-05 11:59:41,123] WARN shop-webs: another\n");
        await using var service = await StartAsync(new() { ["Logs:Sources:0:Link"] = "https://grafana.example/explore?q={{ service }}&from={{ since }}&to={{ until }}" });
        await LogOwnAsync(service, "own says");
        var incident = await OpenAsync(service, "shop-web");

        var lines = (await SayAsync(service, incident, "!logs")).Split('\n');

        Assert.Equal(
        [
            "01-05 11:57:00 error web-01 own says",
            "01-05 11:58:00 error web-01 loki says password=<secret>",
            "01-05 11:59:00 error web-01 elastic says in two lines",
            "01-05 11:59:30 error ERROR file says <email>",
            "01-05 11:59:30 at Pool.take",
            "01-05 11:59:40 warn WARN shop-web: pool is full",
            "All of loki: https://grafana.example/explore?q=shop-web&from=1767613500000&to=1767615300000",
        ], lines);
    }

    [Fact]
    public async Task Logs_PlaceFieldIsNamed_AreThoseOfThePlace()
    {
        foreach (var fake in (FakeLogServer[])[_loki, _elasticsearch])
            fake.Lines.AddRange([new(Opened, "shop-web", $"here {fake == _loki}"), new(Opened, "shop-web", "elsewhere", Place: "lagos")]);
        await using var service = await StartAsync(new() { ["Logs:Sources:0:PlaceField"] = "region", ["Logs:Sources:1:PlaceField"] = "cloud.region" });
        var incident = await OpenAsync(service, "shop-web");

        Assert.DoesNotContain("elsewhere", await SayAsync(service, incident, "!logs"), StringComparison.Ordinal);
        Assert.Contains("elsewhere", await SayAsync(service, incident, "!logs shop-web"), StringComparison.Ordinal);        // asked of the service, wherever
    }

    /// <summary>Names of services come from alerts and chat: whatever they hold, they are matched as they are.</summary>
    [Theory]
    [InlineData(".*")]
    [InlineData("shop-web|other")]
    [InlineData("""x"} or {service_name=~".+""")]
    [InlineData("""x"} |= "" or vector(1) #""")]
    [InlineData("""\""")]
    [InlineData("""\"} | line_format "{{.x}}""")]
    [InlineData("x`} | json")]
    [InlineData("(?i)OTHER")]
    [InlineData("[a-z]+$^(.)?{1}")]
    [InlineData("*:* OR service.name:other")]
    [InlineData("""other"]}},{"match_all":{}}""")]
    [InlineData("../../etc/passwd")]
    [InlineData("é & 😀 ' ; -- %00")]
    public async Task Logs_NameIsAQuery_FindsWhatIsCalledSoAlone(string name)
    {
        foreach (var fake in (FakeLogServer[])[_loki, _elasticsearch])
            fake.Lines.AddRange([new(Opened, "other", "of another"), new(Opened, name, $"its own {fake == _loki}")]);
        await WriteAsync("other.log", "2026-01-05T12:00:00Z of another\n");
        await using var service = await StartAsync();
        var incident = await OpenAsync(service, name);

        var answer = await SayAsync(service, incident, "!logs");

        Assert.DoesNotContain("of another", answer, StringComparison.Ordinal);
        Assert.Contains("its own True", answer, StringComparison.Ordinal);
        Assert.Contains("its own False", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("answered", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("slow", "Loki did not answer within 0.5 s.")]
    [InlineData("torn", "Loki cannot be read.")]
    [InlineData("500", "Loki answered 500.")]
    [InlineData("302", "Loki answered 302.")]
    [InlineData("page", "Loki answered something else than it should.")]
    [InlineData("[]", "Loki answered something else than it should.")]
    [InlineData("""{"status":"success","data":{"result":[{"stream":{},"values":[[1,2]]}]}}""", "Loki answered something else than it should.")]
    [InlineData("""{"status":"success","data":{"result":[{"stream":{},"values":[["99999999999999999999999","x"]]}]}}""", "Loki answered something else than it should.")]
    [InlineData("huge", "Loki answered more than is read.")]
    public async Task Logs_OneSourceFails_CostsASentence(string how, string sentence)
    {
        _loki.Instead = how switch
        {
            "slow" => context => Task.Delay(Timeout.Infinite, context.RequestAborted),
            "torn" => context => Task.Run(context.Abort),
            "500" or "302" => context => Task.Run(() => (context.Response.StatusCode, context.Response.Headers.Location) = (int.Parse(how, CultureInfo.InvariantCulture), _elasticsearch.Url)),
            "page" => context => context.Response.WriteAsync("<html>sign in</html>"),
            "huge" => context => context.Response.WriteAsync(new string(' ', 5 * 1024 * 1024)),
            _ => context => context.Response.WriteAsync(how),
        };
        _elasticsearch.Lines.Add(new(Opened, "shop-web", "elastic says"));
        await using var service = await StartAsync(new() { ["Logs:Sources:0:Timeout"] = "00:00:00.5" });
        await LogOwnAsync(service, "own says");
        var incident = await OpenAsync(service, "shop-web");

        var asked = SayAsync(service, incident, "!logs");
        if (how == "slow")
        {
            await Eventually.GetAsync(() => Task.FromResult(_loki.Headers.Count), count => count == 1);
            service.Clock.Advance(TimeSpan.FromSeconds(0.5));       // of which the others have more
        }
        var answer = await asked;

        Assert.Equal(["01-05 11:57:00 error web-01 own says", "01-05 12:00:00 error web-01 elastic says", sentence], answer.Split('\n'));
    }

    [Fact]
    public async Task Logs_KeyOverSeveralLines_NewestFirst_IsNotShown()
    {
        string[] lines = ["-----BEGIN PRIVATE KEY-----", "MIIEplanted1", "planted2", "-----END PRIVATE KEY-----", "after it"];
        foreach (var (i, line) in lines.Index())
        {
            _loki.Lines.Add(new(Opened.AddSeconds(i), "shop-web", line));
            _elasticsearch.Lines.Add(new(Opened, "shop-web", $"{line} "));
        }
        await using var service = await StartAsync();

        var answer = await SayAsync(service, await OpenAsync(service, "shop-web"), "!logs");

        Assert.Contains("after it", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_FolderIsNotThere_CostsASentence()
    {
        await using var service = await StartAsync(new() { ["Logs:Sources:2:Path"] = "/nowhere/at/all", ["Logs:Sources:2:Name"] = "app files" });

        Assert.EndsWith("App files is not there.", await SayAsync(service, await OpenAsync(service, "shop-web"), "!logs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_OfALargeFile_AreThoseOfItsEnd()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 90_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"2026-01-05T11:59:{i % 60:D2}Z request {i} took long, and here is what makes the line longer\n");
        await WriteAsync("shop-web.log", text.ToString());
        await using var service = await StartAsync();

        var answer = await SayAsync(service, await OpenAsync(service, "shop-web"), "!logs");

        Assert.Equal(20, answer.Split('\n').Count(l => l.Contains("request 89", StringComparison.Ordinal)));
        Assert.EndsWith("There is more: 200 or more lines in all.", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_AreAskedWithTheirTokens()
    {
        await using var service = await StartAsync(new()
        {
            ["Logs:Sources:0:User"] = "12345",
            ["Logs:Sources:0:Token"] = "t0",
            ["Logs:Sources:0:Tenant"] = "team-a",
            ["Logs:Sources:1:Token"] = "a2V5",
        });

        await SayAsync(service, await OpenAsync(service, "shop-web"), "!logs");

        Assert.Equal(("Basic MTIzNDU6dDA=", "team-a"), (_loki.Headers[0].Authorization.ToString(), _loki.Headers[0]["X-Scope-OrgID"].ToString()));
        Assert.Equal("ApiKey a2V5", _elasticsearch.Headers[0].Authorization.ToString());
    }

    [Theory]
    [InlineData("Logs:Sources:0:Kind", "splunk", "Logs:Sources:0:Kind has to be loki or elasticsearch or file.")]
    [InlineData("Logs:Sources:0:Url", "ftp://x", "Logs:Sources:0:Url has to begin with http:// or https://.")]
    [InlineData("Logs:Sources:0:ServiceField", "a=\"b\"", "Logs:Sources:0:ServiceField is no name of a label.")]
    [InlineData("Logs:Sources:0:Link", "{{ service", "Logs:Sources:0:Link: ")]
    [InlineData("Logs:Sources:0:Timeout", "00:01:00", "Logs:Sources:0:Timeout has to be")]
    [InlineData("Logs:Sources:2:Path", "", "Logs:Sources:2:Path is not set.")]
    [InlineData("Logs:Sources:1:TokenFile", "/nowhere/at/all", "Logs:Sources:1:TokenFile is not there.")]
    [InlineData("Alerts:Sources:0:Kind", "loki", "Alerts:Sources:0:Kind has to be alertmanager or prometheus.")]
    public async Task Setting_IsWrong_StartIsRefusedWithItsName(string setting, string value, string said) =>
        Assert.Contains(said, (await Assert.ThrowsAsync<UnsafeDefaultsException>(() => StartAsync(new() { [setting] = value }))).Message, StringComparison.Ordinal);

    private Task<RunningService> StartAsync(Dictionary<string, string>? further = null)
    {
        var settings = new Dictionary<string, string>
        {
            ["Logs:Sources:0:Kind"] = "loki",
            ["Logs:Sources:0:Url"] = _loki.Url,
            ["Logs:Sources:1:Kind"] = "elasticsearch",
            ["Logs:Sources:1:Url"] = _elasticsearch.Url,
            ["Logs:Sources:2:Kind"] = "file",
            ["Logs:Sources:2:Path"] = Path.Combine(_home.Root, "logs"),
        };
        foreach (var (name, value) in further ?? [])
            settings[name] = value;
        return RunningService.StartAsync(home: _home, settings: settings);
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_home.Root, "logs", name), text, Token);

    private static async Task<string> OpenAsync(RunningService service, string name) =>
        (await service.OpenAsync(new { title = "edge 95 x", labels = new { service = name, site = "osl1" }, logs = new[] { "own" } })).Text("id");

    private static async Task<string> SayAsync(RunningService service, string id, string text) => (await service.PostAsync($"/v1/incidents/{id}/messages", new { text })).Body.Text("reply");

    private static async Task LogOwnAsync(RunningService service, string text)
    {
        object Attribute(string key, string value) => new { key, value = new { stringValue = value } };
        await service.PostAsync("/v1/logs", new
        {
            resourceLogs = new[]
            {
                new
                {
                    resource = new { attributes = new[] { Attribute("service.name", "shop-web"), Attribute("host.name", "web-01") } },
                    scopeLogs = new[] { new { logRecords = new[] { new { timeUnixNano = (Opened.AddMinutes(-3).ToUnixTimeMilliseconds() * 1_000_000).ToString(CultureInfo.InvariantCulture), severityNumber = 17, body = new { stringValue = text } } } } },
                },
            },
        });
    }
}
