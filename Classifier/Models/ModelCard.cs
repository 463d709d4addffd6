using Classifier.History;

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

    /// <summary>How the parent does beside it; null when there was none.</summary>
    public PreviousFacts? Previous { get; init; }

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

    /// <summary>How long the imported tickets took; null in cards from before it was kept.</summary>
    public TicketTimes? Times { get; init; }
}

/// <summary>What a model was learned from.</summary>
/// <param name="Rows">Tickets.</param>
/// <param name="Labelled">How many of them are answers that people gave in rooms.</param>
/// <param name="Snapshot">SHA-256 over the tickets, hex.</param>
/// <param name="From">Oldest; null without times.</param>
/// <param name="To">Newest; null without times.</param>
public sealed record DataFacts(int Rows, int Labelled, string Snapshot, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>The champion at the time of training, as a baseline.</summary>
/// <param name="Version">The champion.</param>
/// <param name="How">
/// <c>newer_rows</c>: both answered those kept-back rows that are newer than everything the champion had learned from;
/// <c>own_figures</c>: it had learned from the kept-back rows, so the figures are those of its own last fold;
/// <c>not_comparable</c>: it knows other classes, or could not be loaded.
/// </param>
/// <param name="Why">For people.</param>
/// <param name="Targets">One entry per target that both learned; none where they cannot be compared.</param>
public sealed record PreviousFacts(string Version, string How, string Why, IReadOnlyList<PreviousFigures> Targets);

/// <summary>Figures of the champion at the time of training.</summary>
/// <param name="Target">The target.</param>
/// <param name="Rows">Rows that they are from.</param>
/// <param name="Accuracy">Share that the champion answered right.</param>
/// <param name="MacroF1">Of the champion.</param>
/// <param name="NewAccuracy">Share of the same rows that the new model's last fold answered right; null where the rows are not the same.</param>
/// <param name="NewMacroF1">Likewise.</param>
public sealed record PreviousFigures(string Target, int Rows, double Accuracy, double MacroF1, double? NewAccuracy, double? NewMacroF1);

/// <summary>How figures were taken.</summary>
/// <param name="Kind"><c>time</c>: the newest rows were kept back; <c>stratified</c>: a share of each class.</param>
/// <param name="FitRows">Rows that were fitted for the figures.</param>
/// <param name="TestRows">Rows that the figures were measured on.</param>
/// <param name="TestFrom">Oldest of them; null without times, and in cards from before it was kept.</param>
public sealed record SplitFacts(string Kind, int FitRows, int TestRows, DateTimeOffset? TestFrom = null);

/// <summary>Size of the feature space.</summary>
/// <param name="Count">Features.</param>
/// <param name="Scale">What every value is multiplied by.</param>
/// <param name="Blocks">Features per block.</param>
public sealed record FeatureFacts(int Count, float Scale, IReadOnlyDictionary<string, int> Blocks);

/// <summary>How the security flag is read from the issue type.</summary>
/// <param name="IssueTypes">The types that mean compromise or exposure.</param>
/// <param name="Threshold">From which sum of their probabilities the flag is set.</param>
public sealed record SecurityCard(IReadOnlyList<string> IssueTypes, double Threshold);
