namespace Classifier.Models;

/// <summary>Names of a model's files. A name's last part says what its numbers are.</summary>
public static class ModelFiles
{
    /// <summary>What the model is.</summary>
    public const string Card = "card.json";

    /// <summary>Figures only, without times.</summary>
    public const string Metrics = "metrics.json";

    /// <summary>The report for people.</summary>
    public const string Report = "report.md";

    /// <summary>The report as a page.</summary>
    public const string ReportPage = "report.html";

    /// <summary>A picture of the report; a model without it loads all the same.</summary>
    public static string Picture(string target, string shows) => $"report.{target}.{shows}.svg";

    /// <summary>Hashes of the features, in order of their index.</summary>
    public const string FeatureHashes = "features.hashes.u64";

    /// <summary>Inverse document frequency of the features.</summary>
    public const string FeatureIdf = "features.idf.f32";

    /// <summary>Templates of log lines; only where history has logs.</summary>
    public const string Templates = "templates.json";

    /// <summary>With whom templates were seen; a model without it shows templates alone.</summary>
    public const string TemplateOwners = "templates.owners.json";

    /// <summary>Where each feature's postings begin, and the end of the last.</summary>
    public const string PostingStarts = "neighbours.starts.i32";

    /// <summary>Past incidents of the postings.</summary>
    public const string PostingRows = "neighbours.rows.i32";

    /// <summary>Weights of the postings.</summary>
    public const string PostingWeights = "neighbours.weights.f32";

    /// <summary>Where each past incident's record begins, and the end of the last.</summary>
    public const string RecordStarts = "neighbours.records.i64";

    /// <summary>The past incidents themselves, JSON after JSON.</summary>
    public const string Records = "neighbours.records.bin";

    /// <summary>Weights of a target, see <see cref="Scoring.BlendedLayer.Weights"/>.</summary>
    public static string Weights(string target) => $"{target}.weights.i16";

    /// <summary>Scales of the weights' rows.</summary>
    public static string WeightScales(string target) => $"{target}.weights.scales.f32";

    /// <summary>What lengths are made of, see <see cref="Scoring.BlendedLayer.Squares"/>.</summary>
    public static string Squares(string target) => $"{target}.squares.i16";

    /// <summary>Scales of their rows.</summary>
    public static string SquareScales(string target) => $"{target}.squares.scales.f32";

    /// <summary>Numbers of a target's trust gate.</summary>
    public static string Gate(string target) => $"{target}.gate.f32";

    /// <summary>How a target's classes go with those of the other target.</summary>
    public static string Agreement(string target) => $"{target}.agreement.f32";

    /// <summary>Biases of a target's classes.</summary>
    public static string Biases(string target) => $"{target}.biases.f32";
}
