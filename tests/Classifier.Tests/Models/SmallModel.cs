using Classifier.Alerts;
using Classifier.Features;
using Classifier.Models;
using Classifier.Neighbours;
using Classifier.Scoring;

namespace Classifier.Tests.Models;

/// <summary>A hand-made model of a few words: "disk" means storage, "login" means identity; "leak" is a matter of security.</summary>
internal static class SmallModel
{
    public const string Version = "20260101-000000-abcdef0";

    private static readonly string[] Teams = ["identity", "storage"];
    private static readonly string[] Types = ["disk_full", "key_leak"];

    public static string Write(string parent, string version = Version)
    {
        var space = Space("disk full on db1", "login fails for users", "leak of a key");
        using var folder = new ModelFolderWriter(parent, version);
        folder.Write<ulong>(ModelFiles.FeatureHashes, space.Hashes);
        folder.Write(ModelFiles.FeatureIdf, space.Idf);
        WriteTarget(folder, TargetNames.OwningTeam, space, ("login", 0), ("disk", 1));
        WriteTarget(folder, TargetNames.IssueType, space, ("disk", 0), ("leak", 1));
        WriteNeighbours(folder, space);
        folder.Write(Card(space, version));
        folder.Complete();
        return Path.Combine(parent, version);
    }

    public static Alert Alert(string title, string description = "") => new() { Title = title, Description = description, OccurredAt = default, DedupKey = "k" };

    private static FeatureSpace Space(params string[] texts)
    {
        var sink = new Hashes([]);
        foreach (var text in texts)
            FeatureReader.Read(new(text, "", [], []), ref sink);
        var hashes = sink.Found.ToArray();
        return new(hashes, Array.ConvertAll(hashes, _ => 1f), scale: 1);
    }

    private static void WriteTarget(ModelFolderWriter folder, string name, FeatureSpace space, params (string Word, int Class)[] words)
    {
        var weights = new ShortRows(2, space.Count);
        foreach (var (word, k) in words)
        {
            var sink = new Hashes([]);
            FeatureReader.Read(new(word, "", [], []), ref sink);
            foreach (var index in sink.Found.Select(h => Array.BinarySearch(space.Hashes, h)).Where(i => i >= 0))
                weights.Set(index, k == 0 ? [3, weights.At(index, 1)] : [weights.At(index, 0), 3]);
        }
        folder.Write(ModelFiles.Weights(name), weights.Numbers());
        folder.Write(ModelFiles.WeightScales(name), weights.Scales());
        folder.Write<float>(ModelFiles.Biases(name), new float[2]);
    }

    private static void WriteNeighbours(ModelFolderWriter folder, FeatureSpace space)
    {
        var (builder, vector) = (new NeighbourIndexBuilder(space), new FeatureVector(space));
        foreach (var (id, title, team) in new[] { ("t-1", "disk full on db1", "storage"), ("t-2", "login fails for users", "identity") })
        {
            space.Read(new(title, "", [], []), vector);
            builder.Add(new(id, title, team, null, null, null, "a cause", "a fix", []), vector.Indices, vector.Values);
        }
        var index = builder.Build();
        folder.Write(ModelFiles.PostingStarts, index.Starts);
        folder.Write(ModelFiles.PostingRows, index.Rows);
        folder.Write(ModelFiles.PostingWeights, index.Weights);
        folder.Write(ModelFiles.RecordStarts, index.Records.Starts);
        folder.Write(ModelFiles.Records, index.Records.Bytes);
    }

    private static ModelCard Card(FeatureSpace space, string version) => new()
    {
        Version = version,
        CreatedAt = default,
        CodeVersion = "test",
        Seed = 1,
        Budget = "small",
        Seconds = 0,
        Data = new(2, 0, "", null, null),
        Split = new("stratified", 1, 1),
        Features = new(space.Count, 1, new Dictionary<string, int>()),
        LeftOutAttributes = [],
        Targets = [Target(TargetNames.OwningTeam, Teams), Target(TargetNames.IssueType, Types)],
        Security = new(["key_leak"], 0.6),
        Neighbours = 2,
    };

    private static TargetCard Target(string name, string[] classes) => new()
    {
        Name = name,
        Classes = classes,
        ClassRows = [1, 1],
        ClassPrecision = [],
        Learner = "hand",
        Temperature = 1,
        Thresholds = [new(0.9, 0.8, new Dictionary<string, double>(), []), new(0.6, 0.5, new Dictionary<string, double>(), [])],
        Novelty = new([0, 0, 0, -1, 0], 0, 2.2, null),
        Candidates = [],
        LeftOut = [],
    };

    private readonly record struct Hashes(SortedSet<ulong> Found) : IFeatureSink
    {
        public void Add(ulong feature, FeatureOrigin origin) => Found.Add(feature);
    }
}
