using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Classifier.Faults.Runs;

/// <summary>The service as a process of its own, so that it can be killed.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private const int MostLines = 20_000;
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(1);
    private readonly Process _process;
    private readonly List<string> _output = [];

    private ServiceProcess(Process process, HttpClient http) => (_process, Http) = (process, http);

    /// <summary>Carries an admin key.</summary>
    public HttpClient Http { get; }

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Bytes of memory that it holds now.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>From the start to the first ready answer.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Starts the service and waits until it is ready, or has ended because the crash point lies on the way.</summary>
    /// <param name="settings">Its executable and configuration.</param>
    /// <param name="crashAt">As in <see cref="CrashPoint"/>; null for none.</param>
    /// <param name="isRead">Whether anybody reads what it writes; else that soon stands in its way.</param>
    /// <exception cref="InvalidOperationException">It neither became ready nor crashed as asked.</exception>
    public static async Task<ServiceProcess> StartAsync(ServiceSettings settings, string? crashAt, bool isRead = true)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[settings.Assembly, "--home", settings.Home, "--urls", settings.Url.ToString(), .. settings.Arguments])
            start.ArgumentList.Add(argument);
        start.Environment["CLASSIFIER_CRASH_AT"] = crashAt;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Identity__AdminKey"] = ServiceSettings.AdminKey;
        foreach (var (name, value) in settings.Environment)
            start.Environment[name] = value;
        var http = new HttpClient { BaseAddress = settings.Url, Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServiceSettings.AdminKey);
        var began = Stopwatch.GetTimestamp();
        var service = new ServiceProcess(Process.Start(start)!, http);
        try
        {
            if (isRead)
                service.Follow();
            await service.BecomesReadyAsync(began, crashAt is not null);
            return service;
        }
        catch (InvalidOperationException)
        {
            service.Dispose();
            throw;
        }
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (IsRunning)
            _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop as an operator does, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Lets it stand still, as a paused virtual machine does.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>How many of the lines that it has written hold the words.</summary>
    public int Said(string words)
    {
        lock (_output)
            return _output.Count(line => line.Contains(words, StringComparison.Ordinal));
    }

    /// <summary>Waits until it has ended, or the time is up.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        using var limit = new CancellationTokenSource(time);
        await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !IsRunning;
    }

    public void Dispose()
    {
        if (IsRunning)
            _process.Kill();        // whatever went wrong, nothing is left running
        _process.WaitForExit(LongestEnd);       // and writes no more into a home that is deleted next
        Http.Dispose();
        _process.Dispose();
    }

    private string Output
    {
        get
        {
            lock (_output)
                return string.Join(" | ", _output.TakeLast(5));
        }
    }

    private async Task BecomesReadyAsync(long began, bool mayEnd)
    {
        while (IsRunning && !await IsReadyAsync())
        {
            if (Stopwatch.GetElapsedTime(began) > LongestStart)
                throw new InvalidOperationException($"the service is not ready after {LongestStart.TotalMinutes} min: {Output}");
            await Task.Delay(20);
        }
        ReadyAfter = Stopwatch.GetElapsedTime(began);
        if (!IsRunning && !mayEnd)
            throw new InvalidOperationException($"the service ended at once: {Output}");
    }

    private async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or SocketException or TaskCanceledException)      // a bare socket's, when it is cut off just after it connected
        {
            return false;
        }
    }

    private void Follow()
    {
        void Keep(string? line)
        {
            lock (_output)
            {
                if (line is not null)
                    _output.Add(line);
                if (_output.Count > MostLines)
                    _output.RemoveAt(0);
            }
        }

        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }
}
