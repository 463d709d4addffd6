using System.Text.RegularExpressions;
using Classifier.Faults.Chat;
using Classifier.Faults.Ledger;
using Classifier.Tests.Shared;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Classifier.Faults.Runs;

/// <summary>A chat, a database, a service with a home or several nodes with a home each, and a way to look at what they left.</summary>
internal sealed class FaultRig : IAsyncDisposable
{
    // Calls of a chat nearby, so that its faults meet work under way.
    private static readonly TimeSpan ChatLatency = TimeSpan.FromMilliseconds(20);

    // Longer than any lease, for which work of a killed node stands still, and than a few of the five minutes that may lie between two tries.
    private static readonly TimeSpan LongestStandstill = TimeSpan.FromMinutes(15);
    private readonly string? _postgres;
    private readonly List<string> _homes = [];

    private FaultRig(FakeSlack slack, string? postgres)
    {
        (Slack, _postgres) = (slack, postgres);
        Service = NewNode();
        State = new(() => postgres is null ? new SqliteConnection($"Data Source={Service.DatabaseFile}") : new NpgsqlConnection(postgres));
    }

    /// <summary>The first node.</summary>
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
        return new(slack, postgres);
    }

    /// <summary>A further node on the same database, with a home of its own.</summary>
    public ServiceSettings NewNode()
    {
        var home = HomeFolder();
        _homes.Add(home);
        string[] storage = _postgres is null ? [] : ["--Storage:Provider", "postgres", "--Storage:ConnectionString", _postgres];
        return new(Repository("Api", "bin", Configuration, "net10.0", "Classifier.Api.dll"), home, new($"http://127.0.0.1:{FreePort.Next()}"), [.. ChatArguments(Slack), .. storage]);
    }

    /// <summary>Lets the running service finish what is left, as long as something moves, and compares.</summary>
    public async Task<LedgerReport> CompareAsync(AlertLedger ledger)
    {
        var (least, since) = (long.MaxValue, TimeProvider.System.GetTimestamp());
        while (await State.LeftAsync() is var left and > 0 && (left < least || TimeProvider.System.GetElapsedTime(since) < LongestStandstill))
        {
            if (left < least)
                (least, since) = (left, TimeProvider.System.GetTimestamp());
            await Task.Delay(left > 1000 ? 1000 : 100);
        }
        return ledger.Check(await State.ReadAsync(), Slack.Look(Effects.Of));
    }

    public async ValueTask DisposeAsync()
    {
        await Slack.DisposeAsync();
        SqliteConnection.ClearAllPools();
        foreach (var home in _homes)
            Directory.Delete(home, recursive: true);
    }

    /// <summary>A path in the repository that this was built from.</summary>
    public static string Repository(params ReadOnlySpan<string> parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Classifier.sln")))
            folder = folder.Parent;
        return Path.Combine([folder?.FullName ?? throw new InvalidOperationException("the repository is not above the executable"), .. parts]);
    }

    /// <summary>As this was built.</summary>
    public static string Configuration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    private static IReadOnlyList<string> ChatArguments(FakeSlack slack) =>
    [
        "--Chat:Connectors:0", "slack", "--Chat:Slack:BotToken", FakeSlack.Token, "--Chat:Slack:ApiUrl", slack.ApiUrl.ToString(),
        "--Chat:Slack:Timeout", "00:00:01", "--Chat:Slack:LimitFactor", "100000", "--Logging:LogLevel:Default", "Error",
        "--Incidents:GroupWithin", "00:00:00",      // a key has its own incident, so that doubles can be told
    ];

    /// <summary>With the sample's directory and models, whose pointer is the home's own.</summary>
    private static string HomeFolder()
    {
        var home = Directory.CreateTempSubdirectory("faults-").FullName;
        var (sources, models) = (Directory.CreateDirectory(Path.Combine(home, "data", "sources")), Directory.CreateDirectory(Path.Combine(home, "models")));
        File.WriteAllText(Path.Combine(home, "data", "directory.yaml"), WithSlackHandles(File.ReadAllText(Repository("data", "directory.yaml"))));
        File.WriteAllText(Path.Combine(sources.FullName, "faults.yaml"), AlertLoad.Source);
        File.Copy(Repository("models", "champion.json"), Path.Combine(models.FullName, "champion.json"));
        foreach (var version in Directory.GetDirectories(Repository("models")))
            Directory.CreateSymbolicLink(Path.Combine(models.FullName, Path.GetFileName(version)), version);
        return home;
    }

    /// <summary>Everybody of the sample company has a user id in the chat.</summary>
    private static string WithSlackHandles(string directory) =>
        Regex.Replace(directory, @"builtin: ([a-z.]+)", m => $"{m.Value}, slack: U{m.Groups[1].Value.Replace(".", "", StringComparison.Ordinal).ToUpperInvariant()}");
}
