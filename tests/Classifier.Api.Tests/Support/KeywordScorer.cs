using Classifier.Alerts;
using Classifier.Scoring;

namespace Classifier.Api.Tests.Support;

/// <summary>Starts the service without a champion.</summary>
internal sealed class NoScorer : IAlertScorer
{
    public AlertScores Score(Alert alert, ScoreParts include) => throw new InvalidOperationException();
}

/// <summary>Scores by words of the title, so that a test can say what the model would: <c>edge 95</c> is team edge at .95, <c>leak</c> is security.</summary>
internal sealed class KeywordScorer(bool withModel = true) : IAlertScorer
{
    public const string Version = "20260105-080000-abcdef0";

    public AlertScores Score(Alert alert, ScoreParts include)
    {
        var words = alert.Title.Split(' ');
        var team = words.FirstOrDefault(w => w is "edge" or "shop" or "secops") ?? "shop";
        var trust = words.Select(w => int.TryParse(w, out var percent) ? percent / 100.0 : -1).DefaultIfEmpty(-1).Max();
        var isSecurity = words.Contains("leak");
        if (trust < 0)
            trust = 0.3;
        ClassScore[] others = [.. new[] { "edge", "shop", "secops" }.Where(t => t != team).Select(t => new ClassScore(t, (1 - trust) / 2))];
        return new()
        {
            IssueType = !withModel ? Ranking.Empty : new() { Classes = [new(isSecurity ? "leaked-credential" : "certificate-expiry", 0.97), new("disk-full", 0.03)], Trust = 0.97 },
            OwningTeam = !withModel ? Ranking.Empty : new() { Classes = [new(team, trust), .. others], Trust = trust },
            Novelty = words.Contains("new") || !withModel ? Novelty.New : Novelty.Known,
            Severity = alert.Severity ?? Severity.Medium,
            Location = new(alert.Labels.GetValueOrDefault("site") is { } site && site.StartsWith("osl", StringComparison.Ordinal) ? "oslo" : alert.Labels.ContainsKey("site") ? "lagos" : null,
                Site: alert.Labels.GetValueOrDefault("site"), Service: alert.Labels.GetValueOrDefault("service")),
            IsSecurity = isSecurity,
            IsTooShort = words.Contains("short"),
            Explanation = [new(EvidenceKind.Text, words[0], 0, words[0].Length, 0.7)],
            Similar = [new("INC-77", 0.91, "Certificate expired on pay.example.eu", "shop", "certificate-expiry", Some.Monday.AddDays(-90), null, "The renewal job had no token", "Renewed by hand", ["ola"])],
            ModelVersion = withModel ? Version : null,
        };
    }
}
