using System.Text.Json;
using System.Text.Json.Nodes;
using Classifier.Api.Tests.Chat.Teams;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat.Teams;

namespace Classifier.Api.Tests.Attacks;

/// <summary>Part D of the attack table for Microsoft Teams: what strangers write into alerts stands only where no markup is read.</summary>
public sealed class TeamsTextRowsTests : TeamsServiceTests
{
    [Theory]
    [InlineData("<at>Everyone</at> <at id=\"0\">Ola</at>")]
    [InlineData("<script>alert(1)</script> <img src=x onerror=alert(1)> <b>x</b>")]
    [InlineData("[Grafana](https://evil.example/x) **x** _y_ `z`")]
    public async Task Row60_MarkupInAlerts_IsTextInEveryCall(string hostile)
    {
        var incident = await Service.OpenAsync(new
        {
            title = $"edge 95 {hostile}",
            description = hostile,
            severity = "high",
            labels = new Dictionary<string, string> { ["site"] = "osl1", ["service"] = hostile, [hostile] = hostile },
            logs = new[] { hostile },
            reporter = hostile,
        });
        await Service.OpenAsync(new { title = $"edge 75 {hostile}", dedup_key = "announced" });
        var (id, room) = (incident.Text("id"), incident.GetProperty("rooms")[0].Text("external_id"));
        var deliveries = new TeamsDeliveries(Service, Teams);
        foreach (var command in (string[])["similar", "alerts", "logs", $"owner {hostile}", $"reassign {hostile}", $"invite {hostile}", $"status {hostile}", $"reassign shop because {hostile}", $"frobnicate{hostile}", $"resolve {hostile}"])
            await deliveries.WriteAsync(People.Users["ola"], room, $"!{command}");
        await Service.SettledAsync(id);

        var activities = Teams.Calls.Where(c => c.Name is "POST conversations" or "POST activities" or "PUT activities/id").Select(c => JsonDocument.Parse(c.Body).RootElement).Select(b => b.TryGetProperty("activity", out var inner) ? inner : b).ToList();
        Assert.Contains(activities, a => a.ToString().Contains(JsonEncodedText.Encode(hostile, FakeTeams.Plain.Encoder).ToString(), StringComparison.Ordinal));
        Assert.All(activities.SelectMany(a => Marked(a)), text => Assert.DoesNotContain(hostile, text, StringComparison.Ordinal));
        Assert.All(activities.SelectMany(a => Marked(a)).Where(t => t.Contains("<at>", StringComparison.Ordinal)), text => Assert.Matches("^<at>[^<>]+</at>(, you are called here\\.)?$", text));
        Assert.Contains(Teams.Calls, c => c.Name == "PATCH channels/id" && (string)JsonNode.Parse(c.Body)!["description"]! is { } topic && topic.Contains("Edge delivery", StringComparison.Ordinal));
    }

    /// <summary>Every string but those of text runs and what a button brings back.</summary>
    private static IEnumerable<string> Marked(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Marked),
        JsonValueKind.Object when json.TryGetProperty("type", out var type) && type.ValueEquals("TextRun") => [],
        JsonValueKind.Object => json.EnumerateObject().Where(m => m.Name != "data").SelectMany(m => Marked(m.Value)),
        _ => [],
    };
}
