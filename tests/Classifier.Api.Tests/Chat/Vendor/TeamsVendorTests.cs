using System.Text.Json;
using System.Text.Json.Nodes;
using Classifier.Api.Chat;
using Classifier.Api.Chat.Teams;
using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Api.Tests.Chat.Teams;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat.Teams;

namespace Classifier.Api.Tests.Chat.Vendor;

/// <summary>Microsoft's own renderer of cards and its own schema of activities judge what we send; each is shown planted faults.</summary>
public sealed class TeamsVendorTests
{
    // What the renderer says of a card that it could not make sense of wholly.
    private const string Cards = """
        const { AdaptiveCard, SerializationContext } = require('adaptivecards/dist/adaptivecards.js');
        const cards = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'));
        console.log(JSON.stringify(cards.map(json => {
          const card = new AdaptiveCard(), context = new SerializationContext();
          card.parse(json, context);
          const said = [];
          for (let i = 0; i < context.eventCount; i++) said.push(context.getEventAt(i).message);
          for (const failure of card.validateProperties().validationEvents) said.push(failure.message);
          return said;
        })));
        """;

    private const string Activities = """
        const { Activity } = require('@microsoft/agents-activity');
        const activities = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'));
        console.log(JSON.stringify(activities.map(json => { try { Activity.fromObject(json); return []; } catch (error) { return [error.message]; } })));
        """;

    private static readonly ChatMessage[] Messages =
    [
        new("brief", [new BriefBlock("Certificate expiry for Edge delivery", 0.93, 0.9, 0.5, ["Because of “certificate”", "", "Similar: INC-77", new string('x', 4_000)]), new ButtonsBlock([new("Accept Edge delivery", "accept inc-7"), new("Not an incident", "not-an-incident inc-7")])], "step-1"),
        new("note", [new NoticeBlock("state", "Ola Nordmann has it.")]),
        new("answer", [new TextBlock("two\nlines"), new ButtonsBlock([.. Enumerable.Range(0, 14).Select(i => new ChatButton($"Team {i}", $"reassign q-1 t{i}"))])]),
        ChatMessage.Plain("line\n\n  line\t<at>x</at> [a](b) \"q\" \\ \u0001\u202e😀\ud800"),
        ChatMessage.Plain(""),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IEnumerable<BotActivity> Ours => [.. Messages.Select(m => TeamsMessages.Activity(m, m.Marker)), TeamsMessages.Call([new("5f1e", "Ann Berg"), new("6f1e", null)])];

    [Fact]
    public async Task Cards_ThatWeSend_AreUnderstoodWholly_AndPlantedFaultsAreNot()
    {
        var (sent, form) = await SentAsync();
        List<JsonNode> cards = [.. sent.Select(a => a["attachments"]![0]!["content"]!), form, .. Ours.Select(a => JsonSerializer.SerializeToNode(a.Attachments[0].Content, TeamsJson.Outgoing.TeamsCard)!)];
        var brief = cards[^Ours.Count()];
        JsonNode[] planted =
        [
            Changed(brief, "\"RichTextBlock\"", "\"RicherTextBlock\""), Changed(brief, "\"ActionSet\"", "\"ActionSat\""), Changed(brief, "\"Action.Submit\"", "\"Action.Submet\""), Changed(brief, "\"Bolder\"", "\"Boldest\""),
            Changed(form, "\"label\"", "\"labbel\""), Changed(form, "\"Input.ChoiceSet\"", "\"Input.ChoiceSat\""), Changed(form, "\"id\":\"team\"", "\"ident\":\"team\""), Changed(brief, "\"AdaptiveCard\"", "\"AdaptiveCart\""),
        ];

        var said = await JudgeAsync(Cards, "adaptivecards", [.. cards, .. planted]);

        Assert.All(said.Take(cards.Count), Assert.Empty);
        Assert.All(said.Skip(cards.Count), Assert.NotEmpty);
        Assert.True(cards.Count > 20, $"{cards.Count} cards were judged");
    }

    [Fact]
    public async Task Activities_ThatWeSend_AreValid_AndPlantedFaultsAreNot()
    {
        var activities = (await SentAsync()).Sent.Concat(Ours.Select(a => JsonSerializer.SerializeToNode(a, TeamsJson.Outgoing.BotActivity)!)).ToList();
        JsonNode[] planted = [Changed(activities[0], "\"type\":\"message\"", "\"typ\":\"message\""), Changed(activities[0], "\"attachments\":[", "\"attachments\":[7,"), Changed(activities[0], "\"contentType\"", "\"contentTyp\"")];

        var said = await JudgeAsync(Activities, "@microsoft/agents-activity", [.. activities, .. planted]);

        Assert.All(said.Take(activities.Count), Assert.Empty);
        Assert.All(said.Skip(activities.Count), Assert.NotEmpty);
    }

    /// <summary>What schemas do not say: a message's 28 KB, in UTF-16.</summary>
    [Fact]
    public void Messages_OfAnyText_KeepTeamsLength()
    {
        foreach (var piece in (string[])["x", "\"", "\\", "é", "漢", "😀", "\n", "a\n", "\t", "\u0001"])
        {
            var text = string.Concat(Enumerable.Repeat(piece, 30_000));
            var message = new ChatMessage(text, [new BriefBlock(text, 0.9, 0.9, 0.5, [.. Enumerable.Repeat(text, 80)]), new NoticeBlock("state", text), new ButtonsBlock([.. Enumerable.Repeat(new ChatButton(text, text), 6)])], "step-1");
            foreach (var activity in (BotActivity[])[TeamsMessages.Activity(message, "step-1"), TeamsMessages.Activity(ChatMessage.Plain(text), "step-1")])
                Assert.InRange(JsonSerializer.Serialize(activity, TeamsJson.Outgoing.BotActivity).Length * 2, 500, 28 * 1024);
        }
    }

    /// <summary>Everything that a service sent on the way of an incident and of a question, and a form.</summary>
    private static async Task<(List<JsonNode> Sent, JsonNode Form)> SentAsync()
    {
        await using var teams = await FakeTeams.StartAsync();
        var directory = TeamsDirectory.Of(Some.DirectoryYaml, teams);
        using var home = new TestHome(directory.Yaml);
        await using var service = await RunningService.StartAsync(home: home, settings: TeamsDeliveries.Settings(teams, "teams"));
        var (deliveries, ola) = (new TeamsDeliveries(service, teams), directory.Users["ola"]);
        var incident = await service.OpenAsync(new { title = "edge 95 <at>all</at>", severity = "critical", labels = new { site = "osl1" } });
        var room = incident.GetProperty("rooms")[0].Text("external_id");
        await service.OpenAsync(new { title = "edge 75 certificate", dedup_key = "announced" });
        await service.OpenAsync(new { title = "short edge 95", reporter = ola, dedup_key = "asked" });
        foreach (var said in (string[])["!help", "!similar", "@classifier who owns edge 75 certificates?", "!status all is [well](http://x)", "!reassign shop because of it", "!invite platform", "!resolve done"])
            await deliveries.WriteAsync(ola, room, said);
        await service.SettledAsync(incident.Text("id"));
        var form = (await deliveries.TaskAsync("task/fetch", ola, room, new() { ["command"] = $"reassign {incident.Text("id")}" }))["value"]!["card"]!["content"]!;
        return ([.. teams.Calls.Where(c => c.Name is "POST conversations" or "POST activities" or "PUT activities/id").Select(c => JsonNode.Parse(c.Body)!).Select(b => b["activity"] ?? b).Where(a => a["attachments"] is not null)], form);
    }

    private static JsonNode Changed(JsonNode json, string from, string to)
    {
        var text = json.ToJsonString(FakeTeams.Plain);
        Assert.Contains(from, text, StringComparison.Ordinal);
        return JsonNode.Parse(text.Replace(from, to, StringComparison.Ordinal))!;
    }

    /// <summary>What is said of each, empty for nothing.</summary>
    private static async Task<IReadOnlyList<string[]>> JudgeAsync(string script, string package, IReadOnlyList<JsonNode> items)
    {
        Require.Npm(package);
        using var folder = NodeScript.Folder();
        var file = Path.Combine(folder.Path, "items.json");
        await File.WriteAllTextAsync(file, new JsonArray([.. items.Select(i => i.DeepClone())]).ToJsonString(), Token);
        return JsonSerializer.Deserialize<string[][]>(await NodeScript.RunAsync(folder, script, file))!;
    }
}
