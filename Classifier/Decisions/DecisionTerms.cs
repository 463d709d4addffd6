namespace Classifier.Decisions;

/// <summary>What the company lays down for decisions, as plain data: decisions do not see the directory.</summary>
public sealed record DecisionTerms
{
    /// <summary>Nothing but the defaults.</summary>
    public static DecisionTerms Default { get; } = new();

    /// <summary>What is asked of answers.</summary>
    public AskedOfAnswers Asked { get; init; } = AskedOfAnswers.Default;

    /// <summary>What is asked of some teams instead.</summary>
    public IReadOnlyDictionary<string, AskedOfAnswers> AskedByTeam { get; init; } = new Dictionary<string, AskedOfAnswers>();

    /// <summary>Which team is part of which.</summary>
    public TeamTree Teams { get; init; } = TeamTree.Flat;

    /// <summary>In order: of several that pin the same, the first counts.</summary>
    public IReadOnlyList<DecisionRule> Rules { get; init; } = [];

    /// <summary>Teams that are called without a person's yes; a rule that pins another one suggests it.</summary>
    public IReadOnlySet<string> AutoTeams { get; init; } = new HashSet<string>();

    /// <summary>Issue types that mean compromise: pinned, they make the alert private.</summary>
    public IReadOnlyList<string> SecurityTypes { get; init; } = [];

    /// <summary>What is asked of a team's answers.</summary>
    public AskedOfAnswers AskedOf(string? team) => team is not null && AskedByTeam.TryGetValue(team, out var own) ? own : Asked;

    /// <summary>The precisions that are stated, without what follows from costs.</summary>
    public IEnumerable<double> StatedPrecisions => AskedByTeam.Values.Append(Asked).Where(a => a.Costs is null).SelectMany(a => a.Precisions).Distinct();

    /// <summary>Every precision that training has to find thresholds for.</summary>
    public IEnumerable<double> Precisions => AskedByTeam.Values.Append(Asked).SelectMany(a => a.Precisions).Distinct();
}
