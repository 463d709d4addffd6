using System.Globalization;
using System.Text.Json;

namespace Classifier.Benchmarks.Comparison;

/// <summary>The folder that the script <c>compare</c> writes into: <c>SET/TARGET/*.json</c>, as each program printed it.</summary>
/// <param name="folder">The folder.</param>
internal sealed class Results(string folder)
{
    /// <summary>scikit-learn's linear SVM on words, characters and attributes.</summary>
    public const string ReferencePeer = "svc-chars-attrs";

    private const int EnoughRows = 300;
    private const string Rolling = "rolling";

    /// <summary>The programs that ours is measured against.</summary>
    public static IReadOnlyList<string> PeerNames { get; } = [ReferencePeer, "svc-chars", "lr-attrs", "fasttext-attrs"];

    /// <summary>Every pair that is whole, by name of the set and the target.</summary>
    public IReadOnlyList<Pair> Pairs() =>
    [
        .. Directory.GetDirectories(folder).Where(set => Path.GetFileName(set) != Rolling).SelectMany(Directory.GetDirectories).Order(StringComparer.Ordinal)
            .Where(pair => Exists(pair, "evaluate.json") && Exists(pair, "benchmark.json") && PeerNames.Any(p => Exists(pair, $"{p}.json"))).Select(PairOf),
    ];

    /// <summary>Every half-year that was tested with a model of what came before, oldest first for each set and target.</summary>
    public IReadOnlyList<HalfYearResult> HalfYears() => !Directory.Exists(Path.Combine(folder, Rolling)) ? [] :
    [
        .. from pair in Directory.GetDirectories(Path.Combine(folder, Rolling)).SelectMany(Directory.GetDirectories).Order(StringComparer.Ordinal)
           from file in Directory.GetFiles(pair).Order(StringComparer.Ordinal)
           select HalfYearOf(Path.GetFileName(Path.GetDirectoryName(pair)!), Path.GetFileName(pair), file),
    ];

    /// <summary>Whose the similar incidents are, for every set where both were measured.</summary>
    public IReadOnlyList<SimilarResult> Similar() =>
    [
        .. from set in Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
           let pair = Path.Combine(set, "owning_team")
           where Exists(pair, "same-owner.txt") && Exists(pair, "cosine.json")
           select new SimilarResult(Path.GetFileName(set), double.Parse(File.ReadAllText(Path.Combine(pair, "same-owner.txt")), CultureInfo.InvariantCulture), Number(Read(Path.Combine(pair, "cosine.json")), "same_owner_at_5")),
    ];

    /// <summary>Seconds and MiB of a single run, e.g. over a million rows; null where it was not made.</summary>
    public (double Seconds, double Mib)? Run(string name) => Exists(folder, $"{name}.time") ? TimeOf(Path.Combine(folder, $"{name}.time")) : null;

    /// <summary>What a program printed; null where it was not run.</summary>
    public JsonElement? Printed(string name) => Exists(folder, $"{name}.json") ? Read(Path.Combine(folder, $"{name}.json")) : null;

    /// <summary>A line of text; empty where there is none.</summary>
    public string Line(string name) => Exists(folder, name) ? File.ReadAllText(Path.Combine(folder, name)).Trim() : "";

    private static Pair PairOf(string pair)
    {
        var target = Path.GetFileName(pair);
        var evaluated = Read(Path.Combine(pair, "evaluate.json")).GetProperty(target);
        var speed = Read(Path.Combine(pair, "benchmark.json"));
        var peers = PeerNames.Where(p => Exists(pair, $"{p}.json")).Select(p => PeerOf(p, Read(Path.Combine(pair, $"{p}.json")))).ToList();
        var rows = evaluated.GetProperty("rows").GetInt32();
        return new(
            Path.GetFileName(Path.GetDirectoryName(pair)!), target, rows, OursOf(evaluated, speed, TimeOf(Path.Combine(pair, "train.time"))), AloneOf(evaluated, speed), peers,
            rows < EnoughRows ? null : DifferenceTo(peers.MaxBy(p => p.Accuracy)!, pair));
    }

    private static HalfYearResult HalfYearOf(string set, string target, string file)
    {
        var evaluated = Read(file).GetProperty(target);
        return new(set, target, Path.GetFileNameWithoutExtension(file), evaluated.GetProperty("rows").GetInt32(), Number(evaluated, "accuracy"), AskedOf(evaluated.GetProperty("asked_precision")));
    }

    private static List<Asked> AskedOf(JsonElement asked) => [.. asked.EnumerateArray().Select(OneAskedOf)];

    private static Measured OursOf(JsonElement evaluated, JsonElement speed, (double Seconds, double Mib) training) => new(
        "ours", Number(evaluated, "accuracy"), Number(evaluated, "macro_f1"), Number(evaluated, "top3_accuracy"), Number(evaluated, "ece"),
        Number(evaluated, "coverage_at_90"), Number(evaluated, "coverage_at_95"), training.Seconds,
        Number(speed, "rank_p50_us"), Number(speed, "rank_p99_us"), Number(speed.GetProperty("rows_per_s"), "one_thread"), training.Mib);

    private static OursAlone AloneOf(JsonElement evaluated, JsonElement speed) => new(
        AskedOf(evaluated.GetProperty("asked_precision")),
        Number(speed, "score_p50_us"), Number(speed, "score_p99_us"), Number(speed.GetProperty("rows_per_s"), "all_threads"));

    private static Asked OneAskedOf(JsonElement asked) => new(
        Number(asked, "asked"), Number(asked, "act_share"), asked.GetProperty("precision") is { ValueKind: JsonValueKind.Number } got ? got.GetDouble() : null);

    private static Measured PeerOf(string name, JsonElement printed) => new(
        name, Number(printed, "accuracy"), Number(printed, "macro_f1"), Number(printed, "top3"), Number(printed, "ece15"),
        Number(printed, "coverage_p90"), Number(printed, "coverage_p95"), Number(printed, "tune_s") + Number(printed, "train_s"),
        Number(printed, "latency_p50_us"), Number(printed, "latency_p99_us"), Number(printed, "batch_rows_per_s"), Number(printed, "train_peak_mib"));

    private static (double Low, double High)? DifferenceTo(Measured peer, string pair)
    {
        var (ours, theirs) = (Path.Combine(pair, "right.txt"), Path.Combine(pair, $"{peer.Name}.npz"));
        return File.Exists(ours) && File.Exists(theirs)
            ? PairedBootstrap.Interval([.. File.ReadAllText(ours).Trim().Select(c => c == '1')], RightRows.OfPeer(theirs))
            : null;
    }

    /// <summary>As GNU time writes it with <c>-f '%e %M'</c>: seconds and KiB.</summary>
    private static (double Seconds, double Mib) TimeOf(string file)
    {
        var parts = File.ReadLines(file).Last().Split(' ').Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToList();
        return (parts[0], parts[1] / 1024);
    }

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    private static bool Exists(string folder, string file) => File.Exists(Path.Combine(folder, file));

    // Python writes NaN, for which JSON has no word.
    private static JsonElement Read(string file) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file).Replace(": NaN", ": null", StringComparison.Ordinal));
}
