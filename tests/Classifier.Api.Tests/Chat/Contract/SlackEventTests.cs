using System.Text.Json;
using Classifier.Api.Tests.Chat.Emulate;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>What people do in a Slack that others wrote comes to the service as that Slack delivers and signs it; nothing of ours stands between.</summary>
public sealed class SlackEventTests
{
    [Fact]
    public async Task People_WriteInTheirSlack_AndTheServiceHearsThem()
    {
        await using var emulate = await EmulateProcess.StartAsync(withEvents: true);
        await using var slack = await SlackWorkspace.StartAsync(emulate);
        var directory = SlackDirectory.Of(Some.DirectoryYaml, slack);
        using var home = new TestHome(directory.Yaml);
        await using var service = await RunningService.StartAsync(TimeProvider.System.GetUtcNow(), home, settings: SlackDirectory.Settings(slack, "slack"));
        await emulate.SubscribeAsync(new($"{service.Address}chat/slack/events"));

        var incident = await service.OpenAsync(new { title = "edge 95 x", severity = "high", labels = new { site = "osl1" } });
        var (id, room) = (incident.Text("id"), incident.GetProperty("rooms")[0].Text("external_id"));
        var person = incident.People()[0];
        Assert.All(incident.GetProperty("responders").EnumerateArray(), r => Assert.Equal(JsonValueKind.Null, r.GetProperty("joined_at").ValueKind));      // brought in, and told so by an event

        await slack.SayAsAsync(directory.Users[person], room, "looking");
        await Eventually.GetAsync(() => service.GetAsync($"/v1/incidents/{id}"), i => i.GetProperty("responders").EnumerateArray().Any(r => r.Text("person") == person && r.GetProperty("joined_at").ValueKind == JsonValueKind.String));
        await slack.SayAsAsync(directory.Users[person], room, "!status a &lt;b&gt; &amp; c");
        await Eventually.GetAsync(() => slack.HistoryAsync(room), posts => posts.Any(p => p.Text("text").EndsWith("a &lt;b&gt; &amp; c", StringComparison.Ordinal) && p.Text("user") == slack.BotId));
        await slack.SayAsAsync(directory.Users[person], room, "!ack");
        await Eventually.GetAsync(() => service.GetAsync($"/v1/incidents/{id}"), i => i.Text("state") == "acknowledged");

        Assert.Equal(["acknowledged"], (await service.GetAsync($"/v1/incidents/{id}/timeline")).GetProperty("items").EnumerateArray().Where(e => e.Text("who") == person && e.Text("what") == "acknowledged").Select(e => e.Text("what")));
    }
}
