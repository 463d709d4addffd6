using Classifier.Alerts;
using Classifier.Scoring;
using Classifier.Training.Samples;

namespace Classifier.Training.Tests.Samples;

/// <summary>How bad it is shows in title, description and logs, not only in what the form states.</summary>
public sealed class PlantedSeverityTests(SampleFixture sample)
{
    /// <summary>Right, and right within one level, as accuracy; a constant is right for the most frequent level.</summary>
    [Fact]
    public void NewestFifth_SeverityReadFromTextAlone_BeatsAConstant()
    {
        var read = sample.Newest.Select(t => (t.Plan.Severity, Read: SeverityReader.Read(WithoutLevel(t)))).ToList();

        var right = Share(read, r => r.Severity == r.Read);
        var near = Share(read, r => Math.Abs(r.Severity - r.Read) <= 1);
        var constant = Enum.GetValues<Severity>().Max(level => Share(read, r => r.Severity == level));

        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"right {right:0.000}, within one level {near:0.000}, constant {constant:0.000}"));
        Assert.True(right >= constant + 0.12, FormattableString.Invariant($"right {right:0.000}, a constant {constant:0.000}"));
        Assert.True(near >= 0.9, FormattableString.Invariant($"within one level {near:0.000}"));
    }

    /// <summary>Who reads critical is mostly right, since critical opens a room at once.</summary>
    [Fact]
    public void NewestFifth_ReadAsCritical_IsMostlyCritical()
    {
        var critical = sample.Newest.Where(t => SeverityReader.Read(WithoutLevel(t)) == Severity.Critical).ToList();

        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{critical.Count} read as critical, {Share(critical, t => t.Plan.Severity == Severity.Critical):0.000} are"));
        Assert.True(Share(critical, t => t.Plan.Severity == Severity.Critical) >= 0.7);
    }

    private static Alert WithoutLevel(SampleTicket sample) => new()
    {
        Title = sample.Ticket.Title,
        Description = sample.Ticket.Description,
        Logs = sample.Ticket.Logs,
        OccurredAt = sample.Ticket.OpenedAt!.Value,
        DedupKey = sample.Ticket.Id,
    };

    private static double Share<T>(IReadOnlyCollection<T> all, Func<T, bool> which) => (double)all.Count(which) / all.Count;
}
