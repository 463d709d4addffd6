using Classifier.Alerts;
using Classifier.Decisions;
using Classifier.Directories;
using Classifier.History;
using Classifier.Incidents;
using Classifier.Scoring;
using Classifier.Training.Preparation;
using Classifier.Training.Samples;

namespace Classifier.Training.Tests.Samples;

/// <summary>How well alerts of the sample's bursts find together. The thresholds were chosen on the bursts of seeds 1 to 5.</summary>
public sealed class GroupingTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly ResponderDirectory _directory = DirectoryFile.Load(Home.Find().DirectoryFile);

    [Fact]
    public void Bursts_ArePutTogether_AndApartFromOtherTrouble()
    {
        var bursts = SampleBursts.Create(SampleFixture.Seed);

        var (precision, recall) = PairwiseOf(bursts, Group(bursts));
        var byKeyAlone = PairwiseOf(bursts, [.. bursts.Select(t => Fingerprint.Of("alert", t.Title, t.Attributes))]);

        output.WriteLine($"pairs: precision {precision:F3}, recall {recall:F3}; by fingerprint alone: precision {byKeyAlone.Precision:F3}, recall {byKeyAlone.Recall:F3}");
        Assert.InRange(precision, 0.90, 1);
        Assert.InRange(recall, 0.75, 1);
        Assert.InRange(byKeyAlone.Recall, 0, 0.2);
    }

    /// <summary>Group by group as the service does it: the newest incident within the window that fits.</summary>
    private List<string> Group(IReadOnlyList<Ticket> tickets)
    {
        var reader = new LocationReader(CompanyFacts.Read(Home.Find().DirectoryFile).Places);
        var incidents = new List<Incident>();
        var groups = new List<string>();
        foreach (var ticket in tickets)
        {
            var alert = new Alert { Title = ticket.Title, Description = ticket.Description, Labels = ticket.Attributes, OccurredAt = ticket.OpenedAt!.Value, DedupKey = ticket.Id };
            var location = reader.Read(alert);
            var open = incidents.LastOrDefault(i => alert.OccurredAt - i.OpenedAt <= Window && AlertGrouping.Reason(alert.Title, location, i, _directory) is not null);
            if (open is null)
            {
                var scores = new AlertScores { IssueType = Ranking.Empty, OwningTeam = Ranking.Empty, Novelty = Novelty.Known, Severity = Severity.Medium, Location = location, IsSecurity = false };
                open = Incident.Opened(incidents.Count, alert, new(DecisionKind.Triage, 0, [], scores), 1, alert.OccurredAt);
                incidents.Add(open);
            }
            groups.Add(open.Id);
        }
        return groups;
    }

    private static (double Precision, double Recall) PairwiseOf(IReadOnlyList<Ticket> tickets, List<string> groups)
    {
        double both = 0, put = 0, are = 0;
        for (var i = 0; i < tickets.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var belong = SampleBursts.BurstOf(tickets[i].Id) == SampleBursts.BurstOf(tickets[j].Id);
                var together = groups[i] == groups[j];
                are += belong ? 1 : 0;
                put += together ? 1 : 0;
                both += belong && together ? 1 : 0;
            }
        }
        return (put == 0 ? 1 : both / put, both / are);
    }
}
