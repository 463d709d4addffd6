using Classifier.LogTemplates;
using Classifier.Training.Preparation;
using Classifier.Training.Samples;

namespace Classifier.Training.Tests.Samples;

/// <summary>Log lines tell what their tickets do not, in words that change with time.</summary>
public sealed class PlantedLogTests(SampleFixture sample)
{
    [Fact]
    public void NewestFifth_AuthorsWhoKnowOnlyTheSymptom_AttachLogs() =>
        Assert.InRange(sample.Newest.Count(t => t.TellsByLogsAlone), sample.Newest.Count * 0.025, sample.Newest.Count * 0.06);

    /// <summary>The owner comes from the lines: by their templates' past owners, and hardly by the service that the ticket names.</summary>
    [Fact]
    public void NewestFifth_VagueTickets_TemplatesNameTheOwnerAndServicesDoNot()
    {
        var (templates, owners) = Learned();
        var vague = sample.Newest.Where(t => t.TellsByLogsAlone).ToList();

        var byTemplates = vague.Count(t => MostNamed(t, templates, owners) == t.TrueTeam);
        var byService = vague.Count(t => t.Plan.Seen.Owner == t.TrueTeam);

        TestContext.Current.TestOutputHelper?.WriteLine($"of {vague.Count}: templates {byTemplates}, services {byService}");
        Assert.True(byTemplates >= 0.5 * vague.Count, $"templates name {byTemplates} of {vague.Count}");
        Assert.True(byService <= 0.3 * vague.Count, $"services name {byService} of {vague.Count}");
    }

    [Fact]
    public void NewestFifth_SomeTemplates_AreNewAndMostAreNot()
    {
        var (templates, _) = Learned();
        var lines = sample.Newest.SelectMany(t => t.Ticket.Logs).ToList();

        Assert.InRange((double)lines.Count(l => templates.Match(l) is null) / lines.Count, 0.05, 0.4);
    }

    private (LogTemplateSet Templates, TemplateOwners Owners) Learned()
    {
        var miner = new LogTemplateMiner();
        foreach (var line in sample.Older.SelectMany(t => t.Ticket.Logs))
            miner.Learn(line);
        var templates = miner.Freeze();
        return (templates, TemplateCounts.Of([.. sample.Older.Select(t => new TrainingRow(FilingTime.AsFiled(t.Ticket), 1))], templates));
    }

    /// <summary>The team that most surely goes with one of the lines.</summary>
    private static string? MostNamed(SampleTicket ticket, LogTemplateSet templates, TemplateOwners owners) => ticket.Ticket.Logs
        .Select(line => templates.Match(line) is { } template ? owners.Find(template.Id) : null).OfType<TemplateOwner>()
        .MaxBy(o => (double)o.OfTeam / (o.Tickets + 1))?.Team;
}
