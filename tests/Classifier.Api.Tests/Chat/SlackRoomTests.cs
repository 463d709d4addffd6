using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat;

namespace Classifier.Api.Tests.Chat;

/// <summary>What stands at the top of a channel, how it follows the incident, and people who are known by mail alone.</summary>
public sealed class SlackRoomTests
{
    private static readonly string Directory = Some.DirectoryYaml
        .Replace("name: Ola Nordmann, team: edge, time_zone: Europe/Oslo", "name: Ola Nordmann, team: edge, time_zone: Europe/Oslo, handles: { mail: ola@example.eu }", StringComparison.Ordinal)
        .Replace("name: Rafael Sousa, team: shop, time_zone: Europe/Lisbon", "name: Rafael Sousa, team: shop, time_zone: Europe/Lisbon, handles: { mail: gone@example.eu }", StringComparison.Ordinal);

    [Fact]
    public async Task Brief_IsPinnedAndEdited_AndNeverPostedAnew()
    {
        await using var slack = await FakeSlack.StartAsync(port: 0, TimeSpan.Zero);
        using var home = new TestHome(Directory);
        await using var service = await StartAsync(slack, home);
        var id = (await service.OpenAsync(new { title = "edge 95 certificate", severity = "high" })).Text("id");
        var (channel, brief) = slack.Look(w => w.Channels.SelectMany(c => c.Posts.Select(p => (c, p))).Single(p => p.p.Text.StartsWith("Certificate expiry, Edge delivery", StringComparison.Ordinal)));
        Assert.Equal([brief.Ts], slack.Look(_ => channel.Pinned.ToList()));
        Assert.Equal([$"https://classifier.example/incidents/{id}"], slack.Look(_ => channel.Links.ToList()));

        await service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!reassign shop because it is theirs" });
        await service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!ack" });
        await service.SettledAsync(id);

        var posts = slack.Look(_ => channel.Posts.ToList());
        var edited = Assert.Single(posts, p => p.Text.Contains("Model: Edge delivery", StringComparison.Ordinal));
        Assert.Equal(brief.Ts, edited.Ts);
        Assert.StartsWith("Certificate expiry, Shop platform (set by ", edited.Text, StringComparison.Ordinal);
        Assert.Contains("Acknowledged.", edited.Text, StringComparison.Ordinal);
        Assert.Contains("owner Shop platform", slack.Look(_ => channel.Topic), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Announcement_ThatIsAnswered_LosesItsButtons()
    {
        await using var slack = await FakeSlack.StartAsync(port: 0, TimeSpan.Zero);
        using var home = new TestHome(Directory);
        await using var service = await StartAsync(slack, home);
        var id = (await service.OpenAsync(new { title = "edge 75 certificate" })).Text("id");
        FakePost Announced() => slack.Look(w => w.Channels.Single(c => c.Name == "triage").Posts.Single(p => p.Text.StartsWith($"{id}: ", StringComparison.Ordinal) && p.Text.Contains("Model:", StringComparison.Ordinal)));
        Assert.Contains("Answer with", Announced().Text, StringComparison.Ordinal);

        await service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!accept" });
        await service.SettledAsync(id);

        Assert.DoesNotContain("Answer with", Announced().Text, StringComparison.Ordinal);
        Assert.Contains("set by", Announced().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_WithAMailAddressAlone_IsLookedUpAndInvited()
    {
        await using var slack = await FakeSlack.StartAsync(port: 0, TimeSpan.Zero);
        slack.Look(w => w.Mails["ola@example.eu"] = "U0OLA");
        using var home = new TestHome(Directory);
        await using var service = await StartAsync(slack, home);
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        await Eventually.GetAsync(() => Task.FromResult(service.Get<CurrentDirectory>().Value.Person("ola")!.Handles), h => h.GetValueOrDefault("slack") == "U0OLA");

        var incident = await service.OpenAsync(new { title = "edge 95 certificate", labels = new { service = "shop-web" } });

        var room = Assert.Single(slack.Look(w => w.Channels.Where(c => c.Name.StartsWith("inc-", StringComparison.Ordinal)).ToList()));
        Assert.Contains("U0OLA", room.Members);
        Assert.Contains(room.Posts, p => p.Text.StartsWith("Rafael Sousa (service owner) could not be invited: no name for slack on file", StringComparison.Ordinal));
        Assert.Equal("act", incident.Text("decision"));
    }

    /// <summary>One post, so that a step that is held back between two does not say the first again and again.</summary>
    [Fact]
    public async Task SeveralWhoCannotBeInvited_AreNamedInOnePost()
    {
        await using var slack = await FakeSlack.StartAsync(port: 0, TimeSpan.Zero);
        using var home = new TestHome(Directory);
        await using var service = await StartAsync(slack, home);

        await service.OpenAsync(new { title = "edge 95 certificate", labels = new { service = "shop-web" } });

        var room = Assert.Single(slack.Look(w => w.Channels.Where(c => c.Name.StartsWith("inc-", StringComparison.Ordinal)).ToList()));
        var told = Assert.Single(room.Posts, p => p.Text.Contains("could not be invited", StringComparison.Ordinal));
        Assert.All(["Ola Nordmann", "Rafael Sousa"], name => Assert.Single(told.Text.Split('\n'), line => line.StartsWith($"{name} (", StringComparison.Ordinal) && line.EndsWith("could not be invited: no name for slack on file.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("0.29")]
    [InlineData("0")]
    [InlineData("NaN")]
    public async Task LimitFactor_OfWhichACallIsTooLongInComing_StopsTheStart(string factor)
    {
        var refused = await Assert.ThrowsAsync<UnsafeDefaultsException>(() => RunningService.StartAsync(settings: new Dictionary<string, string>
        {
            ["Chat:Connectors:0"] = "slack",
            ["Chat:Slack:BotToken"] = FakeSlack.Token,
            ["Chat:Slack:LimitFactor"] = factor,
        }));

        Assert.Contains("Chat:Slack:LimitFactor has to be 0.3 or more", refused.Message, StringComparison.Ordinal);
    }

    private static Task<RunningService> StartAsync(FakeSlack slack, TestHome home) => RunningService.StartAsync(home: home, settings: new Dictionary<string, string>
    {
        ["Chat:Connectors:0"] = "slack",
        ["Chat:Slack:BotToken"] = FakeSlack.Token,
        ["Chat:Slack:ApiUrl"] = slack.ApiUrl.ToString(),
        ["Chat:Slack:LimitFactor"] = "1000",
        ["Console:PublicUrl"] = "https://classifier.example/",
    });
}
