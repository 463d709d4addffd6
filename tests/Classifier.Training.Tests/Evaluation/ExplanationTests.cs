using Classifier.Alerts;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Learners;
using Classifier.Training.Preparation;
using Classifier.Training.Reports;
using Classifier.Training.Samples;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Training.Tests.Evaluation;

/// <summary>What an explanation names is what the answer hangs on: without it, the answer weakens more than without anything else.</summary>
public sealed class ExplanationTests
{
    private const int Learned = 1000;
    private const int HeldOut = 500;
    private const int Spans = 3;

    [Fact]
    public void Explain_HeldOutAlerts_NamedSpansCarryMoreThanRandomOnes()
    {
        using var folder = new TemporaryFolder();
        var rows = SampleHistory.Tickets(11, Learned + HeldOut).Select(t => new TrainingRow(FilingTime.AsFiled(t), 1)).ToList();
        var clock = new FakeTimeProvider(new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));
        var trained = new TrainingRun(Some.Options, Some.Progress, clock).Run([.. rows.Take(Learned)], null, CancellationToken.None);
        var scorer = new ModelScorer(Model.Load(ModelWriting.Write(trained, folder.Path, CancellationToken.None)), places: null);
        var random = new SplitMix(3);
        var (asked, held) = (0, 0);
        foreach (var row in rows.Skip(Learned))
        {
            var alert = AlertOf(row);
            var scores = scorer.Score(alert, ScoreParts.Explanation);
            var named = scores.Explanation.Where(e => e.Kind == EvidenceKind.Text).Take(Spans).Select(e => (Start: e.Start!.Value, Length: e.Length!.Value)).ToList();
            if (named.Count == 0)
                continue;
            asked++;
            double Left((int, int)[] spans) => scorer.Score(Without(alert, spans), ScoreParts.None).OwningTeam.ProbabilityOf(scores.OwningTeam.Top);
            if (Left([.. named]) < Left(Elsewhere(alert, named, ref random)))
                held++;
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"named spans carry more in {held} of {asked} alerts");
        Assert.True(asked >= 0.98 * HeldOut, $"{HeldOut - asked} alerts have no named span");
        Assert.True(held >= 0.95 * asked, $"named spans carry more in {held} of {asked} alerts");
    }

    private static Alert AlertOf(TrainingRow row) => new()
    {
        Title = row.Ticket.Title,
        Description = row.Ticket.Description,
        Labels = row.Ticket.Attributes,
        Severity = row.Ticket.Severity,
        Logs = row.Ticket.Logs,
        OccurredAt = row.Ticket.OpenedAt!.Value,
        DedupKey = row.Ticket.Id,
    };

    /// <summary>The alert with blanks in place of some spans of title, line feed, description.</summary>
    private static Alert Without(Alert alert, IEnumerable<(int Start, int Length)> spans)
    {
        var whole = $"{alert.Title}\n{alert.Description}".ToCharArray();
        foreach (var (start, length) in spans)
            whole.AsSpan(start, length).Fill(' ');
        return alert with { Title = new(whole, 0, alert.Title.Length), Description = new(whole, alert.Title.Length + 1, alert.Description.Length) };
    }

    /// <summary>As many spans of the same lengths anywhere, none over another or over the line feed.</summary>
    private static (int Start, int Length)[] Elsewhere(Alert alert, List<(int Start, int Length)> spans, ref SplitMix random)
    {
        var length = alert.Title.Length + 1 + alert.Description.Length;
        for (; ; )
        {
            var taken = new List<(int Start, int Length)>();
            foreach (var span in spans.OrderByDescending(s => s.Length))
            {
                for (var tries = 0; tries < 100; tries++)
                {
                    var start = random.Next(length - span.Length + 1);
                    var end = start + span.Length;
                    if ((start > alert.Title.Length || end <= alert.Title.Length) && taken.TrueForAll(t => end <= t.Start || start >= t.Start + t.Length))
                    {
                        taken.Add((start, span.Length));
                        break;
                    }
                }
            }
            if (taken.Count == spans.Count)
                return [.. taken];
        }
    }
}
