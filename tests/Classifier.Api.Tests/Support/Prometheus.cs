using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Classifier.Api.Tests.Support;

/// <summary>A real Prometheus on loopback with a rule for each alert, which fires from the start.</summary>
internal sealed class Prometheus : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;
    private readonly HttpClient _http;

    private Prometheus(Process process, string folder, HttpClient http) => (_process, _folder, _http) = (process, folder, http);

    /// <summary>Where its API begins.</summary>
    public string Url => _http.BaseAddress!.ToString();

    /// <summary>Starts one, and waits until all alerts fire.</summary>
    /// <param name="alerts">Name and labels of each.</param>
    public static async Task<Prometheus> StartAsync(params (string Name, Dictionary<string, string> Labels)[] alerts)
    {
        var program = Require.Program("prometheus", "prometheus");
        var folder = Directory.CreateTempSubdirectory("prometheus-test-").FullName;
        var address = $"127.0.0.1:{FreePort.Next()}";
        // JSON is YAML too.
        var rules = alerts.Select(a => new { alert = a.Name, expr = "vector(1)", labels = a.Labels });
        await File.WriteAllTextAsync(Path.Combine(folder, "rules.yml"), JsonSerializer.Serialize(new { groups = new[] { new { name = "test", interval = "1s", rules } } }));
        await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yml"), """{"global":{"evaluation_interval":"1s"},"rule_files":["rules.yml"]}""");
        var start = new ProcessStartInfo(program)
        {
            ArgumentList = { $"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data", $"--web.listen-address={address}", "--log.level=error" },
        };
        var prometheus = new Prometheus(Process.Start(start)!, folder, new() { BaseAddress = new($"http://{address}/") });
        await Eventually.GetAsync(prometheus.CountFiringAsync, count => count == alerts.Length);
        return prometheus;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<int> CountFiringAsync()
    {
        try
        {
            using var response = await _http.GetAsync("api/v1/query?query=ALERTS");
            return response.StatusCode == HttpStatusCode.OK ? JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("data").GetProperty("result").GetArrayLength() : 0;
        }
        catch (Exception error) when (error is HttpRequestException or SocketException)      // the latter, bare, when it is cut off just after it connected
        {
            return 0;
        }
    }
}
