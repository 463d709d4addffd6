using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Classifier.Api.Tests.Support;
using Classifier.Storage;

namespace Classifier.Api.Tests.Stories;

/// <summary>
/// The five alerts that ship, with the champion and the directory that ship, from the first report to the closed room: the same script
/// on every chat tool. Where <c>CLASSIFIER_TRANSCRIPTS</c> names a folder, each story is written down there.
/// </summary>
public abstract class FiveStories : IAsyncLifetime
{
    private StoryStage _stage = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract StoryStage Stage();

    public ValueTask InitializeAsync()
    {
        _stage = Stage();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Environment.GetEnvironmentVariable("CLASSIFIER_TRANSCRIPTS") is { Length: > 0 } folder && _stage.Transcript is { } transcript)
            await File.WriteAllTextAsync(Path.Combine(folder, $"{TestContext.Current.TestMethod!.MethodName.Split('_')[0]}-{_stage.Connector}.txt"), transcript.ToString(), CancellationToken.None);
        await _stage.DisposeAsync();
    }

    [Fact]
    public async Task Story1_Certificate_OwnerCdnAndIncidentLeadCome_AndItIsRenewed()
    {
        await BeginAsync("1. An expired certificate", "06:03");

        var (id, room) = await OpenAsync("tls-certificate.json", "certificate-expiry", "traffic-dns", "arjun.menon", "amara.okafor", "ingrid.solheim");       // six in the morning here: Singapore is at work
        Assert.False(room.IsPrivate);
        Assert.Contains("owner Traffic and DNS", room.Topic, StringComparison.Ordinal);
        await _stage.SayAsync("arjun.menon", room, "!ack", "Arjun Menon has it.");
        await _stage.SayAsync("arjun.menon", room, "the renewed pem is there, haproxy still serves the old one. reloading");
        await _stage.SayAsync("amara.okafor", room, "!similar", "ago");
        await _stage.SayAsync("ingrid.solheim", room, "!status reloaded on one of the two balancers, the other follows", "Status, by Ingrid Solheim: reloaded on one");
        await _stage.SayAsync("arjun.menon", room, "!resolve reloaded haproxy on both nodes, the name is in the expiry check now", "Resolved: reloaded haproxy");
        await _stage.PassUntilClosedAsync(TimeSpan.FromHours(25), room);

        Assert.Equal("resolved", (await _stage.Service.GetAsync($"/v1/incidents/{id}")).Text("state"));
    }

    [Fact]
    public async Task Story2_AdCache_TheOwnerIsCorrected_TheTopicFollows_AndItIsALabel()
    {
        await BeginAsync("2. Advertisements of last week", "09:43");

        var (id, room) = await OpenAsync("ad-asset-cache.json", "ad-asset-cache", "ad-platform", "hannah.schulz", "amara.okafor");
        await _stage.SayAsync("hannah.schulz", room, "@classifier who owns purge events that are skipped on the cache nodes?", "%");
        await _stage.SayAsync("hannah.schulz", room, "!reassign edge-delivery because the nodes skip our purges, the manifest itself is fine", "Owner is now Edge delivery, because the nodes skip our purges");
        var moved = await _stage.RoomOfAsync(id);
        Assert.Contains("owner Edge delivery", moved.Topic, StringComparison.Ordinal);
        Assert.Equal(["amara.okafor", "hannah.schulz"], moved.Members.Order(StringComparer.Ordinal));       // hers is the service still
        await _stage.SayAsync("amara.okafor", room, "!ack", "Amara Okafor has it.");
        await _stage.SayAsync("amara.okafor", room, "!resolve consumer restarted from the last good offset, purged by campaign key, Dublin first", "Resolved: consumer restarted");

        var label = Assert.Single(await new LabelStore(_stage.Service.Get<IDatabase>()).ReadLabelledAsync(Token));
        Assert.Equal("edge-delivery", label.Ticket.OwningTeam);
    }

    [Fact]
    public async Task Story3_SecurityDevice_NobodyAnswers_TheNextIsCalled_AndReminded()
    {
        await BeginAsync("3. A firewall that blocks the checkout", "13:13");

        var (id, room) = await OpenAsync("security-device.json", "security-device", "perimeter", "sven.hagen", "lukas.brandt", "siobhan.kelly");
        await _stage.PassAsync(TimeSpan.FromMinutes(15), room, "Nobody has acknowledged: Thandi Nkosi is called.");
        await _stage.SayAsync("thandi.nkosi", room, "!ack", "Thandi Nkosi has it.");
        await _stage.SayAsync("thandi.nkosi", room, "!oncall payments", "Payments: ");
        await _stage.SayAsync("thandi.nkosi", room, "!invite payments", "is called for Payments.");
        await _stage.SayAsync("thandi.nkosi", room, "!status rule 942130 only detects now, latency falls", "Status, by Thandi Nkosi: rule 942130");
        await _stage.SayAsync("thandi.nkosi", room, "!snooze 30m", "Snoozed until 2026-11-24 14:0");
        await _stage.PassAsync(TimeSpan.FromMinutes(30), room, $"The snooze of {id} is over; 1 alert fires.");
        await _stage.SayAsync("thandi.nkosi", room, "!resolve rule 942130 left out for address fields, body inspection off until it is tuned", "Resolved: rule 942130");

        Assert.Equal("resolved", (await _stage.Service.GetAsync($"/v1/incidents/{id}")).Text("state"));
    }

    [Fact]
    public async Task Story4_ThirdPartyScript_EndsAndReturns_AndAVagueReportIsAskedAboutInTriage()
    {
        await BeginAsync("4. A vendor's script that breaks the page", "10:25");

        var (id, room) = await OpenAsync("third-party-script.json", "third-party-script", "storefront-web", "lukas.brandt", "hannah.schulz");
        await _stage.SayAsync("lukas.brandt", room, "!ack", "Lukas Brandt has it.");
        await ReportAgainAsync("resolved");
        Assert.Contains((await _stage.RoomOfAsync(id)).Posts, p => p.Text.StartsWith("Resolved: sentry says", StringComparison.Ordinal));
        await ReportAgainAsync("firing");
        Assert.Contains((await _stage.RoomOfAsync(id)).Posts, p => p.Text.StartsWith("Fires again: sentry says", StringComparison.Ordinal));
        await _stage.SayAsync("hannah.schulz", room, "!alerts", "fires sentry: Review widget");

        var vague = await _stage.ReportAsync(JsonSerializer.SerializeToElement(new { title = "Strange frames around some pictures of the shop", source = "mail", severity = "medium", reporter = "Nadia Rahman" }));
        var triage = await _stage.RoomNamedAsync("triage");
        await _stage.PressAsync("anna.keller", triage, "Accept", vague.Text("id"));
        Assert.Equal("person", (await _stage.Service.GetAsync($"/v1/incidents/{vague.Text("id")}")).GetProperty("owning_team").Text("source"));
        Assert.Equal("open", (await _stage.Service.GetAsync($"/v1/incidents/{vague.Text("id")}")).GetProperty("rooms")[0].Text("state"));

        await _stage.SayAsync("lukas.brandt", room, "!resolve the tag is pinned to the last good version, the vendor knows", "Resolved: the tag is pinned");

        async Task ReportAgainAsync(string status)
        {
            _stage.Service.Clock.Advance(TimeSpan.FromMinutes(2));
            var alert = JsonNode.Parse(await AlertTextAsync("third-party-script.json"))!;
            (alert["status"], alert["occurred_at"]) = (status, _stage.Service.Clock.GetUtcNow().ToString("O"));
            await _stage.ReportAsync(JsonSerializer.SerializeToElement(alert));
        }
    }

    [Fact]
    public async Task Story5_LeakedKey_IsPrivate_AndNotThereForOthers()
    {
        await BeginAsync("5. A key in a public repository", "03:21");

        var (id, room) = await OpenAsync("leaked-access-key.json", "leaked-credential", "security-response", "marcus.greene", "elena.petrova", "yusuf.demir");
        Assert.True(room.IsPrivate);
        Assert.Equal(id, room.Name);
        await _stage.SayAsync("marcus.greene", room, "!ack", "Marcus Greene has it.");
        await _stage.SayAsync("elena.petrova", room, "!status key revoked; its use since the first exposure is being listed", "Status, by Elena Petrova: key revoked");
        Assert.Equal("There is no such incident, or not for you.", await _stage.AskAloneAsync("ingrid.solheim", $"alerts {id}"));
        Assert.Contains("AWS access key found", await _stage.AskAloneAsync("yusuf.demir", $"alerts {id}"), StringComparison.Ordinal);
        await _stage.SayAsync("elena.petrova", room, "!resolve revoked and replaced, no order export was read", "Resolved: revoked and replaced");

        Assert.Equal([room.Id], (await _stage.RoomsAsync()).Select(r => r.Id));        // nothing was said anywhere else
        Assert.DoesNotContain((await _stage.RoomOfAsync(id)).Posts, p => p.Text.Contains("AKIA", StringComparison.Ordinal));
    }

    private Task BeginAsync(string title, string time) => _stage.BeginAsync(title, DateTimeOffset.Parse($"2026-11-24T{time}Z", CultureInfo.InvariantCulture));

    /// <summary>The alert comes in, and its room is as the tables of the README and of <c>data/README.md</c> say.</summary>
    private async Task<(string Id, StoryRoom Room)> OpenAsync(string file, string type, string team, params string[] people)
    {
        var incident = await _stage.ReportAsync(JsonSerializer.Deserialize<JsonElement>(await AlertTextAsync(file)));

        Assert.Equal((type, team, "act"), (incident.GetProperty("issue_type").Text("label"), incident.GetProperty("owning_team").Text("label"), incident.Text("decision")));
        Assert.Equal(people.Order(StringComparer.Ordinal), incident.People());
        Assert.Single(incident.GetProperty("rooms").EnumerateArray());
        var room = await _stage.RoomOfAsync(incident.Text("id"));
        Assert.Equal(people.Order(StringComparer.Ordinal), room.Members.Order(StringComparer.Ordinal));
        return (incident.Text("id"), room);
    }

    private static Task<string> AlertTextAsync(string file) => File.ReadAllTextAsync(Path.Combine(Home.Find().Data, "alerts", file), Token);
}

/// <summary>The stories on the built-in chat.</summary>
public sealed class BuiltInStoriesTests : FiveStories
{
    private protected override StoryStage Stage() => new BuiltInStage();
}

/// <summary>The stories on Slack.</summary>
public sealed class SlackStoriesTests : FiveStories
{
    private protected override StoryStage Stage() => new SlackStage();
}

/// <summary>The stories on our fake of Microsoft Teams.</summary>
public sealed class TeamsStoriesTests : FiveStories
{
    private protected override StoryStage Stage() => new TeamsStage();
}

/// <summary>The stories on a real XMPP server.</summary>
public sealed class XmppStoriesTests : FiveStories
{
    private protected override StoryStage Stage() => new XmppStage();
}
