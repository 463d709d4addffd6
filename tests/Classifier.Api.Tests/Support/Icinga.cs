using System.Diagnostics;

namespace Classifier.Api.Tests.Support;

/// <summary>A real Icinga 2 with one service, that notifies by what stands in <c>deploy/icinga/</c>. Its check says what the test wrote down.</summary>
internal sealed class Icinga : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private Icinga(Process process, string folder) => (_process, _folder) = (process, folder);

    public static async Task<Icinga> StartAsync(RunningService service)
    {
        var program = Require.Program("icinga2", "icinga2-bin");
        Require.Program("curl", "curl");
        var folder = Directory.CreateTempSubdirectory("icinga-test-").FullName;
        var deploy = Path.Combine(Home.Find().Root, "deploy", "icinga");
        using var key = await service.WithKeyAsync("alerts");
        await File.WriteAllTextAsync(Path.Combine(folder, "key"), key.DefaultRequestHeaders.Authorization!.Parameter);
        await File.WriteAllTextAsync(Path.Combine(folder, "icinga2.conf"), $$"""
            const NodeName = "localhost"
            const ClassifierScript = "{{deploy}}/classifier-notification.sh"
            const ClassifierUrl = "{{service.Address}}"
            const ClassifierKeyFile = "{{folder}}/key"
            object CheckerComponent "checker" { }
            object NotificationComponent "notification" { }
            object CheckCommand "state" { command = [ "/bin/sh", "-c", "echo >> {{folder}}/checks; { read -r code; cat; exit $$code; } < {{folder}}/state" ] }
            object HostGroup "databases" { }
            object Host "db-01" { check_command = "state"; enable_active_checks = false; groups = [ "databases" ] }
            object Service "disk" { host_name = "db-01"; check_command = "state"; check_interval = 1s; retry_interval = 1s; max_check_attempts = 1; enable_flapping = false }
            include "{{deploy}}/classifier.conf"
            """);
        var start = new ProcessStartInfo(program) { ArgumentList = { "daemon", "--log-level", "critical", "-c", $"{folder}/icinga2.conf" } };
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("DataDir", $"{folder}/data"), ("LogDir", $"{folder}/log"), ("CacheDir", $"{folder}/cache"), ("InitRunDir", $"{folder}/run"), ("SpoolDir", $"{folder}/spool"),
            ("RunAsUser", Environment.UserName), ("RunAsGroup", Environment.UserName)])
        {
            if (value.StartsWith('/'))
                Directory.CreateDirectory(value);
            start.ArgumentList.Add($"-D{name}={value}");
        }
        await SayAsync(folder, 0, "OK - 40 % used");
        var (icinga, checks) = (new Icinga(Process.Start(start)!, folder), Path.Combine(folder, "checks"));
        // When the second check begins, the first has passed: a failure before that would be no change of state.
        await Eventually.GetAsync(() => Task.FromResult(File.Exists(checks) ? new FileInfo(checks).Length : 0), count => count > 1);
        return icinga;
    }

    /// <summary>What the next check finds.</summary>
    /// <param name="code">0 OK, 1 warning, 2 critical, 3 unknown.</param>
    /// <param name="output">The check's line.</param>
    public Task SayAsync(int code, string output) => SayAsync(_folder, code, output);

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // One file, replaced whole, so that no check reads the one half of before and the other of now.
    private static async Task SayAsync(string folder, int code, string output)
    {
        var state = Path.Combine(folder, "state");
        await File.WriteAllTextAsync($"{state}.new", $"{code}\n{output}");
        File.Move($"{state}.new", state, overwrite: true);
    }
}
