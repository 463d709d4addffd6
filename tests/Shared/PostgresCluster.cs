using System.Diagnostics;
using Npgsql;

namespace Classifier.Tests.Shared;

/// <summary>A PostgreSQL server of one's own: Debian's programs, loopback, a free port, a temporary folder.</summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    /// <summary>Where Debian keeps its versions.</summary>
    public const string Versions = "/usr/lib/postgresql";

    private const string Patience = "300";           // seconds, of a busy machine
    private const string Account = "postgres";      // the package makes it; the server refuses to run as root
    private readonly string _programs;
    private readonly string _folder = Directory.CreateTempSubdirectory("postgres-test-").FullName;
    private readonly int _port = FreePort.Next();
    private readonly string _options;
    private int _databases;

    private PostgresCluster(string programs, bool flushes) =>
        (_programs, _options) = (programs, $"-p {_port} -h 127.0.0.1 -k {_folder} -c max_connections=200 -c fsync={(flushes ? "on" : "off")}");

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Folder of the newest version's programs; null where there is none.</summary>
    public static string? FindPrograms() => Directory.Exists(Versions)
        ? Directory.GetDirectories(Versions).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "postgres"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    /// <summary>Makes a cluster and starts its server.</summary>
    /// <param name="programs">Folder of initdb and pg_ctl.</param>
    /// <param name="flushes">Whether a commit waits for the disk, which only a power cut and a measurement can tell.</param>
    public static async Task<PostgresCluster> StartAsync(string programs, bool flushes)
    {
        var cluster = new PostgresCluster(programs, flushes);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(cluster._folder, (UnixFileMode)0b111_111_111);
        await cluster.RunAsync("initdb", "-D", cluster.Data, "-U", Account, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions");
        await cluster.StartAsync();
        return cluster;
    }

    /// <summary>Makes an empty database.</summary>
    /// <param name="poolSize">Connections that one process may have.</param>
    /// <returns>How to connect to it.</returns>
    public async Task<string> NewDatabaseAsync(int poolSize = 20)
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(Connection("postgres", poolSize));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return Connection(name, poolSize);
    }

    /// <summary>Starts the server again after <see cref="CrashAsync"/>.</summary>
    public Task StartAsync() => RunAsync("pg_ctl", "start", "-s", "-w", "-t", Patience, "-D", Data, "-l", Path.Combine(Data, "log"), "-o", _options);

    /// <summary>Ends the server as a crash would: connections are cut, nothing is finished.</summary>
    public Task CrashAsync() => RunAsync("pg_ctl", "stop", "-s", "-t", Patience, "-D", Data, "-m", "immediate");

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            await CrashAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Connection(string database, int poolSize) =>
        $"Host=127.0.0.1;Port={_port};Username={Account};Database={database};Maximum Pool Size={poolSize};Timeout=60;Command Timeout=60;Include Error Detail=true";

    private async Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", [$"--reuid={Account}", $"--regid={Account}", "--clear-groups", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = _folder;
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();      // the server itself writes to its log
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }
}
