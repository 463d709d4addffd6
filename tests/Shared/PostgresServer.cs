using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Classifier.Tests.Shared.PostgresServer))]

namespace Classifier.Tests.Shared;

/// <summary>A real PostgreSQL on loopback, started once by the first test that wants one; each test has a database of its own.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Account = "postgres";      // the package makes it; the server refuses to run as root
    private readonly SemaphoreSlim _starting = new(1);
    private readonly int _port = FreePort();
    private string? _folder;
    private string? _programs;
    private int _databases;

    private string Data => Path.Combine(_folder!, "data");

    /// <summary>Makes an empty database; skips the test where there is no server to start.</summary>
    /// <returns>How to connect to it.</returns>
    public static async Task<string> NewDatabaseAsync()
    {
        var server = await TestContext.Current.GetFixture<PostgresServer>() ?? throw new InvalidOperationException("the assembly's fixture is not there");
        await server.StartAsync();
        var name = $"test{Interlocked.Increment(ref server._databases)}";
        await using var connection = new NpgsqlConnection(server.Connection("postgres"));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return server.Connection(name);
    }

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_folder is null)
            return;
        await RunAsync("pg_ctl", "stop", "-s", "-D", Data, "-m", "immediate");
        Directory.Delete(_folder, recursive: true);
    }

    private string Connection(string database) => $"Host=127.0.0.1;Port={_port};Username={Account};Database={database};Maximum Pool Size=20;Timeout=5;Command Timeout=20;Include Error Detail=true";

    private async Task StartAsync()
    {
        _programs ??= Path.GetDirectoryName(Require.Versioned("/usr/lib/postgresql", "bin/postgres", "postgresql"))!;
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_folder is not null)
                return;
            var folder = Directory.CreateTempSubdirectory("postgres-test-").FullName;
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
            _folder = folder;
            await RunAsync("initdb", "-D", Data, "-U", Account, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions");
            await RunAsync("pg_ctl", "start", "-s", "-w", "-D", Data, "-l", Path.Combine(Data, "log"), "-o", $"-p {_port} -h 127.0.0.1 -k {_folder} -c max_connections=200 -c fsync=off");
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs!, program);
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", [$"--reuid={Account}", $"--regid={Account}", "--clear-groups", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = _folder!;
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();      // the server itself writes to its log
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
