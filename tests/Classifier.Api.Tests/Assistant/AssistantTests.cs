using Classifier.Api.Identity;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Assistant;

/// <summary>The language model: it reads for people, and whatever it says, nothing comes of it.</summary>
public sealed class AssistantTests : AskingTests
{
    [Fact]
    public async Task Question_IsAnsweredFromWhatCommandsGive_AndSaysFromWhat()
    {
        await using var model = await FakeModel.StartAsync();
        await using var service = await RunningService.StartAsync(settings: model.Settings);
        var id = (await service.OpenAsync(new { title = "edge 95 x", labels = new { location = "oslo" } })).Text("id");
        model.Answer = (request, aborted) => Task.FromResult(FakeModel.Results(request) is [var found, ..]
            ? FakeModel.Words($"On call is: {found}")
            : FakeModel.Calls(("room-oncall", """{"arguments":"edge oslo"}""")));

        var answer = await SayAsync(service, id, "@classifier whom can I call there now?");

        Assert.Equal("On call is: Edge delivery: Ola Nordmann, on call for Oslo.\n(By a language model, from !oncall.)", answer);
        Assert.Contains(answer, await MessagesAsync(service, id));
        await SayAsync(service, id, "@classifier and after that?");
        Assert.Contains("On call is: Edge delivery: Ola Nordmann, on call for Oslo.", FakeModel.Messages(model.LastQuestion).Select(FakeModel.Content));
    }

    [Fact]
    public async Task Functions_AreThoseThatOnlyRead()
    {
        await using var model = await FakeModel.StartAsync();
        await using var service = await RunningService.StartAsync(settings: model.Settings);
        var id = (await service.OpenAsync(new { title = "edge 95 x" })).Text("id");

        await SayAsync(service, id, "@classifier what can you do?");

        var offered = model.LastQuestion.GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("function").Text("name")).Order();
        Assert.Equal(["room-alerts", "room-logs", "room-oncall", "room-owner", "room-similar"], offered);
    }

    [Fact]
    public async Task Brief_IsThereAtOnce_AndTheModelsSummaryFollows()
    {
        await using var model = await FakeModel.StartAsync();
        var may = new TaskCompletionSource();
        model.Answer = async (_, _) =>
        {
            await may.Task;
            return FakeModel.Words("Edge proxies answer 502.");
        };
        await using var service = await RunningService.StartAsync(settings: model.Settings);
        var id = (await service.OpenAsync(new { title = "edge 95 x" })).Text("id");

        Assert.Contains(await MessagesAsync(service, id), text => text.Contains("Edge delivery", StringComparison.Ordinal));
        may.SetResult();

        await Eventually.GetAsync(() => MessagesAsync(service, id), texts => texts.Contains("In short, by a language model: Edge proxies answer 502."));
    }

    [Fact]
    public async Task Status_WithoutText_IsADraftThatNobodyIsTold()
    {
        await using var model = await FakeModel.StartAsync();
        model.Answer = (_, _) => Task.FromResult(FakeModel.Words("Proxies answer 502."));
        await using var service = await RunningService.StartAsync(settings: model.Settings);
        var id = (await service.OpenAsync(new { title = "edge 95 x" })).Text("id");

        Assert.Equal("A draft; say it with !status TEXT:\nProxies answer 502.", await SayAsync(service, id, "!status"));
        Assert.DoesNotContain((await service.GetAsync($"/v1/incidents/{id}/timeline")).GetProperty("items").EnumerateArray(), e => e.Text("what") == "status");
    }

    [Fact]
    public async Task WithoutAModel_StatusDraftsByTemplate_AndQuestionsAreUnknownCommands()
    {
        await using var service = await RunningService.StartAsync();
        var id = (await service.OpenAsync(new { title = "edge 95 x" })).Text("id");

        Assert.StartsWith($"A draft; say it with !status TEXT:\n{id}, Medium, Edge delivery: edge 95 x. Open for 0 s, one alert. Nobody has taken it yet.", await SayAsync(service, id, "!status"), StringComparison.Ordinal);
        Assert.StartsWith("I do not know 'what'. What works here:", await SayAsync(service, id, "@classifier what is wrong?"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrivateIncident_IsToldToNoModel_UnlessTheOperatorSaysSo()
    {
        await using var model = await FakeModel.StartAsync();
        model.Answer = (_, _) => Task.FromResult(FakeModel.Words("Rotate it."));
        foreach (var sees in (bool[])[false, true])
        {
            await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string>(model.Settings) { ["Assistant:SeesPrivate"] = sees.ToString() });
            var incident = await service.OpenAsync(new { title = "edge 95 leak canaryword" });
            Assert.True(incident.GetProperty("private").GetBoolean());

            var answer = await SayAsync(service, incident.Text("id"), "@classifier what now?");
            await SayAsync(service, incident.Text("id"), "!status");

            Assert.StartsWith(sees ? "Rotate it." : "The language model gave no answer.", answer, StringComparison.Ordinal);
            Assert.Equal(sees, model.Asked.Any(r => r.GetRawText().Contains("canaryword", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task WhatWasAskedInPrivate_IsNotRememberedInPublic()
    {
        await using var model = await FakeModel.StartAsync();
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string>(model.Settings) { ["Assistant:SeesPrivate"] = "true" });
        var id = (await service.OpenAsync(new { title = "edge 95 leak" })).Text("id");
        await SayAsync(service, id, "@classifier was it canaryword?");
        await SayAsync(service, id, "@classifier and now?");
        Assert.Contains("canaryword", model.LastQuestion.GetRawText(), StringComparison.Ordinal);

        await SayAsync(service, id, "!public");
        await service.SettledAsync(id);
        await SayAsync(service, id, "@classifier and now?");

        Assert.DoesNotContain("canaryword", model.LastQuestion.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://models.example/v1", "small", "neither https nor on this machine")]
    [InlineData("ftp://127.0.0.1/", "small", "Assistant:Endpoint is no address")]
    [InlineData("http://127.0.0.1:1/v1", "", "Assistant:Model is not")]
    public async Task Settings_ThatCannotHold_StopTheStart(string endpoint, string model, string reason)
    {
        var refused = await Assert.ThrowsAsync<UnsafeDefaultsException>(() => RunningService.StartAsync(settings: new Dictionary<string, string> { ["Assistant:Endpoint"] = endpoint, ["Assistant:Model"] = model }));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }
}
