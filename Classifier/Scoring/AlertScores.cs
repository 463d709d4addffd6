using System.Text.Json.Serialization;
using Classifier.Alerts;

namespace Classifier.Scoring;

/// <summary>How probable one class is for one alert.</summary>
/// <param name="Label">The class, e.g. an owning team's key.</param>
/// <param name="Probability">Calibrated, in [0, 1].</param>
public readonly record struct ClassScore(string Label, double Probability);

/// <summary>Whether history holds anything like an alert.</summary>
public enum Novelty
{
    /// <summary>Much like past incidents.</summary>
    Known,

    /// <summary>Related to past incidents, in other words.</summary>
    Variant,

    /// <summary>Almost nothing of it was seen before; never acted on.</summary>
    New,
}

/// <summary>What a piece of evidence points at.</summary>
public enum EvidenceKind
{
    /// <summary>A span of the alert's own text.</summary>
    Text,

    /// <summary>One of the alert's labels.</summary>
    Label,

    /// <summary>A log template.</summary>
    Template,

    /// <summary>A similar past incident.</summary>
    Similar,

    /// <summary>A rule of the directory.</summary>
    Rule,
}

/// <summary>One reason: for the top owning team, or for a similarity.</summary>
/// <param name="Kind">What it points at.</param>
/// <param name="Text">The span as written, <c>key=value</c>, the template, the similar incident's id or the rule's name.</param>
/// <param name="Start">UTF-16 offset of a text span in title, line feed, description; null for other kinds.</param>
/// <param name="Length">UTF-16 length of a text span; null for other kinds.</param>
/// <param name="Weight">Share of the decision or the similarity: positive speaks for it, negative against it.</param>
public sealed record Evidence(EvidenceKind Kind, string Text, int? Start, int? Length, double Weight);

/// <summary>A past incident that reads like the alert.</summary>
/// <param name="Id">Id of the ticket or incident.</param>
/// <param name="Similarity">Mean cosine over the parts that both have (title, text, labels, logs …), in [0, 1]: about .3 for the same subject, over .6 for the same problem told again.</param>
/// <param name="Title">Its title.</param>
/// <param name="OwningTeam">Who owned it; null when unknown.</param>
/// <param name="IssueType">What it was; null when unknown.</param>
/// <param name="OpenedAt">Null where history has no times.</param>
/// <param name="ResolvedAt">Null when unknown.</param>
/// <param name="Cause">Null when nobody wrote it down.</param>
/// <param name="Fix">Null when nobody wrote it down.</param>
/// <param name="Responders">Ids of the people who worked on it.</param>
public sealed record SimilarIncident(
    string Id, double Similarity, string Title, string? OwningTeam, string? IssueType, DateTimeOffset? OpenedAt,
    DateTimeOffset? ResolvedAt, string? Cause, string? Fix, IReadOnlyList<string> Responders)
{
    /// <summary>Why it is similar: what the alert has in common with it, by falling share of the similarity. Empty where that was not kept.</summary>
    public IReadOnlyList<Evidence> Shared { get; init => field = value ?? []; } = [];
}

/// <summary>The trust that a decision needs.</summary>
/// <param name="Act">From here on, act; above 1 where no trust is enough.</param>
/// <param name="Suggest">From here on, suggest.</param>
public readonly record struct TrustThresholds(double Act, double Suggest)
{
    /// <summary>What holds where nothing was learned: .90 and .60.</summary>
    public static TrustThresholds Default { get; } = new(0.90, 0.60);
}

/// <summary>Who put the top class first.</summary>
public enum AnsweredBy
{
    /// <summary>The model.</summary>
    Model,

    /// <summary>The directory's hierarchy: the parent of teams among which the model could not tell.</summary>
    Parent,

    /// <summary>A rule of the directory.</summary>
    Rule,
}

/// <summary>What is asked of one target: all classes by falling probability, and what the top one needs.</summary>
public sealed record Ranking
{
    /// <summary>Nothing was learned for the target.</summary>
    public static Ranking Empty { get; } = new();

    /// <summary>All classes, best first; empty when nothing was learned. A parent or a rule's answer stands before them, on top of their sum.</summary>
    public IReadOnlyList<ClassScore> Classes { get; init; } = [];

    /// <summary>Who put the top class first.</summary>
    public AnsweredBy By { get; init; }

    /// <summary>Probability that the top class is right; 0 when there is none.</summary>
    public double Trust { get; init; }

    /// <summary>The thresholds of the top class.</summary>
    public TrustThresholds Thresholds { get; init; } = TrustThresholds.Default;

    /// <summary>What training learned of thresholds; null where nothing did: then trust itself is the measure.</summary>
    [JsonIgnore]
    public LearnedThresholds? Learned { get; init; }

    /// <summary>The best class; null when there is none.</summary>
    public string? Top => Classes.Count > 0 ? Classes[0].Label : null;

    /// <summary>Probability of <paramref name="label"/>; 0 for a class that the model does not know.</summary>
    public double ProbabilityOf(string? label) => Classes.FirstOrDefault(c => c.Label == label).Probability;
}

/// <summary>Everything that is known about one alert before anything is decided.</summary>
public sealed record AlertScores
{
    /// <summary>What kind of problem it is.</summary>
    public required Ranking IssueType { get; init; }

    /// <summary>Whose it is.</summary>
    public required Ranking OwningTeam { get; init; }

    /// <summary>Whether history holds anything like it.</summary>
    public required Novelty Novelty { get; init; }

    /// <summary>Stated, else read from labels and text; never below what was stated as critical.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Where it is, as far as the alert says.</summary>
    public required Location Location { get; init; }

    /// <summary>Suspected compromise or exposure: leaked secret, intrusion, malware, data theft.</summary>
    public required bool IsSecurity { get; init; }

    /// <summary>Fewer words than a person could judge by.</summary>
    public bool IsTooShort { get; init; }

    /// <summary>Reasons for the top owning team, strongest first; empty when not asked for.</summary>
    public IReadOnlyList<Evidence> Explanation { get; init; } = [];

    /// <summary>Similar past incidents, most alike first; empty when not asked for.</summary>
    public IReadOnlyList<SimilarIncident> Similar { get; init; } = [];

    /// <summary>Version of the model that answered; null when none is loaded.</summary>
    public string? ModelVersion { get; init; }
}

/// <summary>What to compute beyond what a decision needs.</summary>
[Flags]
public enum ScoreParts
{
    /// <summary>Only the decision's needs.</summary>
    None = 0,

    /// <summary>Spans, labels and templates that carried the answer.</summary>
    Explanation = 1,

    /// <summary>Similar past incidents.</summary>
    Similar = 2,

    /// <summary>Both.</summary>
    All = Explanation | Similar,
}

/// <summary>Scores one alert by both targets, computing its features once. Safe for many threads.</summary>
public interface IAlertScorer
{
    /// <summary>Scores an alert. Never throws for any text.</summary>
    AlertScores Score(Alert alert, ScoreParts include);
}
