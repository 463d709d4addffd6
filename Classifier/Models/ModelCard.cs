namespace Classifier.Models;

/// <summary>What a model version is and how it came about: <c>card.json</c>.</summary>
public sealed record ModelCard
{
    /// <summary>The format that this program reads and writes.</summary>
    public const int CurrentFormat = 3;

    /// <summary>Format of the whole folder.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary><c>yyyyMMdd-HHmmss-</c> and seven hex digits of the data snapshot.</summary>
    public required string Version { get; init; }

    /// <summary>When training began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Version of the program that trained it.</summary>
    public required string CodeVersion { get; init; }

    /// <summary>Seed of everything random.</summary>
    public required int Seed { get; init; }

    /// <summary><c>small</c>, <c>normal</c> or <c>large</c>.</summary>
    public required string Budget { get; init; }

    /// <summary>How long training took.</summary>
    public required double Seconds { get; init; }

    /// <summary>The champion when it was trained; null when there was none.</summary>
    public string? Parent { get; init; }

    /// <summary>What was learned from.</summary>
    public required DataFacts Data { get; init; }

    /// <summary>How figures were taken.</summary>
    public required SplitFacts Split { get; init; }

    /// <summary>Size of the feature space.</summary>
    public required FeatureFacts Features { get; init; }

    /// <summary>Attributes that were not learned from, and labels of that name that are not looked at, with the reasons.</summary>
    public required IReadOnlyList<LeftOutFacts> LeftOutAttributes { get; init; }

    /// <summary>One entry per learned target.</summary>
    public required IReadOnlyList<TargetCard> Targets { get; init; }

    /// <summary>How the security flag is read; null where no security types were known: then text rules decide.</summary>
    public SecurityCard? Security { get; init; }

    /// <summary>Number of log templates; 0 where history has no logs.</summary>
    public int LogTemplates { get; init; }

    /// <summary>Number of past incidents in the neighbour index.</summary>
    public int Neighbours { get; init; }
}

/// <summary>What a model was learned from.</summary>
/// <param name="Rows">Tickets.</param>
/// <param name="Labelled">How many of them are answers that people gave in rooms.</param>
/// <param name="Snapshot">SHA-256 over the tickets, hex.</param>
/// <param name="From">Oldest; null without times.</param>
/// <param name="To">Newest; null without times.</param>
public sealed record DataFacts(int Rows, int Labelled, string Snapshot, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>How figures were taken.</summary>
/// <param name="Kind"><c>time</c>: the newest rows were kept back; <c>stratified</c>: a share of each class.</param>
/// <param name="FitRows">Rows that were fitted for the figures.</param>
/// <param name="TestRows">Rows that the figures were measured on.</param>
public sealed record SplitFacts(string Kind, int FitRows, int TestRows);

/// <summary>Size of the feature space.</summary>
/// <param name="Count">Features.</param>
/// <param name="Scale">What every value is multiplied by.</param>
/// <param name="Blocks">Features per block.</param>
public sealed record FeatureFacts(int Count, float Scale, IReadOnlyDictionary<string, int> Blocks);

/// <summary>How the security flag is read from the issue type.</summary>
/// <param name="IssueTypes">The types that mean compromise or exposure.</param>
/// <param name="Threshold">From which sum of their probabilities the flag is set.</param>
public sealed record SecurityCard(IReadOnlyList<string> IssueTypes, double Threshold);
