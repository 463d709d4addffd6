using System.Globalization;
using System.Net;
using System.Text.Json;
using Classifier.Api.Tests.Models;
using Classifier.Api.Tests.Support;
using Classifier.Storage;
using Dapper;

namespace Classifier.Api.Tests.Lookups;

/// <summary>
/// What application, network, DNS, TLS and security tools say of one service at one place is one incident with one room, which shows
/// all of it by kind: each by the file of its source that ships, with the champion and the directory that ship.
/// </summary>
public sealed class OnePlaceTests
{
    private const string Version = "20260105-080000-abcdef0";
    private const string BreakIn = "Failed password for invalid user admin from 203.0.113.7 port 52211 ssh2";
    private const string Name = "checkout-api", Site = "fra1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AlertsAndLogsOfEachKind_OfOneServiceAndPlace_AreOneIncident_ShownByKind()
    {
        var now = TimeProvider.System.GetUtcNow();      // Alertmanager's is no other
        using var home = SampleHome.WithModels(Version);
        home.Point(Version);
        await WriteDnsLogAsync(home, now);
        await using var service = await RunningService.StartAsync(now, home, withChampion: true,
            settings: new Dictionary<string, string> { ["Logs:Sources:0:Kind"] = "file", ["Logs:Sources:0:Path"] = Path.Combine(home.Root, "logs") });
        await LogAsync(service, now.AddMinutes(-2), "upstream timed out while reading the answer of the cart", 17);

        var incident = await TakenAsync(service, "/v1/alerts/grafana", Grafana("Checkout answers 502 to one request in five", now));
        Assert.Equal(incident, await TakenAsync(service, "/v1/alerts/zabbix", Zabbix("Packet loss of 34 % on the way to fra1-lb-02")));
        await using (var alertmanager = await Alertmanager.StartAsync(service))
        {
            await alertmanager.FireAsync(Blackbox("DnsProbeFails", "dns_a", "ns1.larkmoor.example:53"), "checkout.larkmoor.example is SERVFAIL at ns1: probe_success is 0");
            await alertmanager.FireAsync(Blackbox("CertificateExpiresSoon", "http_2xx", "https://checkout.larkmoor.example"), "Certificate of checkout.larkmoor.example ends in 5 days: probe_ssl_earliest_cert_expiry");
            await Eventually.GetAsync(() => service.GetAsync($"/v1/incidents/{incident}"), i => i.GetProperty("alert_count").GetInt32() == 4);
        }
        await LogAsync(service, now.AddMinutes(1), BreakIn, 13);       // before them it would make them private: see below
        await service.SettledAsync(incident);

        var one = Assert.Single((await service.GetAsync("/v1/incidents")).GetProperty("items").EnumerateArray());
        Assert.Single(one.GetProperty("rooms").EnumerateArray());
        var joined = (await service.GetAsync($"/v1/incidents/{incident}/timeline")).GetProperty("items").EnumerateArray().Where(e => e.Text("what") == "alert_joined").Select(e => e.Text("why")).ToList();
        Assert.Equal(3, joined.Count);
        Assert.All(joined, why => Assert.Contains("the same service checkout-api, both at Frankfurt", why, StringComparison.Ordinal));

        Assert.Matches("""
            ^Application:
            .* fires grafana: Checkout answers 502 to one request in five
            Network:
            .* fires zabbix: Packet loss of 34 % on the way to fra1-lb-02
            DNS:
            .* fires alertmanager: checkout.larkmoor.example is SERVFAIL at ns1: probe_success is 0
            TLS:
            .* fires alertmanager: Certificate of checkout.larkmoor.example ends in 5 days: probe_ssl_earliest_cert_expiry$
            """, await SayAsync(service, incident, "!alerts"));
        Assert.Matches("""
            ^Application:
            .* error fra1-web-03 upstream timed out while reading the answer of the cart.*
            Security:
            .* warn fra1-web-03 Failed password for invalid user admin from .*
            DNS:
            .* named\[812\]: query failed \(SERVFAIL\) for checkout.larkmoor.example/IN/A at ns1.*
            """, await SayAsync(service, incident, "!logs 30m"));
    }

    /// <summary>A suspected compromise is an incident of its own, which is private; those in it are told of the public one, and those of the public one of nothing.</summary>
    [Theory]
    [InlineData("API key of checkout leaked in a public repository", false)]
    [InlineData("Checkout answers 502 to one request in five", true)]
    public async Task FlaggedAlert_ByItsWordsOrByWhatItsServiceLogged_IsItsOwnPrivateIncident_LinkedThere(string title, bool isLogged)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var home = SampleHome.WithModels(Version);
        home.Point(Version);
        await using var service = await RunningService.StartAsync(now, home, withChampion: true);
        var open = await TakenAsync(service, "/v1/alerts/zabbix", Zabbix("Packet loss of 34 % on the way to fra1-lb-02"));
        if (isLogged)
            await LogAsync(service, now.AddMinutes(-2), BreakIn, 13);

        var secret = await TakenAsync(service, "/v1/alerts/grafana", Grafana(title, now));

        Assert.NotEqual(open, secret);
        Assert.True((await service.GetAsync($"/v1/incidents/{secret}")).GetProperty("private").GetBoolean());
        var hidden = Assert.Single((await service.GetAsync($"/v1/incidents/{secret}/timeline")).GetProperty("items").EnumerateArray(), e => e.Text("what") == "beside");
        Assert.StartsWith($"{open}: the same service checkout-api, both at Frankfurt", hidden.Text("why"), StringComparison.Ordinal);
        Assert.Equal([true], await WhereToldAsync(service, $"{open} seems to be of the same trouble"));
        await AssertUntoldAsync(service, open, secret);
    }

    /// <summary>The same when the private one was first; and what joins the public one later says no more.</summary>
    [Fact]
    public async Task PublicAlert_AfterAFlaggedOne_IsToldInThePrivateRoomAlone()
    {
        await using var service = await RunningService.StartAsync();
        var labels = new { service = "shop-web", site = "osl1" };
        var secret = (await service.OpenAsync(new { title = "edge 95 leak of a key", severity = "high", labels })).Text("id");
        var open = (await service.OpenAsync(new { title = "edge 95 answers 502", severity = "high", labels })).Text("id");
        await service.OpenAsync(new { title = "edge 95 answers 503", severity = "high", labels });
        await service.OpenAsync(new { title = "edge 95 elsewhere", severity = "high", labels = new { service = "other", site = "los1" } });
        await service.SettledAsync(secret);

        Assert.Equal([open], (await service.GetAsync($"/v1/incidents/{secret}/timeline")).GetProperty("items").EnumerateArray().Where(e => e.Text("what") == "beside").Select(e => e.Text("why").Split(':')[0]));
        Assert.Equal([true], await WhereToldAsync(service, $"{open} seems to be of the same trouble"));
        await AssertUntoldAsync(service, open, secret);
    }

    /// <summary>The public one's page, timeline and rooms, and others' list, name no private one.</summary>
    private static async Task AssertUntoldAsync(RunningService service, string open, string secret)
    {
        using var other = await service.WithKeyAsync("incidents");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/v1/incidents/{secret}", Token)).StatusCode);
        foreach (var path in (string[])[$"/v1/incidents/{open}", $"/v1/incidents/{open}/timeline", $"/v1/incidents/{open}/messages"])
            Assert.DoesNotContain(secret, (await service.GetAsync(path)).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, await other.GetStringAsync("/v1/incidents", Token), StringComparison.Ordinal);
    }

    /// <summary>For each message with this text, whether its room is private.</summary>
    private static async Task<IEnumerable<bool>> WhereToldAsync(RunningService service, string text) => await service.Get<IDatabase>().ReadAsync(connection =>
        connection.QueryAsync<bool>("SELECT r.is_private FROM chat_message m JOIN chat_room r ON r.id = m.room WHERE instr(m.text, @text) > 0", new { text }), Token);

    private static object Grafana(string summary, DateTimeOffset at) => new
    {
        receiver = "classifier",
        status = "firing",
        groupKey = "{}/{}:{alertname=\"CheckoutErrors\"}",
        alerts = new[]
        {
            new { status = "firing", labels = new { alertname = "CheckoutErrors", service = Name, site = Site, severity = "critical" }, annotations = new { summary, description = "HTTP 502 from the checkout after today's deploy." }, startsAt = at, endsAt = DateTimeOffset.MinValue, fingerprint = "e6349a25f5ef0e9e" },
        },
    };

    private static object Zabbix(string trigger) => new
    {
        hostname = "fra1-lb-02",
        severity = "High",
        status = "PROBLEM",
        update = "0",
        item = "Loss (34 %)",
        trigger,
        trigger_id = "14032",
        tags = JsonSerializer.Serialize(new[] { new { tag = "service", value = Name }, new { tag = "site", value = Site } }),
        link = "https://zabbix.example.com/x",
    };

    /// <summary>Labels as Prometheus gives them to the metrics of a blackbox exporter's probe.</summary>
    private static Dictionary<string, string> Blackbox(string rule, string module, string instance) =>
        new() { ["alertname"] = rule, ["job"] = "blackbox", ["module"] = module, ["instance"] = instance, ["service"] = Name, ["site"] = Site, ["severity"] = "warning" };

    /// <summary>Posts a tool's own webhook.</summary>
    /// <returns>The incident that it went into.</returns>
    private static async Task<string> TakenAsync(RunningService service, string path, object payload)
    {
        var (status, taken) = await service.PostAsync(path, payload);
        Assert.Equal(HttpStatusCode.Accepted, status);
        var id = Assert.Single(taken.GetProperty("alert_ids").EnumerateArray()).GetString();
        var incident = (await Eventually.GetAsync(() => service.GetAsync($"/v1/alerts/{id}"), a => a.Text("state") == "decided")).Text("incident");
        await service.SettledAsync(incident);
        return incident;
    }

    private static async Task LogAsync(RunningService service, DateTimeOffset at, string text, int severity)
    {
        object Attribute(string key, string value) => new { key, value = new { stringValue = value } };
        var record = new { timeUnixNano = (at.ToUnixTimeMilliseconds() * 1_000_000).ToString(CultureInfo.InvariantCulture), severityNumber = severity, body = new { stringValue = text } };
        var (status, _) = await service.PostAsync("/v1/logs", new
        {
            resourceLogs = new[]
            {
                new { resource = new { attributes = new[] { Attribute("service.name", Name), Attribute("host.name", "fra1-web-03") } }, scopeLogs = new[] { new { logRecords = new[] { record } } } },
            },
        });
        Assert.Equal(HttpStatusCode.OK, status);
    }

    /// <summary>A name server's log, which names services by their addresses.</summary>
    private static async Task WriteDnsLogAsync(TestHome home, DateTimeOffset now)
    {
        var folder = Directory.CreateDirectory(Path.Combine(home.Root, "logs")).FullName;
        await File.WriteAllLinesAsync(Path.Combine(folder, "named.log"),
        [
            string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime.AddMinutes(-1):yyyy-MM-ddTHH:mm:ss.fffZ} named[812]: query failed (SERVFAIL) for checkout.larkmoor.example/IN/A at ns1"),
            string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime.AddMinutes(-1):yyyy-MM-ddTHH:mm:ss.fffZ} named[812]: query failed (SERVFAIL) for other.larkmoor.example/IN/A at ns1"),
        ], Token);
    }

    private static async Task<string> SayAsync(RunningService service, string id, string text) => (await service.PostAsync($"/v1/incidents/{id}/messages", new { text })).Body.Text("reply");
}
