using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace Classifier.Api.Tests.Support;

/// <summary>A real Alertmanager on loopback; where it is told of a service, it posts to its webhook receiver.</summary>
internal sealed class Alertmanager : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;
    private readonly HttpClient _http;

    private Alertmanager(Process process, string folder, HttpClient http) => (_process, _folder, _http) = (process, folder, http);

    /// <summary>Where its API begins.</summary>
    public string Url => _http.BaseAddress!.ToString();

    public static async Task<Alertmanager> StartAsync(RunningService? service = null)
    {
        var program = Require.Program("prometheus-alertmanager", "prometheus-alertmanager");
        var folder = Directory.CreateTempSubdirectory("alertmanager-test-").FullName;
        var address = $"127.0.0.1:{FreePort.Next()}";
        await File.WriteAllTextAsync(Path.Combine(folder, "alertmanager.yml"), $$"""
            route: { receiver: classifier, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 1h }
            receivers:
              - name: classifier
            """ + (service is null ? "" : $$"""

                webhook_configs:
                  - url: {{service.Address}}v1/alerts/alertmanager
                    send_resolved: true
                    http_config: { authorization: { credentials: {{service.Http.DefaultRequestHeaders.Authorization!.Parameter}} } }
            """));
        var start = new ProcessStartInfo(program)
        {
            ArgumentList = { $"--config.file={folder}/alertmanager.yml", $"--storage.path={folder}/data", $"--web.listen-address={address}", "--cluster.listen-address=", "--log.level=error" },
        };
        var alertmanager = new Alertmanager(Process.Start(start)!, folder, new() { BaseAddress = new($"http://{address}") });
        await Eventually.GetAsync(alertmanager.IsReadyAsync, ready => ready);
        return alertmanager;
    }

    /// <summary>Reports an alert as Prometheus does.</summary>
    public Task FireAsync(Dictionary<string, string> labels, string summary) => PostAsync(labels, summary, endsAt: TimeProvider.System.GetUtcNow().AddHours(1));

    /// <summary>Ends an alert.</summary>
    public Task ResolveAsync(Dictionary<string, string> labels, string summary) => PostAsync(labels, summary, endsAt: TimeProvider.System.GetUtcNow().AddSeconds(-1));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task PostAsync(Dictionary<string, string> labels, string summary, DateTimeOffset endsAt)
    {
        using var response = await _http.PostAsJsonAsync("/api/v2/alerts", (object[])[new { labels, annotations = new { summary }, endsAt, startsAt = endsAt.AddHours(-2) }]);
        response.EnsureSuccessStatusCode();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await _http.GetAsync("/-/ready")).StatusCode == HttpStatusCode.OK;
        }
        catch (Exception error) when (error is HttpRequestException or SocketException)      // the latter, bare, when it is cut off just after it connected
        {
            return false;
        }
    }
}
