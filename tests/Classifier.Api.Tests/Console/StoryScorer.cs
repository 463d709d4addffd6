using Classifier.Alerts;
using Classifier.Scoring;

namespace Classifier.Api.Tests.Console;

/// <summary>One incident of the pictures' night.</summary>
internal sealed record Story(
    string Title, string Description, string Type, string Team, string Second, double Trust, string Severity, string Service, string Region, string Site, int MinutesAgo, string[] Words);

/// <summary>Answers as told, so that the pictures show every state.</summary>
internal sealed class StoryScorer(IReadOnlyList<Story> stories) : IAlertScorer
{
    public const string Version = "20261123-021407-4f9c1ae";

    private readonly LocationReader _places = new(null);

    public AlertScores Score(Alert alert, ScoreParts include)
    {
        var story = stories.First(s => s.Title == alert.Title);
        var thresholds = new TrustThresholds(story.Team == "ad-platform" ? 0.92 : 0.90, 0.60);
        var rest = 1 - story.Trust;
        return new()
        {
            IssueType = new() { Classes = [new(story.Type, 0.97), new("deploy-regression", 0.02), new("dns-change", 0.01)], Trust = 0.97 },
            OwningTeam = new()
            {
                Classes = [new(story.Team, story.Trust), new(story.Second, rest * 0.7), new("hosting", rest * 0.2), new("payments", rest * 0.06), new("identity", rest * 0.04)],
                Trust = story.Trust,
                Thresholds = thresholds,
            },
            Novelty = story.Trust < 0.6 ? Novelty.Variant : Novelty.Known,
            Severity = alert.Severity ?? Severity.Medium,
            Location = _places.Read(alert) with { Key = story.Region switch { "eu-central-1" => "frankfurt", "eu-west-1" => "dublin", "ap-southeast-1" => "singapore", "us-east-1" => "ashburn", _ => null } },
            IsSecurity = story.Type == "leaked-credential",
            Explanation = Reasons(alert, story),
            Similar =
            [
                new("inc-0877", 0.91, "Certificate expired on pay.larkmoor.example", "storefront-web", "certificate-expiry", alert.OccurredAt.AddDays(-118), alert.OccurredAt.AddDays(-118).AddMinutes(38), "renewal job had lost its DNS token", "re-issued by hand, token rotated", ["lukas.brandt"]),
                new("inc-0611", 0.74, "Handshake failures at the fra2 edge", "edge-delivery", "certificate-expiry", alert.OccurredAt.AddDays(-270), alert.OccurredAt.AddDays(-270).AddMinutes(22), "intermediate missing after a deploy", "full chain deployed again", ["jan.vos"]),
                new("inc-0402", 0.69, "Partner gateway refuses client certificate", "payments", "certificate-expiry", alert.OccurredAt.AddDays(-400), alert.OccurredAt.AddDays(-400).AddMinutes(70), "certificate renewed, not uploaded", "uploaded; reminder added", ["joao.ferreira"]),
            ],
            ModelVersion = Version,
        };
    }

    private static List<Evidence> Reasons(Alert alert, Story story)
    {
        var text = $"{alert.Title}\n{alert.Description}";
        var weight = 0.34;
        var reasons = new List<Evidence>();
        foreach (var word in story.Words)
        {
            if (text.IndexOf(word, StringComparison.Ordinal) is >= 0 and var at)
                reasons.Add(new(EvidenceKind.Text, word, at, word.Length, weight));
            weight *= 0.7;
        }
        reasons.Add(new(EvidenceKind.Label, $"service={story.Service}", null, null, 0.11));
        return reasons;
    }
}
