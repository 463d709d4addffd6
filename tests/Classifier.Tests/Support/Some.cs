using Classifier.Alerts;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Tests.Support;

/// <summary>What does not matter to a test.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 6, 12, 0, 0, TimeSpan.Zero);

    public static Alert Alert(string title = "Something broke", string key = "k") => new() { Title = title, OccurredAt = Noon, DedupKey = key };

    public static AlertScores Scores(double team = 0.95, Novelty novelty = Novelty.Known, bool tooShort = false, bool security = false) => new()
    {
        IssueType = new() { Classes = [new("certificate-expiry", 0.9), new("disk-full", 0.1)], Trust = 0.9 },
        OwningTeam = new() { Classes = [new("edge", team), new("shop", 1 - team)], Trust = team },
        Novelty = novelty,
        Severity = Severity.Medium,
        Location = Location.Unknown,
        IsSecurity = security,
        IsTooShort = tooShort,
        ModelVersion = "20260105-080000-abcdef0",
    };

    /// <summary>Decides by the defaults.</summary>
    public static Decision Decide(AlertScores scores, bool hasReporter) => Decide(scores, DecisionTerms.Default, hasReporter);

    /// <summary>Decides by the company's terms.</summary>
    public static Decision Decide(AlertScores scores, DecisionTerms terms, bool hasReporter = false, Alert? alert = null) =>
        DecisionPolicy.Decide((alert ?? Alert()) with { Reporter = hasReporter ? "ola" : null }, scores, terms);

    /// <summary>A target of which thresholds alone matter.</summary>
    public static TargetCard TargetCard(IReadOnlyList<AskedThreshold> thresholds, ParentFacts? parents = null) => new()
    {
        Name = TargetNames.OwningTeam,
        Classes = [],
        ClassRows = [],
        ClassPrecision = [],
        Learner = "",
        Temperature = 1,
        Thresholds = thresholds,
        Parents = parents,
        Novelty = new([0, 0, 0, -1, 0], 0, 2.2, null),
        Candidates = [],
        LeftOut = [],
    };

    public static AskedThreshold Asked(double asked, double threshold) => new(asked, threshold, new Dictionary<string, double>(), []);

    public static Incident Incident(long number = 1042, DecisionKind decision = DecisionKind.Act, Severity severity = Severity.Medium, bool isPrivate = false, string team = "edge", bool hasRoom = false) => new()
    {
        Number = number,
        Title = "TLS certificate expired on shop.example.eu",
        Severity = severity,
        IssueType = new("certificate-expiry", 0.9, AnswerSource.Model),
        OwningTeam = new(team, 0.9, AnswerSource.Model),
        Decision = decision,
        Trust = 0.9,
        Novelty = Novelty.Known,
        Location = Location.Unknown,
        IsPrivate = isPrivate,
        Source = "api",
        DedupKey = "k",
        Episode = 1,
        OpenedAt = Noon,
        HasRoom = hasRoom,
    };
}
