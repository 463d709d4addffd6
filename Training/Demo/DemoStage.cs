using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Classifier.Training.Demo;

/// <summary>The service as a process of its own, in a folder that is deleted in the end, with the champion, the directory and the alerts that ship.</summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly Home _shipped;
    private readonly string _folder;
    private readonly Process _service;
    private readonly HttpClient _http;

    private DemoStage(Home shipped, string folder, Process service, HttpClient http) => (_shipped, _folder, _service, _http) = (shipped, folder, service, http);

    /// <summary>Builds and starts the service.</summary>
    /// <exception cref="InvalidOperationException">It does not come up, or there is no repository.</exception>
    public static async Task<DemoStage> StartAsync(Home shipped, TextWriter output, CancellationToken cancellationToken)
    {
        var project = Path.Combine(shipped.Root, "Api");
        if (!Directory.Exists(project))
            throw new InvalidOperationException($"demo plays from the repository; {project} is not there");
        await output.WriteLineAsync("Starting a service of its own …");
        var folder = Directory.CreateTempSubdirectory("demo-").FullName;
        Copy(shipped.Data, Path.Combine(folder, "data"), "directory.yaml");
        foreach (var file in Directory.EnumerateFiles(shipped.Models, "*", SearchOption.AllDirectories))
            Copy(shipped.Models, Path.Combine(folder, "models"), Path.GetRelativePath(shipped.Models, file));
        var address = $"http://127.0.0.1:{FreePort()}/";
        var service = Start(shipped.Root, ["run", "--project", project, "--no-launch-profile", "--", "--home", folder, "--urls", address]);
        var stage = new DemoStage(shipped, folder, service, new() { BaseAddress = new(address) });
        try
        {
            await stage.AwaitReadyAsync(cancellationToken);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>An alert that ships.</summary>
    public Task<string> ShippedAlertAsync(string file, CancellationToken cancellationToken) => File.ReadAllTextAsync(Path.Combine(_shipped.Data, "alerts", file), cancellationToken);

    /// <summary>Sends an alert and waits until its incident's room stands.</summary>
    /// <returns>The incident.</returns>
    public async Task<JsonElement> ReportAsync(string alert, CancellationToken cancellationToken)
    {
        var accepted = await PostAsync("v1/alerts", alert, cancellationToken);
        var decided = await EventuallyAsync($"v1/alerts/{accepted.GetProperty("alert_id").GetString()}", a => a.GetProperty("state").GetString() == "decided", cancellationToken);
        var id = decided.GetProperty("incident").GetString() ?? throw new InvalidOperationException("the alert opened no incident");
        await EventuallyAsync($"v1/incidents/{id}/messages", messages => messages.GetProperty("items").GetArrayLength() > 0, cancellationToken);
        return await IncidentAsync(id, cancellationToken);
    }

    /// <summary>The incident as it is.</summary>
    public Task<JsonElement> IncidentAsync(string id, CancellationToken cancellationToken) => GetAsync($"v1/incidents/{id}", cancellationToken);

    /// <summary>What stands in its room, oldest first: who, what.</summary>
    public async Task<IReadOnlyList<(string Author, string Text)>> MessagesAsync(string id, CancellationToken cancellationToken) =>
        [.. (await GetAsync($"v1/incidents/{id}/messages", cancellationToken)).GetProperty("items").EnumerateArray().Select(m => (m.GetProperty("author").GetString()!, m.GetProperty("text").GetString()!))];

    /// <summary>Waits until a message that begins so stands in its room.</summary>
    public Task AwaitMessageAsync(string id, string beginning, CancellationToken cancellationToken) => EventuallyAsync(
        $"v1/incidents/{id}/messages", messages => messages.GetProperty("items").EnumerateArray().Any(m => m.GetProperty("text").GetString()!.StartsWith(beginning, StringComparison.Ordinal)), cancellationToken);

    /// <summary>Says something in an incident's room.</summary>
    /// <returns>The answer.</returns>
    public async Task<string> SayAsync(string id, string text, CancellationToken cancellationToken) =>
        (await PostAsync($"v1/incidents/{id}/messages", JsonSerializer.Serialize(new Dictionary<string, string> { ["text"] = text }), cancellationToken)).GetProperty("reply").GetString() ?? "";

    /// <summary>Waits until a version answers.</summary>
    public Task AwaitModelAsync(string version, CancellationToken cancellationToken) =>
        EventuallyAsync("who answers", () => PostAsync("v1/score", """{"title":"who answers"}""", cancellationToken), score => score.GetProperty("model_version").GetString() == version, cancellationToken);

    /// <summary>Runs a verb of this program on the demo's folder.</summary>
    /// <returns>What it prints.</returns>
    public async Task<string> TrainingAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using var process = Start(_shipped.Root, [typeof(DemoStage).Assembly.Location, .. arguments, "--home", _folder]);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{arguments[0]}: {await errors}");
    }

    /// <summary>Every fourth ticket of the sample history, so that learning takes seconds.</summary>
    public async Task<string> QuarterOfHistoryAsync(CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(_shipped.Data, "history.jsonl"), cancellationToken);
        var file = Path.Combine(_folder, "quarter.jsonl");
        await File.WriteAllLinesAsync(file, lines.Where((_, i) => i % 4 == 0), cancellationToken);
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_service.HasExited)
            _service.Kill(entireProcessTree: true);
        await _service.WaitForExitAsync();
        _service.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AwaitReadyAsync(CancellationToken cancellationToken)
    {
        var log = Task.WhenAll(_service.StandardOutput.ReadToEndAsync(cancellationToken), _service.StandardError.ReadToEndAsync(cancellationToken));
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < LongestStart; await Task.Delay(BetweenLooks, cancellationToken))
        {
            if (_service.HasExited)
                throw new InvalidOperationException($"the service did not start: {string.Join('\n', await log)}");
            if (!await IsReadyAsync(cancellationToken))
                continue;
            var key = await File.ReadAllTextAsync(Path.Combine(_folder, "var", "dev.key"), cancellationToken);
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Trim());
            return;
        }
        throw new InvalidOperationException($"the service is not ready after {LongestStart.TotalMinutes} minutes");
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("health/ready", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Task<JsonElement> EventuallyAsync(string path, Func<JsonElement, bool> isThere, CancellationToken cancellationToken) =>
        EventuallyAsync(path, () => GetAsync(path, cancellationToken), isThere, cancellationToken);

    private static async Task<JsonElement> EventuallyAsync(string what, Func<Task<JsonElement>> read, Func<JsonElement, bool> isThere, CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < LongestWait; await Task.Delay(BetweenLooks, cancellationToken))
        {
            var answer = await read();
            if (isThere(answer))
                return answer;
        }
        throw new InvalidOperationException($"{what} does not become what it should within a minute");
    }

    private Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) => _http.GetFromJsonAsync<JsonElement>(path, cancellationToken);

    private async Task<JsonElement> PostAsync(string path, string json, CancellationToken cancellationToken)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode ? JsonSerializer.Deserialize<JsonElement>(text) : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }

    private static Process Start(string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Copy(string from, string to, string name)
    {
        var target = Path.Combine(to, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Path.Combine(from, name), target);
    }
}
