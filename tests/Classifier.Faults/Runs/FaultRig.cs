using System.Net;
using System.Net.Sockets;
using Classifier.Faults.Chat;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Classifier.Faults.Runs;

/// <summary>A service with a home, a chat and a way to look at its database.</summary>
internal sealed class FaultRig : IAsyncDisposable
{
    // Calls of a chat nearby, so that its faults meet work under way.
    private static readonly TimeSpan ChatLatency = TimeSpan.FromMilliseconds(20);

    private FaultRig(ServiceSettings service, FakeSlack slack, StateReader state) => (Service, Slack, State) = (service, slack, state);

    public ServiceSettings Service { get; }

    public FakeSlack Slack { get; }

    public StateReader State { get; }

    /// <summary>Starts a chat and makes a home.</summary>
    /// <param name="chatFaults">Share of the chat's calls that go wrong.</param>
    /// <param name="seed">Of the faults.</param>
    /// <param name="postgres">Connection string of an empty database; null for SQLite in the home.</param>
    public static async Task<FaultRig> StartAsync(double chatFaults, int seed, string? postgres = null)
    {
        var slack = await FakeSlack.StartAsync(port: 0, ChatLatency);
        slack.Look(_ =>
        {
            slack.Faults.ByChance(chatFaults, seed);
            return true;
        });
        var home = HomeFolder();
        string[] storage = postgres is null ? [] : ["--Storage:Provider", "postgres", "--Storage:ConnectionString", postgres];
        var service = new ServiceSettings(
            Repository("Api", "bin", Configuration, "net10.0", "Classifier.Api.dll"), home, new($"http://127.0.0.1:{FreePort()}"), [.. ChatArguments(slack), .. storage]);
        return new(service, slack, new(() => postgres is null ? new SqliteConnection($"Data Source={Path.Combine(home, "var", "classifier.db")}") : new NpgsqlConnection(postgres)));
    }

    public async ValueTask DisposeAsync()
    {
        await Slack.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Service.Home, recursive: true);
    }

    private static string Configuration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    private static IReadOnlyList<string> ChatArguments(FakeSlack slack) =>
    [
        "--Chat:Connectors:0", "slack", "--Chat:Slack:BotToken", FakeSlack.Token, "--Chat:Slack:ApiUrl", slack.ApiUrl.ToString(),
        "--Chat:Slack:Timeout", "00:00:01", "--Chat:Slack:LimitFactor", "100000", "--Logging:LogLevel:Default", "Error",
    ];

    private static string HomeFolder()
    {
        var home = Directory.CreateTempSubdirectory("faults-").FullName;
        Directory.CreateDirectory(Path.Combine(home, "data"));
        File.Copy(Repository("data", "directory.yaml"), Path.Combine(home, "data", "directory.yaml"));
        Directory.CreateSymbolicLink(Path.Combine(home, "models"), Repository("models"));
        return home;
    }

    private static string Repository(params ReadOnlySpan<string> parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Classifier.sln")))
            folder = folder.Parent;
        return Path.Combine([folder?.FullName ?? throw new InvalidOperationException("the repository is not above the executable"), .. parts]);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
