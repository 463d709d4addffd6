using Classifier.Api.Commands;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Commands;

public sealed class CommandDeskTests
{
    [Fact]
    public async Task Help_ListsExactlyWhatWorks()
    {
        await using var service = await RunningService.StartAsync();
        var id = (await service.OpenAsync(new { title = "edge 95 x" })).Text("id");

        var help = (await service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!help" })).Body.Text("reply");

        foreach (var command in CommandGrammar.All)
        {
            Assert.Contains($"!{command.Usage}", help, StringComparison.Ordinal);
            var reply = (await service.PostAsync($"/v1/incidents/{id}/messages", new { text = $"!{command.Verb}" })).Body.Text("reply");
            Assert.DoesNotContain("I do not know", reply, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("!owner edge 95 certificate", "Edge delivery, 95 % sure.")]
    [InlineData("@classifier who owns edge 75 certificates?", "Edge delivery, 75 % likely.")]
    [InlineData("!owner edge 30 strange", "Not sure. Perhaps Edge delivery (30 %).")]
    [InlineData("!oncall edge los1", "Edge delivery: Amara Okafor, on call for Lagos.")]
    [InlineData("!reassign nobody", "No team is called 'nobody'.")]
    [InlineData("!reassign s", "More than one team begins with 's'")]
    [InlineData("!similar", "INC-77 (0.91): Certificate expired on pay.example.eu")]
    [InlineData("!frobnicate", "I do not know 'frobnicate'.")]
    public async Task Command_IsAnswered(string text, string expected)
    {
        await using var service = await RunningService.StartAsync();
        var incident = await service.OpenAsync(new { title = "edge 95 x" });

        var (_, answer) = await service.PostAsync($"/v1/incidents/{incident.Text("id")}/messages", new { text });

        Assert.StartsWith(expected, answer.Text("reply"), StringComparison.Ordinal);
        var messages = await service.MessagesAsync(incident);
        Assert.Contains(text, messages);
        Assert.Contains(answer.Text("reply"), messages);
    }

    [Fact]
    public async Task Owner_Answer_NamesReasonsAlternativesAndWhoIsThereNow()
    {
        await using var service = await RunningService.StartAsync();
        var id = (await service.OpenAsync(new { title = "edge 95 x" })).Text("id");

        var reply = (await service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!owner edge 75 certificate" })).Body.Text("reply");

        Assert.Contains("Because of “edge”", reply, StringComparison.Ordinal);
        Assert.Contains("Else Shop platform", reply, StringComparison.Ordinal);
        Assert.Contains("Now there: Ola Nordmann", reply, StringComparison.Ordinal);
    }
}
