using System.Text.Json;
using System.Text.Json.Serialization;
using Classifier.Api.Incidents;
using Classifier.Api.Operations;
using Classifier.Directories;
using Classifier.Models;

namespace Classifier.Api.Rotations;

/// <summary>Reads the rotations that are kept elsewhere every few minutes, and soon after the directory names another one. What was read last survives a restart.</summary>
internal sealed class ShiftWorker(ShiftReader reader, CurrentDirectory directory, Home home, TimeProvider clock, ILogger<ShiftWorker> logger) : PeriodicWorker(Tick, clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    private DateTimeOffset _due;
    private HashSet<OnCallFeed> _tried = [];

    private string CacheFile => Path.Combine(home.Var, "on-call.json");

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (reader.Feeds.Count > 0 && File.Exists(CacheFile))
                directory.Learn((JsonSerializer.Deserialize(File.ReadAllBytes(CacheFile), ShiftJson.Default.IReadOnlyListKnownFeed) ?? []).ToDictionary(k => k.Feed, k => k.Shifts));
        }
        catch (Exception fault) when (fault is IOException or JsonException or UnauthorizedAccessException)
        {
            logger.CacheUnusable(CacheFile, fault.Message);
        }
        return base.StartAsync(cancellationToken);
    }

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        var feeds = reader.Feeds;
        var now = Clock.GetUtcNow();
        if (feeds.Count == 0 || (now < _due && feeds.All(_tried.Contains)))
            return;
        (_due, _tried) = (now + Every, [.. feeds]);
        Keep(await reader.ReadAsync(cancellationToken));
    }

    private void Keep(IReadOnlyDictionary<OnCallFeed, FeedShifts> feeds)
    {
        try
        {
            AtomicFile.Replace(CacheFile, JsonSerializer.SerializeToUtf8Bytes<IReadOnlyList<KnownFeed>>([.. feeds.Select(f => new KnownFeed(f.Key, f.Value))], ShiftJson.Default.IReadOnlyListKnownFeed));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            logger.CacheUnusable(CacheFile, fault.Message);
        }
    }
}

/// <summary>What was last read of a feed.</summary>
internal sealed record KnownFeed(OnCallFeed Feed, FeedShifts Shifts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<KnownFeed>))]
internal sealed partial class ShiftJson : JsonSerializerContext;
