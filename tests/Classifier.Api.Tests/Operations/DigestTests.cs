using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Operations;

/// <summary>Stakeholders hear how public incidents stand, at their times and when somebody says so.</summary>
public sealed class DigestTests
{
    private static readonly string Directory = "stakeholders: { channel: updates, people: [pia], digest: [\"14:00\"], time_zone: Europe/Oslo }\n" + Some.DirectoryYaml;

    [Fact]
    public async Task AtItsTime_SaysOnceWhatIsOpenAndNothingPrivate()
    {
        using var home = new TestHome(Directory);
        await using var service = await RunningService.StartAsync(home: home);      // 13:00 in Oslo
        var open = await service.OpenAsync(new { title = "edge 95 certificate", severity = "high" });
        var secret = await service.OpenAsync(new { title = "leak secops 95 key" });
        await service.PostAsync($"/v1/incidents/{open.Text("id")}/messages", new { text = "!status renewed on half of them" });
        await service.SettledAsync(open.Text("id"));
        Assert.Equal([$"{open.Text("id")}, High, Edge delivery: edge 95 certificate: renewed on half of them"], await service.StandingMessagesAsync("standing:stakeholders"));

        service.Clock.Advance(TimeSpan.FromMinutes(60));
        var told = await Eventually.GetAsync(() => service.StandingMessagesAsync("standing:stakeholders"), m => m.Count == 2);
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        await Task.Delay(100, TestContext.Current.CancellationToken);

        Assert.Equal(2, (await service.StandingMessagesAsync("standing:stakeholders")).Count);
        Assert.StartsWith("Mon 5 Jan 14:00: 1 incident is open.", told[1], StringComparison.Ordinal);
        Assert.Contains("edge 95 certificate (1 h, nobody has it). Status: renewed on half of them", told[1], StringComparison.Ordinal);
        Assert.DoesNotContain(secret.Text("id"), told[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnHourLate_SaysNothing_AndEndedOnesAreCounted()
    {
        using var home = new TestHome(Directory);
        await using var service = await RunningService.StartAsync(home: home);
        var id = (await service.OpenAsync(new { title = "edge 95 certificate" })).Text("id");
        await service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!ack" });
        service.Clock.Advance(TimeSpan.FromMinutes(30));
        await service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!resolve renewed" });
        service.Clock.Advance(TimeSpan.FromHours(2));       // 15:30
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Empty(await service.StandingMessagesAsync("standing:stakeholders"));

        service.Clock.Advance(TimeSpan.FromHours(22.5));    // the next day, 14:00
        var told = await Eventually.GetAsync(() => service.StandingMessagesAsync("standing:stakeholders"), m => m.Count > 0);
        Assert.Equal("Tue 6 Jan 14:00: nothing is open.", told[0]);
    }

    [Theory]
    [InlineData("digest: [\"25:00\"]", "which is not a time of day")]
    [InlineData("people: [nobody], digest: [\"08:00\"]", "stakeholders names the person 'nobody'")]
    public void Directory_Faulty_NamesItsLine(string members, string fault)
    {
        var error = Assert.Throws<Classifier.Directories.YamlFileException>(() =>
            Classifier.Directories.DirectoryFile.Parse($"stakeholders: {{ channel: updates, time_zone: Europe/Oslo, {members} }}\n" + Some.DirectoryYaml));
        Assert.Contains("directory.yaml:1:", error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }
}
